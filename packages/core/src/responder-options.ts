import { isFieldValue } from './headers.ts';
import type { HttpError } from './http-error.ts';
import type { ProblemDetails } from './problem-details.ts';
import { isProblemFormat, type ProblemFormat } from './problem-format.ts';
import type { RequestView } from './views.ts';

/** What happened, for logs and metrics. Private: it holds the error itself. */
export interface Report<NativeRequest = unknown> {
  /** What was thrown, as it was thrown; where nothing was (no route, a request that Node refused), the error for it. */
  readonly error: unknown;
  /** The document as it was sent, or would have been. */
  readonly problem: ProblemDetails;
  /** The status of the answer; 499 where the client had gone. */
  readonly status: number;
  /**
   * `thrown`: by a handler or the host; `unmatched`: no route answered (400, 404, 405); `late`: the response had begun, so the
   * connection was cut, or was over, and nothing was done; `aborted`: the client had gone, and nothing was sent.
   */
  readonly kind: 'thrown' | 'unmatched' | 'late' | 'aborted';
  readonly request: RequestView<NativeRequest>;
  /** What was corrected, left out or ignored on the way. */
  readonly notes: readonly string[];
}

/** Turns an error that your code base knows into one of ours; undefined leaves it to the next rule. Synchronous. */
export type ErrorMapper = (error: unknown) => HttpError | undefined;

/** A document together with the language of its texts, for `Content-Language`. */
export interface LocalizedProblem {
  readonly problem: ProblemDetails;
  /** Language tag of the title and detail. RFC 5646 */
  readonly language: string;
}

/** What `customize` gets beside the document. */
export interface CustomizeContext<NativeRequest = unknown> {
  /** The same as in the report. */
  readonly error: unknown;
  readonly request: RequestView<NativeRequest>;
  /** The languages that the client accepts, best first; `*` for any. RFC 9110 §12.5.4 */
  readonly languages: readonly string[];
  /** Adds a line to the notes of the report. */
  readonly note: (text: string) => void;
}

/** The options of every adapter. */
export interface ProblemDetailsOptions<NativeRequest = unknown> {
  /** Rules for errors that are not ours, tried in order before the built-in ones. */
  readonly map?: readonly ErrorMapper[] | undefined;
  /** Called exactly once for each error, last. Default: the host's own log, for 5xx only. */
  readonly onError?: ((report: Report<NativeRequest>) => void) | undefined;
  /** The last word on the document: members, an instance, another language. The status stays. */
  readonly customize?:
    | ((
        problem: ProblemDetails,
        context: CustomizeContext<NativeRequest>,
      ) => ProblemDetails | LocalizedProblem | undefined | void)
    | undefined;
  /**
   * Representations beside JSON, `[xml, html]`, chosen by `Accept`. In doubt, and where nothing is acceptable, it is JSON.
   * RFC 9110 §12.5.1
   */
  readonly formats?: readonly ProblemFormat[] | undefined;
  /** WWW-Authenticate of a 401 where neither the error nor the response has one. Default: `Bearer`. RFC 9110 §11.6.1 */
  readonly challenge?: string | undefined;
  /** The status of validation errors of the host. Default: 422. */
  readonly validationStatus?: 400 | 422 | undefined;
  /** Whether a known path with another method is answered 405 with Allow. Default: true. RFC 9110 §15.5.6 */
  readonly methodNotAllowed?: boolean | undefined;
  /** Adds a `debug` member with message, stack and causes to every document. Default: false. */
  readonly debug?: boolean | undefined;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

const expectations: {
  readonly [Name in keyof Required<ProblemDetailsOptions>]: readonly [(value: unknown) => boolean, string];
} = {
  map: [(value) => Array.isArray(value) && value.every(isFunction), 'an array of functions'],
  onError: [isFunction, 'a function'],
  customize: [isFunction, 'a function'],
  formats: [
    (value) => Array.isArray(value) && value.every(isProblemFormat),
    'an array of formats such as [xml, html]: each a media type other than application/problem+json, and a function render',
  ],
  challenge: [
    (value) => isFieldValue(value) && value !== '',
    'a challenge such as \'Bearer realm="api"\', without line breaks',
  ],
  validationStatus: [(value) => value === 400 || value === 422, '400 or 422'],
  methodNotAllowed: [isBoolean, 'a boolean'],
  debug: [isBoolean, 'a boolean'],
};

/** @throws {TypeError} that names the option and what it takes. */
export function checkOptions(options: unknown): asserts options is ProblemDetailsOptions {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(
      `The options of problemDetails must be an object, not ${options === null ? 'null' : typeof options}.`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(expectations, name)) {
      // `app.use(problemDetails)`, which nothing but the first request gives away.
      const hint =
        'socket' in options || 'req' in options ? ' Install what it returns: problemDetails().' : '';
      throw new TypeError(
        `"${name}" is no option of problemDetails. The options are ${Object.keys(expectations).join(', ')}.${hint}`,
      );
    }
    const [isValid, expected] = expectations[name as keyof typeof expectations];
    if (value !== undefined && !isValid(value))
      throw new TypeError(`The option "${name}" of problemDetails must be ${expected}.`);
  }
}
