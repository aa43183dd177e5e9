import { describe, noParts, readParts, reference, text, withTyped } from './error-parts.ts';
import { firstItems, maxNotes } from './limits.ts';
import type { ProblemOptions } from './options.ts';
import { titleOf } from './phrases.ts';
import { blank, problemDocument, type ProblemDetails } from './problem-details.ts';
import { pauseStacks, stacks } from './stack-limit.ts';

/** Marks our errors and their base class across copies of this package and across realms. */
const brand = Symbol.for('@statusquo/core/http-error');
/** Holds what a constructor had to correct, for the report. */
const corrections = Symbol.for('@statusquo/core/corrections');

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** `S` if it can be the status of an error, 400–599, as far as the compiler knows; else never. */
export type ErrorStatus<S extends number> = number extends S
  ? S
  : `${S}` extends `${4 | 5}${Digit}${Digit}`
    ? S
    : never;

/** Header fields by name; several values are several field lines. */
export type HeaderFields = Readonly<Record<string, string | readonly string[]>>;

/**
 * An error that is an HTTP response: a status code and a problem document. RFC 9457
 *
 * Use the class of the status (`Conflict`, `NotFound` …) where there is one. The constructor never throws: a status that
 * is no integer in 400–599 becomes 500, and the report says so.
 *
 * @example throw new HttpError(418, 'Short and stout');
 */
export class HttpError<S extends number = number> extends Error {
  /** Whether errors of this class and its subclasses carry a stack. Only for 4xx: 5xx always do. */
  static captureStack: boolean = true;

  /** The status code of the response, 400–599. */
  declare readonly status: S;
  /** URI reference of the problem type; `about:blank` when the status says it all. RFC 9457 §3.1.1 */
  declare readonly type: string;
  /** Summary of the problem type. RFC 9457 §3.1.3 */
  declare readonly title: string;
  /** What went wrong this time; public. RFC 9457 §3.1.4 */
  declare readonly detail?: string;
  /** URI reference of this occurrence. RFC 9457 §3.1.5 */
  declare readonly instance?: string;
  /** Extension members of the document. RFC 9457 §3.2 */
  declare readonly extensions: object;
  /** Header fields of the response. */
  declare readonly headers: HeaderFields;
  /** What the handlers of other libraries read before they send `message`. */
  declare readonly expose: boolean;

