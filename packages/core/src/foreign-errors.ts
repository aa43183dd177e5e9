import { HttpError, isErrorStatus, type HeaderFields } from './http-error.ts';
import { firstItems, maxValues, namesOf } from './limits.ts';
import type { ProblemOptions } from './options.ts';
import { titleOf } from './phrases.ts';
import { catchRejection } from './run-hook.ts';
import { setMember } from './set-member.ts';
import { withoutStack } from './stack-limit.ts';
import { validationError } from './validation.ts';

/** A value that was thrown and is no error of ours. Its members are read one by one, and only those the rules name. */
export type Foreign = Readonly<Record<string, unknown>>;

/** Recognises one family of errors by shape; undefined when the value is none of it. */
export type Rule = (error: Foreign) => HttpError | undefined;

/** Malformed percent-encoding, wherever it was noticed. */
export const malformedPath = 'The percent-encoding of the request path is malformed.';

// The messages of parsers quote the request, so every reason has a sentence of ours.
const malformedJson = 'The request body is not valid JSON.';
const tooLarge = 'The request body is too large.';
const unsupported = 'The media type, charset or content coding of the request body is not supported.';
const wrongLength = 'The request body does not have the length that Content-Length says.';
const undecodable = 'The request body cannot be decoded.';

/** An error of core's own making. */
export function httpError(status: number, options?: ProblemOptions): HttpError {
  return withoutStack(() => new HttpError(status, undefined, options));
}

/** The `type` of the errors of body-parser, raw-body and co-body. */
const parserDetails: Readonly<Record<string, string | undefined>> = {
  'charset.unsupported': unsupported,
  'encoding.unsupported': unsupported,
  'entity.parse.failed': malformedJson,
  'entity.too.large': tooLarge,
  'entity.verify.failed': undefined,
  'parameters.too.many': tooLarge,
  'querystring.parse.rangeError': undefined,
  'request.aborted': undefined,
  'request.size.invalid': wrongLength,
};

/** body-parser, raw-body, co-body and the inflation in front of them. */
const bodyParser: Rule = (error) => {
  const { type, status, code } = error;
  if (!isErrorStatus(status)) return undefined;
  if (typeof type === 'string' && Object.hasOwn(parserDetails, type))
    return fixed(error, status, parserDetails[type]);
  // co-body throws the SyntaxError of JSON.parse with the text that it could not parse.
  if (status === 400 && error['name'] === 'SyntaxError' && typeof error['body'] === 'string') {
    return fixed(error, 400, malformedJson);
  }
  // The inflation package, in front of co-body, tells itself only by its message.
  const { message } = error;
  if (status === 415 && typeof message === 'string' && message.startsWith('Unsupported Content-Encoding: ')) {
    return fixed(error, 415, unsupported);
  }
  return status === 400 && typeof code === 'string' && code.startsWith('Z_')
    ? fixed(error, 400, undecodable)
    : undefined;
};

/** The URIError that Express's router throws for a parameter. */
const expressUriError: Rule = (error) =>
  error['status'] === 400 && error['name'] === 'URIError' ? fixed(error, 400, malformedPath) : undefined;

const fastifyDetails: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: malformedPath,
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  FST_ERR_CTP_EMPTY_JSON_BODY: malformedJson,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: wrongLength,
  FST_ERR_CTP_INVALID_JSON_BODY: malformedJson,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: unsupported,
};

/** Fastify and its official plugins. */
const fastify: Rule = (error) => {
  const { code, statusCode } = error;
  if (typeof code !== 'string' || !code.startsWith('FST_') || !isErrorStatus(statusCode)) return undefined;
  return fixed(error, statusCode, fastifyDetails[code]);
};

/** http-errors, and Koa's `ctx.throw` and `ctx.assert`, which make the same. */
const httpErrors: Rule = (error) => {
  const { status, expose, message } = error;
  if (typeof expose !== 'boolean' || !isErrorStatus(status) || error['statusCode'] !== status)
    return undefined;
  return foreign(error, status, { detail: expose ? publicText(message, status) : undefined });
};

/** Boom: the payload is what its contract sends. */
const boom: Rule = (error) => {
  if (error['isBoom'] !== true) return undefined;
  const { statusCode, payload, headers } = object(error['output']);
  if (!isErrorStatus(statusCode)) return undefined;
  return foreign(error, statusCode, {
    ...fromPayload(object(payload), statusCode),
    headers: headers as HeaderFields,
  });
};

/** Nest's HttpException: the response it was built with is what its contract sends. */
const nest: Rule = (error) => {
  const { getStatus, getResponse } = error;
  if (typeof getStatus !== 'function' || typeof getResponse !== 'function') return undefined;
  const status = call(error, getStatus as Method);
  if (!isErrorStatus(status)) return undefined;
  const response = call(error, getResponse as Method);
  if (typeof response !== 'object' || response === null)
    return foreign(error, status, { detail: publicText(response, status) });
  return foreign(error, status, fromPayload(response as Foreign, status));
};

