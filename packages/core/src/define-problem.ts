import type { StandardSchemaV1 } from '@standard-schema/spec';
import { HttpError, isErrorStatus, type ErrorStatus } from './http-error.ts';
import { isError, optionsOf } from './options-of.ts';
import type { ProblemOptions, StatusOptions } from './options.ts';
import { blank, isUriReference, noMembers } from './problem-details.ts';
import { catchRejection } from './run-hook.ts';
import { statusClasses, type StatusClasses } from './status-classes.ts';

/** Carries the type of extension members, and nothing at run time. */
export interface TypeOnly<T> {
  readonly '~type'?: T;
}

/** Declares the extension members of a problem type by their TypeScript type alone. */
export function extensions<T extends object>(): TypeOnly<T> {
  return {};
}

/** The extension members that a declaration stands for: a Standard Schema (its output), or {@link extensions}. */
export type Members<X> =
  X extends StandardSchemaV1<infer _Input, infer Output> ? Output : X extends TypeOnly<infer T> ? T : {};

type Reserved = 'type' | 'title' | 'status' | 'detail' | 'instance';
type NoReserved<X> = Reserved & keyof Members<X> extends never
  ? unknown
  : { readonly extensions: `reserved member: ${Reserved & keyof Members<X>}` };

type InstanceOf<S extends number> = S extends keyof StatusClasses
  ? InstanceType<StatusClasses[S]>
  : HttpError<S>;

/** An occurrence of a problem type. */
export type ProblemError<S extends number, T extends string, E extends object> = InstanceOf<S> & {
  readonly type: T;
  readonly extensions: Readonly<E>;
};

type OccurrenceOptions<S extends number> = Omit<ProblemOptions, 'type' | 'title' | 'extensions'> &
  StatusOptions<S>;

type Occurrence<S extends number, E extends object, O = OccurrenceOptions<S>> = [keyof E] extends [never]
  ? {} extends O
    ? [detail?: string | undefined, options?: Omit<O, 'detail'>] | [options: O]
    : [detail: string | undefined, options: Omit<O, 'detail'>] | [options: O]
  : {} extends O
    ? {} extends E
      ? [extensions?: E, options?: O]
      : [extensions: E, options?: O]
    : [extensions: E, options: O];

/** The class that {@link defineProblem} gives. */
export interface ProblemClass<S extends number, T extends string, E extends object> {
  new (...args: Occurrence<S, E>): ProblemError<S, T, E>;
  readonly prototype: ProblemError<S, T, E>;
  readonly status: S;
  readonly type: T;
  readonly title: string;
  captureStack: boolean;
}

/** A problem type. RFC 9457 §4 */
export interface ProblemDefinition<S extends number, T extends string, X> {
  /** URI of the type, stable and your own: absolute, or a path from the root. It is the identity. RFC 9457 §3.1.1 */
  readonly type: T;
  /** Summary of the type, the same for every occurrence. RFC 9457 §3.1.3 */
  readonly title: string;
  /** Status code of its occurrences, 400–599. */
  readonly status: S & ErrorStatus<S>;
  /** Its extension members: `extensions<{ … }>()`, or a Standard Schema. Constructors do not validate. RFC 9457 §3.2 */
  readonly extensions?: X;
  /** The detail of an occurrence that gives none itself. RFC 9457 §3.1.4 */
  readonly detail?: string | ((members: Members<X>) => string);
}

/**
 * Defines a problem type as a class that extends the class of its status. With extension members, the constructor takes
 * them first: `new OutOfStock({ isbn, requested: 3 }, { cause })`.
 *
 * @throws {TypeError} if the definition cannot stand: at start, where you define it.
 * @example
 * class OutOfStock extends defineProblem({
 *   type: 'https://bookshop.example/problems/out-of-stock',
 *   title: 'Out of stock',
 *   status: 409,
 *   extensions: extensions<{ isbn: string }>(),
 * }) {}
 */