  constructor(status: S & ErrorStatus<S>, detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(status: S & ErrorStatus<S>, options: ProblemOptions);
  /** @internal `typed` are the fields that the typed options of a subclass made. */
  constructor(
    status: S & ErrorStatus<S>,
    first?: string | ProblemOptions,
    second?: ProblemOptions,
    typed?: HeaderFields,
  );
  constructor(given: number, first?: string | ProblemOptions, second?: ProblemOptions, typed?: HeaderFields) {
    const fixed = fixedBy(new.target);
    const notes: string[] = [];
    const status = isErrorStatus(given) ? given : 500;
    if (status !== given) notes.push(`${describe(given)} is no status of an error (400–599); 500 was used`);
    const isText = typeof first === 'string';
    // Most errors are a text and nothing else.
    const parts =
      second === undefined && (isText || first === undefined) ? noParts : readParts(first, second, notes);
    const detail = (isText && first !== '' ? first : undefined) ?? parts.detail;
    const title = parts.title ?? text(fixed.title) ?? titleOf(status);

    const limit = status < 500 && !fixed.captureStack ? pauseStacks() : undefined;
    try {
      if (parts.cause === undefined) super(detail ?? title);
      else super(detail ?? title, parts.cause);
    } finally {
      // Not by a function: after an overflow there is no room to call one.
      if (limit !== undefined) stacks.stackTraceLimit = limit;
    }

    this.status = status as S;
    this.type = parts.type ?? reference(fixed.type, 'type', notes) ?? blank;
    this.title = title;
    // RFC 9457 §3.1.4: detail helps the caller mend the request; a bug's message does not, so it stays here.
    const isPrivate = parts.expose === false || (status === 500 && isText);
    if (detail !== undefined && !isPrivate) this.detail = detail;
    if (parts.instance !== undefined) this.instance = parts.instance;
    this.extensions = parts.extensions;
    this.headers = typed === undefined ? parts.headers : withTyped(parts.headers, typed, notes);
    this.expose = parts.expose ?? status < 500;
    if (notes.length > 0) define(this, corrections, { value: notes });
  }

  /** The same as `status`, under the name that other libraries read. */
  get statusCode(): S {
    return this.status;
  }

  // Frameworks and error handlers write back what they read: `error.statusCode = error.statusCode || 500`.
  set statusCode(value: S) {
    (this as { status: S }).status = value;
  }

  /** The label of the class: the same after minification, and it can be assigned. */
  override get name(): string {
    return labelOf(this.constructor);
  }

  override set name(value: string) {
    define(this, 'name', { value, configurable: true, writable: true });
  }

  /** The problem document as it is sent, without the parts that JSON cannot hold. RFC 9457 §3 */
  toJSON(): ProblemDetails {
    return problemDocument(this, []);
  }

  /** Follows the rule of {@link isHttpError}, so that `instanceof` works across copies of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isHttpError(value, this);
  }
}

Object.defineProperty(HttpError, brand, { value: true });
Object.defineProperty(HttpError.prototype, brand, { value: true });

/** A class of errors: `HttpError`, one of the status classes, a problem type, or a subclass of these. */
export interface HttpErrorClass<E extends HttpError = HttpError> {
  new (...args: never): E;
  readonly prototype: E;
  readonly status?: number;
  readonly type?: string;
}

/**
 * Whether a value is an error of this library, of any copy of it and from any realm; with a class, whether it is that kind
 * of error. A class is known by its problem type; else by its status, if it is a status class; else by its prototype.
 * Total: false for anything that cannot be read.
 */
export function isHttpError(value: unknown): value is HttpError;
export function isHttpError<C extends HttpErrorClass>(value: unknown, type: C): value is InstanceType<C>;
export function isHttpError(value: unknown, type: HttpErrorClass = HttpError): boolean {
  try {
    return isBranded(value) && isKind(value, type);
  } catch {
    return false;
  }
}

function isBranded(value: unknown): value is HttpError {
  if (typeof value !== 'object' || value === null) return false;
  const error = value as HttpError & { [brand]?: unknown };
  return (
    error[brand] === true &&
    isErrorStatus(error.status) &&
    typeof error.type === 'string' &&
    typeof error.title === 'string'
  );
}

function isKind(error: HttpError, type: HttpErrorClass): boolean {
  if (Object.hasOwn(type, brand)) return true;
  if (typeof type.type === 'string' && type.type !== blank) return error.type === type.type;
  if (Object.hasOwn(type, 'status')) return error.status === type.status;
  return Function.prototype[Symbol.hasInstance].call(type, error);
}

/** Whether a value can be the status of an error: an integer in 400–599. RFC 9110 §15 */
export function isErrorStatus(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 400 && (value as number) <= 599;
}

/** What the constructor of an error had to correct. */
export function correctionsOf(error: HttpError): readonly string[] {
  const notes = (error as { [corrections]?: unknown })[corrections];
  return Array.isArray(notes) ? firstItems(notes, maxNotes).filter((text) => typeof text === 'string') : [];
}

/** What a class may fix for its errors: the statics that `defineProblem` sets, and the switch of the stack. */
interface Fixed {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly captureStack?: unknown;
}

const nothingFixed: Fixed = { captureStack: true };

/** Never throws. */
function fixedBy(target: Fixed): Fixed {
  try {
    const { type, title, captureStack } = target;
    return { type, title, captureStack };
  } catch {
    return nothingFixed;
  }
}

/** The descriptor has no prototype, which somebody may have given a getter. */
function define(target: object, name: PropertyKey, descriptor: PropertyDescriptor): void {
  Object.defineProperty(target, name, Object.assign(Object.create(null), descriptor) as PropertyDescriptor);
}

function labelOf(
  type: Function & { readonly type?: unknown; readonly title?: unknown; readonly status?: unknown },
): string {
  if (Object.hasOwn(type, brand)) return 'HttpError';
  const title =
    text(fixedBy(type).title) ?? (Object.hasOwn(type, 'status') ? titleOf(type.status as number) : '');
  const label = title
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(?:^| )(.)/gu, (_, letter: string) => letter.toUpperCase());
  return label || type.name;
}