type Method = (this: Foreign) => unknown;

/** What a method of a foreign error gives. Where that is a promise, nobody waits for it: its rejection would end the process. */
function call(error: Foreign, method: Method): unknown {
  const result = method.call(error);
  catchRejection(result);
  return result;
}

/** Hono's HTTPException. */
const hono: Rule = (error) => {
  const { status, getResponse, res, message } = error;
  if (typeof getResponse !== 'function' || 'getStatus' in error || !isErrorStatus(status)) return undefined;
  return foreign(error, status, {
    detail: publicText(message, status),
    headers: object(res)['headers'] as HeaderFields,
  });
};

/** Tried in this order: a parser's error also looks like one of http-errors, whose message would be trusted. */
export const builtInRules: readonly Rule[] = [
  bodyParser,
  expressUriError,
  fastify,
  boom,
  nest,
  hono,
  httpErrors,
];

/** What nobody vouches for: a bug, with nothing to tell the caller. */
export function unknownError(cause: unknown): HttpError {
  return httpError(500, { cause });
}

/**
 * The error of a rate-limit plugin that says nothing but its status (@fastify/rate-limit): believed, since the response
 * carries the fields that the plugin set.
 */
export function rateLimitError(error: unknown, header: (name: string) => unknown): HttpError | undefined {
  if (statusCodeOf(error) !== 429) return undefined;
  const isLimited = ['retry-after', 'x-ratelimit-limit', 'ratelimit-limit', 'ratelimit'].some(
    (name) => header(name) !== undefined,
  );
  return isLimited ? httpError(429) : undefined;
}

function statusCodeOf(error: unknown): unknown {
  try {
    return object(error)['statusCode'];
  } catch {
    return undefined;
  }
}

function fixed(error: Foreign, status: number, detail?: string): HttpError {
  return foreign(error, status, { detail });
}

/** Header fields and the cause come along with every foreign error; the text of a 500 never does. */
function foreign(error: Foreign, status: number, options: ProblemOptions): HttpError {
  const headers = options.headers ?? (peek(error, 'headers') as HeaderFields);
  return httpError(
    status,
    status === 500 ? { headers, cause: error } : { ...options, headers, cause: error },
  );
}

const payloadMembers = new Set(['message', 'statusCode', 'status', 'type', 'title', 'detail', 'instance']);

/** What a payload in the style of Nest or Boom makes public: a message, a list of messages, further members. */
function fromPayload(payload: Foreign, status: number): ProblemOptions {
  const message = peek(payload, 'message');
  const detail = publicText(peek(payload, 'detail'), status);
  const standard = {
    type: peek(payload, 'type') as string,
    title: peek(payload, 'title') as string,
    instance: peek(payload, 'instance') as string,
  };
  const lines = Array.isArray(message)
    ? firstItems(message, maxValues).filter((line) => typeof line === 'string')
    : [];
  if (lines.length === 0) {
    return {
      ...standard,
      detail: detail ?? publicText(message, status),
      extensions: furtherMembers(payload, {}),
    };
  }
  const items = lines.map((line) => ({ detail: line }));
  const invalid = validationError(items, status);
  return {
    ...standard,
    detail: detail ?? invalid.detail,
    extensions: furtherMembers(payload, { ...invalid.extensions }),
  };
}

/** Adds the members of a payload that are none of the document's own; one that throws stays one, for the report to say so. */
function furtherMembers(payload: Foreign, members: object): object {
  // Its indices are no names, and there may be millions of them.
  if (Array.isArray(payload) || payload instanceof String || ArrayBuffer.isView(payload)) return members;
  for (const name of namesOf(payload)) {
    if (payloadMembers.has(name)) continue;
    try {
      const value = payload[name];
      // A string is the phrase of the status; the object in a health check's body is a member like any other.
      if (name !== 'error' || typeof value !== 'string') setMember(members, name, value);
    } catch (error) {
      Object.defineProperty(members, name, {
        enumerable: true,
        get() {
          throw error;
        },
      });
    }
  }
  return members;
}

// Phrases that http-errors, Nest and Boom still use, beside those of the current registry; bare, as `plain` makes them.
const olderPhrases: Readonly<Record<number, string>> = {
  413: 'payload too large',
  422: 'unprocessable entity',
};

/** The text of a foreign error, unless it only repeats the status. */
function publicText(text: unknown, status: number): string | undefined {
  if (typeof text !== 'string') return undefined;
  // No phrase is that long.
  if (text.length > 100) return text;
  const bare = plain(text);
  return bare === plain(titleOf(status)) || bare === olderPhrases[status] ? undefined : text;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function object(value: unknown): Foreign {
  return (typeof value === 'object' && value !== null ? value : {}) as Foreign;
}

/** A member that may have a getter which throws. */
function peek(value: Foreign, name: string): unknown {
  try {
    return value[name];
  } catch {
    return undefined;
  }
}
