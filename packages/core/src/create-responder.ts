import { negotiation } from './accept.ts';
import { customize } from './customize.ts';
import { debugMember } from './debug-member.ts';
import { rateLimitError } from './foreign-errors.ts';
import { leftoverHeaders, mergeFields, readFields, withField, withVary, type Fields } from './headers.ts';
import {
  correctionsOf,
  isErrorStatus,
  isHttpError,
  type HeaderFields,
  type HttpError,
} from './http-error.ts';
import { blank, problemDocument, type ProblemDetails } from './problem-details.ts';
import type { ProblemFormat } from './problem-format.ts';
import {
  checkOptions,
  type ErrorMapper,
  type ProblemDetailsOptions,
  type Report,
} from './responder-options.ts';
import { leftovers, ownHeaders, render, type Rendered } from './render.ts';
import { problemJson, represent } from './represent.ts';
import { catchRejection, runHook } from './run-hook.ts';
import { setMember } from './set-member.ts';
import { firstMatch, knownError } from './to-http-error.ts';
import { methodsOfUnmatched, unmatchedError } from './unmatched.ts';
import type { RequestView, ResponseView } from './views.ts';

/** What an adapter has to do, as plain data. */
export interface Answer<NativeRequest = unknown> {
  /** `send` the head and the body; `destroy` the connection, since another answer has begun; or do nothing. */
  readonly action: 'send' | 'destroy' | 'none';
  readonly status: number;
  /** Names of the fields to take off the response. */
  readonly remove: readonly string[];
  /** Fields to set, with their complete values. */
  readonly headers: HeaderFields;
  /** The serialised document; empty for HEAD. RFC 9110 §9.3.2 */
  readonly body: string;
  /** What `onError` got. Without hooks, all requests without a route that get the same answer share one error. */
  readonly report: Report<NativeRequest>;
}

/** Answers an error. Total: takes any value, never throws, calls `onError` once and last. */
export type Respond<NativeRequest = unknown> = (
  error: unknown,
  request: RequestView<NativeRequest>,
  response: ResponseView,
) => Answer<NativeRequest>;

/** A rule of an adapter for the errors of its host; tried after `map` and before the rules of core. */
export type HostRule = (
  error: unknown,
  settings: { readonly validationStatus: 400 | 422 },
) => HttpError | undefined;

/** What an adapter adds of its own. */
export interface HostDefaults<NativeRequest = unknown> {
  /** The host's channel for errors; called for 5xx, and only where the user gave no `onError`. */
  readonly log?: (report: Report<NativeRequest>) => void;
  readonly rules?: readonly HostRule[];
}

/**
 * Makes the one function that every adapter calls.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function createResponder<NativeRequest = unknown>(
  options: ProblemDetailsOptions<NativeRequest> = {},
  host: HostDefaults<NativeRequest> = {},
): Respond<NativeRequest> {
  checkOptions(options);
  const {
    map = [],
    challenge = 'Bearer',
    validationStatus = 422,
    methodNotAllowed = true,
    debug = false,
  } = options;
  const formats = [...(options.formats ?? [])];
  const negotiate = negotiation(formats);
  const settings = { validationStatus };
  const rules = (host.rules ?? []).map((rule) => (error: unknown) => rule(error, settings));
  const logServerErrors = (report: Report<NativeRequest>): void => {
    if (report.status >= 500) host.log?.(report);
  };
  const onError = options.onError ?? logServerErrors;
  /** Whether all bugs are answered with the same bytes. */
  const isPlain = options.customize === undefined && !debug && formats.length === 0;
  // To make an error takes longer than all the rest of a 404, and without hooks nobody gets it.
  const unrouted = isPlain && options.onError === undefined ? new Map<string, HttpError>() : undefined;

  function outcomeOf(
    thrown: unknown,
    request: RequestView<NativeRequest>,
    response: ResponseView,
    notes: string[],
  ): Outcome {
    const methods = methodsOfUnmatched(thrown);
    const hasNoRoute = methods !== undefined;
    const classified = hasNoRoute
      ? unmatchedError(methods, request.method, request.url, methodNotAllowed, unrouted)
      : (mapped(thrown, map, notes) ?? classify(thrown, rules, response));
    const error = hasNoRoute ? classified : thrown;
    if (classified === undefined && isPlain) return bug(thrown, request, response);
    let { problem, fields } = describe(classified, request.httpVersion, notes);

    let language: string | undefined;
    if (options.customize !== undefined) {
      ({ problem, language } = customize(options.customize, problem, error, request, notes));
      if (language !== undefined) {
        fields = withField(fields, 'Content-Language', language);
        fields = withVary(fields, 'Accept-Language');
      }
    }
    if (debug) setMember(problem, 'debug', debugMember(error));

    return {
      error,
      problem,
      hasNoRoute,
      rendered:
        response.phase === 'open' ? renderedOf(problem, fields, language, request, response, notes) : nothing,
    };
  }

  function renderedOf(
    problem: ProblemDetails,
    given: Fields | undefined,
    language: string | undefined,
    request: RequestView,
    response: ResponseView,
    notes: string[],
  ): Rendered {
    let fields = given;
    let format: ProblemFormat | undefined;
    if (formats.length > 0) {
      format = negotiate(request.header('accept'));
      // RFC 9110 §12.5.5: whether or not the client sent the field.
      fields = withVary(fields, 'Accept');
    }
    const representation = represent(problem, format, language, notes);
    return render(
      representation,
      mergeFields(fields, response, problem.status, challenge),
      request,
      response,
    );
  }

  return (thrown, request, response) => {
    const notes: string[] = [];
    const { phase } = response;
    let outcome: Outcome;
    try {
      outcome = outcomeOf(thrown, request, response, notes);
    } catch {
      // A changed Object.prototype can break whatever is written with objects.
      notes.push('the answer could not be made; it is that of an internal server error');
      outcome = lastResort(thrown, request, response);
    }
    const { error, problem, hasNoRoute, rendered } = outcome;
    const status = phase === 'aborted' ? 499 : problem.status;
    const report: Report<NativeRequest> = {
      error,
      problem,
      status,
      kind: phase === 'aborted' ? 'aborted' : phase !== 'open' ? 'late' : hasNoRoute ? 'unmatched' : 'thrown',
      request,
      notes,
    };
    catchRejection(thrown);
    runHook('onError', notes, () => onError(report));
    return {
      action: phase === 'open' ? 'send' : phase === 'started' ? 'destroy' : 'none',
      status,
      remove: rendered.remove,
      headers: rendered.headers,
      body: rendered.body,
      report,
    };
  };
}