export function defineProblem<
  const T extends string,
  const S extends number,
  X extends StandardSchemaV1 | TypeOnly<object> = TypeOnly<{}>,
>(definition: ProblemDefinition<S, T, X> & NoReserved<X>): ProblemClass<S, T, Members<X> & object> {
  check(definition);
  const { status, type, title } = definition;
  const Parent = classOf(status);
  const Problem = class extends Parent {
    constructor(first?: unknown, second?: ProblemOptions) {
      super(...occurrence(definition as ProblemDefinition<number, string, unknown>, first, second));
    }
  };
  return Object.assign(Problem, { status, type, title }) as unknown as ProblemClass<
    S,
    T,
    Members<X> & object
  >;
}

type Arguments = [first?: string | ProblemOptions, second?: ProblemOptions | undefined];

/** What the constructor of a problem type hands on to the class of its status. Never throws. */
function occurrence(
  { detail, extensions: declared }: ProblemDefinition<number, string, unknown>,
  first: unknown,
  second: ProblemOptions | undefined,
): Arguments {
  try {
    if (declared === undefined && typeof first === 'string') return [first, second];
    // A caught error in the place of the members is the cause, as it is in the place of the options.
    const isOptions = declared === undefined || isError(first);
    const options = isOptions ? optionsOf(first, second) : optionsOf(undefined, second);
    const members = isOptions ? noMembers : (first ?? noMembers);
    return [{ ...options, detail: options.detail ?? detailOf(detail, members), extensions: members }];
  } catch (cause) {
    return [{ cause }];
  }
}

function detailOf(
  detail: ProblemDefinition<number, string, unknown>['detail'],
  members: object,
): string | undefined {
  if (typeof detail !== 'function') return detail;
  const text = detail(members);
  catchRejection(text);
  return text;
}

function classOf(status: number): new (...args: Arguments) => HttpError {
  const classes: Readonly<Record<number, unknown>> = { ...statusClasses };
  const unregistered = class extends HttpError {
    constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
      super(status, first, second);
    }
  };
  return (classes[status] ?? unregistered) as new (...args: Arguments) => HttpError;
}

function check({
  type,
  title,
  status,
  detail,
  extensions: _declared,
  ...unknown
}: {
  type?: unknown;
  title?: unknown;
  status?: unknown;
  detail?: unknown;
  extensions?: unknown;
}): void {
  const name = typeof type === 'string' ? `"${type}"` : 'a problem type';
  if (!isUriReference(type) || !/^(?:[A-Za-z][A-Za-z\d+.-]*:|\/)/.test(type)) {
    throw new TypeError(
      `defineProblem: ${name} is no URI that identifies a problem type. Use an absolute URI, such as ` +
        'https://example.com/problems/out-of-stock, or a path from the root (RFC 9457 §3.1.1).',
    );
  }
  if (type === blank) {
    throw new TypeError(
      `defineProblem: ${name} is the type of the status codes themselves. Throw the class of the status.`,
    );
  }
  if (typeof title !== 'string' || title === '')
    throw new TypeError(`defineProblem: ${name} needs a title (RFC 9457 §3.1.3).`);
  if (!isErrorStatus(status)) {
    throw new TypeError(
      `defineProblem: the status of ${name} must be an integer in 400–599, not ${typeof status === 'string' ? JSON.stringify(status) : String(status)}.`,
    );
  }
  if (detail !== undefined && typeof detail !== 'string' && typeof detail !== 'function') {
    throw new TypeError(
      `defineProblem: the detail of ${name} must be a string or a function of the extension members.`,
    );
  }
  const others = Object.keys(unknown);
  if (others.length > 0) {
    throw new TypeError(
      `defineProblem: the definition of ${name} cannot have ${others.map((other) => `"${other}"`).join(', ')}, ` +
        'only type, title, status, extensions, detail.',
    );
  }
}
