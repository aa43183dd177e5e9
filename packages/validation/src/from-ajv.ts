import { keywordDetail, type ValidationItem } from '@statusquo/core';
import { itemAt, type Finding, type Place } from './place.ts';

/** What is read of an error of Ajv 8, and of Fastify's `error.validation`. */
export interface AjvErrorLike {
  readonly keyword: string;
  /** The JSON Pointer to the value, as a plain string. */
  readonly instancePath: string;
  readonly schemaPath?: string | undefined;
  readonly params: object;
  /** The keyword's value in the schema; with `verbose: true`. */
  readonly schema?: unknown;
  /** Set on the errors of a `propertyNames` schema. */
  readonly propertyName?: string | undefined;
  /** Ajv's own text is never used; that of the schema's author (`errorMessage` of ajv-errors) is. */
  readonly message?: string | undefined;
}

/**
 * The errors of Ajv 8 as validation items, in Ajv's order. `place` is what was validated; Fastify's `validationContext` will do.
 * An item points at the member that is missing or too many, not at the object around it. The branches of `anyOf`, `oneOf` and
 * `contains` are summed up by the keyword itself.
 *
 * @example if (!validate(body)) throw validationError(fromAjv(validate.errors), 422);
 */
export function fromAjv(
  errors: readonly AjvErrorLike[] | null | undefined,
  place: Place = 'body',
): ValidationItem[] {
  const all = errors ?? [];
  const summaries = new Set(
    all.filter(({ keyword }) => summing.has(keyword)).map(({ schemaPath }) => schemaPath),
  );
  return all
    .filter((error) => all.length === 1 || !isSummedUp(error, summaries))
    .map((error) => itemAt(findingOf(error), pathOf(error), place));
}

/** The keywords whose own error sums up those of their subschemas. */
const summing: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'contains']);

/** Whether another error says all that matters: the alternatives that did not match, one by one, are no help. */
function isSummedUp(
  { keyword, schemaPath, propertyName }: AjvErrorLike,
  summaries: ReadonlySet<unknown>,
): boolean {
  // `if` only tells which of `then` and `else` failed, whose own errors are there too; `propertyNames` has one of its own.
  if (keyword === 'if' || propertyName !== undefined) return true;
  const steps = String(schemaPath).split('/');
  return steps.some((_, length) => summaries.has(steps.slice(0, length).join('/')));
}

/** A member of `params`, whose shape depends on the keyword. What a `$data` reference led to is of the request, and is not read. */
function member({ params, schema }: AjvErrorLike, name: string): unknown {
  if ('$data' in Object(schema)) return undefined;
  return (Object(params) as Record<string, unknown>)[name];
}

function findingOf(error: AjvErrorLike): Finding {
  const { keyword, message } = error;
  if (keyword === 'errorMessage') {
    const [code, ...others] = new Set(replaced(error).map((inner) => inner.keyword));
    return {
      detail: message || invalid,
      code: others.length === 0 ? code : undefined,
      saysMore: isShared(code),
    };
  }
  if (keyword === 'false schema') return { detail: 'must not be present' };
  // Not `allowedValue`, which is that of const: with `$data` it is of the request.
  const limit = ['allowedValues', 'property', 'limit', keyword]
    .map((name) => member(error, name))
    .findLast((value) => value !== undefined);
  const detail = keywordDetail(keyword, limit) ?? formatLimitDetail(keyword, limit);
  if (detail === undefined) return { detail: invalid, code: keyword };
  return { detail, code: keyword, limit };
}

const invalid = 'is not valid';

/** Whether a keyword is not the schema's own, so that many places have it. */
function isShared(keyword = ''): boolean {
  return keywordDetail(keyword) !== undefined || Object.hasOwn(formatLimits, keyword);
}

/** The keywords that ajv-formats adds for what has an order but is no number. */
const formatLimits: Readonly<Record<string, string>> = {
  formatMinimum: 'must not be before',
  formatMaximum: 'must not be after',
  formatExclusiveMinimum: 'must be after',
  formatExclusiveMaximum: 'must be before',
};

function formatLimitDetail(keyword: string, limit: unknown): string | undefined {
  if (!Object.hasOwn(formatLimits, keyword) || typeof limit !== 'string') return undefined;
  return `${String(formatLimits[keyword])} ${limit}`;
}

/** The errors in whose place ajv-errors put the author's text. */
function replaced(error: AjvErrorLike): readonly AjvErrorLike[] {
  const errors = error.keyword === 'errorMessage' ? member(error, 'errors') : undefined;
  return Array.isArray(errors) ? (errors as readonly AjvErrorLike[]) : [];
}

/** Where `params` names a member of the object at `instancePath`, by keyword. */
const members: Readonly<Record<string, string>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  dependencies: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
  discriminator: 'tag',
};

function pathOf(error: AjvErrorLike): readonly string[] {
  const [inner, ...others] = replaced(error);
  if (inner !== undefined && others.length === 0) return pathOf(inner);
  const name = Object.hasOwn(members, error.keyword)
    ? member(error, String(members[error.keyword]))
    : undefined;
  return typeof name === 'string' ? [...tokens(error.instancePath), name] : tokens(error.instancePath);
}

/** The tokens of a JSON Pointer. RFC 6901 §4 */
function tokens(pointer: string): readonly string[] {
  return String(pointer)
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