/** What there is to say about an error before anybody is told of it. */
interface Outcome {
  readonly error: unknown;
  readonly problem: ProblemDetails;
  readonly hasNoRoute: boolean;
  readonly rendered: Rendered;
}

const nothing: Rendered = { remove: [], headers: {}, body: '' };

/** What the user's own rules make of a value. */
function mapped(thrown: unknown, map: readonly ErrorMapper[], notes: string[]): HttpError | undefined {
  for (let index = 0; index < map.length; index++) {
    const error = runHook(`map[${index}]`, notes, () => map[index]?.(thrown));
    if (isHttpError(error)) return error;
    if (error !== undefined)
      notes.push(`map[${index}] gave neither an HttpError nor undefined; its result was ignored`);
  }
  return undefined;
}

/** Undefined for what nobody vouches for. */
function classify(
  thrown: unknown,
  rules: readonly ErrorMapper[],
  response: ResponseView,
): HttpError | undefined {
  return (
    firstMatch(rules, thrown) ?? knownError(thrown) ?? rateLimitError(thrown, (name) => response.header(name))
  );
}

interface Description {
  readonly problem: ProblemDetails;
  readonly fields: Fields | undefined;
}

/** The document and the header fields of an error; those of an internal server error if there is none, or it resists being read. */
function describe(
  error: HttpError | undefined,
  httpVersion: string | undefined,
  notes: string[],
): Description {
  if (error === undefined) return { problem: bareProblem(), fields: undefined };
  try {
    const problem = problemDocument(error, notes);
    if (!isErrorStatus(problem.status)) throw new RangeError('The status changed while it was read.');
    for (const correction of correctionsOf(error)) notes.push(correction);
    return { problem, fields: readFields(error.headers, problem.status, httpVersion, notes) };
  } catch {
    notes.push('the error could not be read; it was answered as an internal server error');
    return { problem: bareProblem(), fields: undefined };
  }
}

function bareProblem(): ProblemDetails {
  return { type: blank, title: 'Internal Server Error', status: 500 };
}

const bugBody = '{"type":"about:blank","title":"Internal Server Error","status":500}';
const bugHeaders = Object.freeze(ownHeaders(problemJson, bugBody.length));

/** The answer to what nobody vouches for, made beforehand: it tells nothing of it. */
function bug(error: unknown, { method }: RequestView, response: ResponseView): Outcome {
  const rendered =
    response.phase === 'open'
      ? {
          remove: leftovers(response.headerNames()),
          headers: bugHeaders,
          body: method === 'HEAD' ? '' : bugBody,
        }
      : nothing;
  return { error, problem: bareProblem(), hasNoRoute: false, rendered };
}

/** The same for a response that resists being read. */
function lastResort(thrown: unknown, request: RequestView, { phase }: ResponseView): Outcome {
  return bug(thrown, request, { phase, header: () => undefined, headerNames: () => [...leftoverHeaders] });
}
