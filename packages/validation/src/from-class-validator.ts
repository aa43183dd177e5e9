import { keywordDetail, type ValidationItem } from '@statusquo/core';
import { rules, type Rule } from './class-validator-rules.ts';
import { itemAt, type Finding, type Place } from './place.ts';

/** What is read of class-validator's `ValidationError`. */
export interface ClassValidatorErrorLike {
  readonly property: string;
  /** The text of each constraint that failed, by its name. */
  readonly constraints?: Readonly<Record<string, string>> | undefined;
  /** What the decorators were given as `context`, by the same names. A string `code` in it is the item's code. */
  readonly contexts?: Readonly<Record<string, unknown>> | undefined;
  readonly children?: readonly ClassValidatorErrorLike[] | undefined;
  /** Only looked at to tell a value that is missing from one that is wrong. */
  readonly value?: unknown;
}

/**
 * The errors of class-validator as validation items: one for each constraint that the author gave a text, or that says something
 * about the value. As in JSON Schema, a value that is missing is only `required`, and one of the wrong type is not measured too.
 * The library's default texts are replaced by our sentences; the author's own are kept.
 *
 * @example throw validationError(fromClassValidator(await validate(order)), 422);
 */
export function fromClassValidator(
  errors: readonly ClassValidatorErrorLike[] | null | undefined,
  place: Place = 'body',
): ValidationItem[] {
  return (errors ?? []).flatMap((error) => itemsOf(error, [], place));
}

function itemsOf(error: ClassValidatorErrorLike, parents: readonly string[], place: Place): ValidationItem[] {
  // A class without any decorator is refused as a whole, and has no property.
  const path = typeof error.property === 'string' ? [...parents, error.property] : parents;
  return [
    ...select(error, readAll(error, parents.at(-1))).map((finding) => itemAt(finding, path, place)),
    ...(error.children ?? []).flatMap((child) => itemsOf(child, path, place)),
  ];
}

/** A finding, and what the choice among several depends on. */
interface Reading extends Finding {
  /** Whether the sentence is ours, and not the author's. */
  readonly isOurs: boolean;
  /** Whether it speaks of the items of an array. */
  readonly isEach: boolean;
}

const order = Object.keys(rules);

/** The order of the constraints is that of the decorators, or of whatever asynchronous check ended first: ours is fixed. */
function readAll(error: ClassValidatorErrorLike, parent: string | undefined): readonly Reading[] {
  return Object.keys(error.constraints ?? {})
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => read(error, name, parent));
}

function rank(constraint: string): number {
  const index = order.indexOf(constraint);
  return index === -1 ? order.length : index;
}

function read(error: ClassValidatorErrorLike, constraint: string, parent: string | undefined): Reading {
  const { code: given } = (error.contexts?.[constraint] ?? {}) as { code?: unknown };
  const own = typeof given === 'string' ? { code: given } : undefined;
  const known = Object.hasOwn(rules, constraint) ? (rules[constraint] ?? []) : [];
  const message: unknown = error.constraints?.[constraint];

  if (typeof message !== 'string' || message === '') {
    // dismissDefaultMessages leaves no text at all.
    const finding = known[0]?.find('') ?? { detail: 'is not valid', code: constraint };
    return { ...finding, ...own, isOurs: true, isEach: false };
  }
  for (const rule of known) {
    const match = matchText(rule, message, error.property) ?? matchText(rule, message, parent);
    if (match === undefined) continue;
    const { detail, code, limit } = rule.find(match.captured);
    // An element of an array is spoken of under the name of the array, and is itself the item.
    const isEach = match.isEach && match.property === error.property;
    const text = isEach ? `each item ${detail}` : detail;
    return { detail: text, code, limit, saysMore: isEach, ...own, isOurs: true, isEach };
  }
  const saysMore = known.length > 0 && own === undefined;
  return { detail: message, code: codeOf(known, constraint), saysMore, ...own, isOurs: false, isEach: false };
}

/** The code under a text of the author's, where the constraint can only mean one keyword. */
function codeOf(known: readonly Rule[], constraint: string): string | undefined {
  const codes = new Set(known.map((rule) => rule.find('').code));
  return known.length === 0 ? constraint : codes.size === 1 ? [...codes][0] : undefined;
}

interface Match {
  readonly captured: string;
  readonly isEach: boolean;
  readonly property: string;
}

/** Whether a message is the default text of a rule for a property. */
function matchText({ text }: Rule, message: string, property: string | undefined): Match | undefined {
  const name = String(property);
  for (const each of ['', 'each value in ']) {
    const parts = text
      .split('$1')
      .map((part) => part.replace('$each', each).replace('$property', () => name));
    const captured = capture(parts, message);
    if (captured !== undefined) return { captured, isEach: each !== '', property: name };
  }
  return undefined;
}

/** What stands between the parts of a text; the first of it, if that is more than one. */
function capture([first = '', ...others]: readonly string[], message: string): string | undefined {
  if (!message.startsWith(first)) return undefined;
  const rest = message.slice(first.length);
  const [next, ...more] = others;
  if (next === undefined) return rest === '' ? '' : undefined;
  if (more.length === 0) return rest.endsWith(next) ? rest.slice(0, rest.length - next.length) : undefined;
  const index = rest.indexOf(next);
  return index === -1 || capture(['', ...more], rest.slice(index + next.length)) === undefined
    ? undefined
    : rest.slice(0, index);
}

/** Leaves out what follows from something else that is wrong with the same value. */
function select(error: ClassValidatorErrorLike, readings: readonly Reading[]): readonly Finding[] {
  const authors = readings.filter((reading) => !reading.isOurs);
  if (isMissing(error, readings)) return authors.length > 0 ? authors : [missing];
  const wrongType = readings.find(({ code, isOurs, isEach }) => isOurs && !isEach && code === 'type');
  if (wrongType === undefined) return readings;
  return readings.filter(
    (reading) => reading === wrongType || !reading.isOurs || !(reading.isEach || isBound(reading.code)),
  );
}

const missing: Finding = { detail: String(keywordDetail('required')), code: 'required' };

/** JSON has no undefined, so a value that is undefined was not sent. The value may have been kept out of the error, though. */
function isMissing(error: ClassValidatorErrorLike, readings: readonly Reading[]): boolean {
  return (
    readings.length > 0 && typeof error.property === 'string' && 'value' in error && error.value === undefined
  );
}

/** The keywords that are about values of one type, and say nothing of others. JSON Schema Validation §6 */
function isBound(code = ''): boolean {
  return /^(?:type|(?:min|max|exclusiveM)\w+|multipleOf|pattern|format|uniqueItems|contains)$/.test(code);
}
