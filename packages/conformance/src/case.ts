import type { SettingsName } from './settings.ts';

/** One row of the table: what a route does, what is sent to it, and every byte that has to come back. */
export interface Case {
  /** Unique; a present-tense sentence. */
  readonly name: string;
  /** The request target. Unique within the table, so that a report can be told by its URL. */
  readonly path: string;
  /** How the error handler is configured. Default: `plain`. */
  readonly settings?: SettingsName;
  /** What the host serves there. Absent: no route matches. */
  readonly route?: Route;
  /** What is sent. Default: GET over HTTP/1.1. */
  readonly request?: CaseRequest;
  readonly expect: Expectation;
}

/** A route, as data: each host plays it with its own framework's calls. */
export interface Route {
  /** Pattern, where it is not the case's own path: segments, and `:name` for a parameter. */
  readonly path?: string;
  /** The prefixes of the routers around it, outermost first: the beginning of the pattern. */
  readonly below?: readonly string[];
  /** Those are applications of their own, each mounted on the one around it, where the framework has a word for that. */
  readonly mounted?: true;
  /** Default: GET. */
  readonly methods?: readonly Method[];
  /** Runs before the framework finds a route (middleware, hook, guard) or in the handler. Default: handler. */
  readonly where?: 'handler' | 'middleware' | 'guard';
  /** `sync` throws at once, `async` after a tick, `passed` uses the framework's own channel (`next(error)`, an Observable). */
  readonly how?: 'sync' | 'async' | 'passed';
  /** What is done to the response, in order, before the throw. A handler that throws nothing answers `fine`. */
  readonly steps?: readonly Step[];
  /** One of our classes, by name, and the arguments of its constructor. */
  readonly throw?: readonly [name: ErrorName, ...args: readonly unknown[]];
  /** Somebody else's error, raised by the real library. */
  readonly throwForeign?: ForeignName;
  /** Any value, as it is. Present and `undefined` means that `undefined` is thrown. */
  readonly throwValue?: unknown;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type Step =
  | readonly [call: 'header', name: string, value: string | readonly string[]]
  | readonly [call: 'status', code: number]
  /** Begins the response. */
  | readonly [call: 'write', text: string]
  /** Finishes the response. */
  | readonly [call: 'end', text: string]
  /** Sends the head, and nothing of the body. */
  | readonly [call: 'flush']
  /** Sends an interim answer, 103. RFC 8297 §2 */
  | readonly [call: 'interim']
  /** Takes the response out of the framework's hands, where it has a word for that. */
  | readonly [call: 'hijack']
  /** Sends a stream the framework's own way; it yields this text, if any, then fails; or waits for ever, if that is said. */
  | readonly [call: 'stream', text: string, then?: 'waits']
  /** Reads the body as JSON with the framework's usual parser, 1,000 bytes at most. */
  | readonly [call: 'json']
  /** Checks the body against `{ quantity: integer >= 1, address: { street: string } }`, the framework's own way where it has one. */
  | readonly [call: 'validate', status?: 400 | 422]
  /** Waits until the client has read what was sent. */
  | readonly [call: 'pause']
  /** Waits until the client has gone. */
  | readonly [call: 'left'];

export interface CaseRequest {
  readonly method?: string;
  readonly version?: '1.0' | '1.1';
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** The whole request, byte for byte, for what no client would send. */
  readonly raw?: string;
  /** Sends `Expect: 100-continue`, and the body only when it is asked for. RFC 9110 §10.1.1 */
  readonly waits?: true;
  /** The client closes the socket: with the upload unfinished, or while the handler is at work. */
  readonly leaves?: 'uploading' | 'waiting';
  /** A second request, GET /fine, on the same connection: in the same packet, or after the first answer. */
  readonly followedBy?: 'pipelined' | 'after';
  /** GET /fine goes before it, in the same packet. */
  readonly behind?: 'pipelined';
}

export interface Expectation {
  /** On the status line, and in the body; `none` where not one byte may be sent. */
  readonly status: number | 'none';
  /** All headers besides those of every problem (see `check.ts`) and those a server adds to every answer. `undefined`: not sent. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Whether `100 Continue` comes before it. Default: no. */
  readonly continued?: true;
  /** The representation of a problem. Default: `application/problem+json`. */
  readonly mediaType?: string;
  /** Literal. For HEAD: what GET would have got; only its length is sent. */
  readonly body: string;
  /** Default: a problem. `other`: the framework's own, good answer. */
  readonly kind?: 'problem' | 'other';
  /** Default: whole. `cut`: the connection is destroyed before the message is complete. */
  readonly ending?: 'whole' | 'cut';
  /** What `onError` gets, exactly once. Default: kind `thrown` and the status above, no notes. `none`: it is not called. */
  readonly report?: ExpectedReport | 'none';
}

export type ReportKind = 'thrown' | 'unmatched' | 'late' | 'aborted';

export interface ExpectedReport {
  /** Several where frameworks find out at different places. */
  readonly kind?: ReportKind | readonly ReportKind[];
  readonly status?: number;
  /** The framework has put an error of its own in the place of the one that was thrown. */
  readonly isAnother?: boolean;
  /** Something was dropped or degraded, and the report says what. */
  readonly noted?: boolean;
}

/** The classes of core (RFC 9110's phrases), `HttpError` itself, and the problem types the table defines (see the README). */
export type ErrorName =
  | 'BadRequest'
  | 'Unauthorized'
  | 'PaymentRequired'
  | 'Forbidden'
  | 'NotFound'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'ProxyAuthenticationRequired'
  | 'RequestTimeout'
  | 'Conflict'
  | 'Gone'
  | 'LengthRequired'
  | 'PreconditionFailed'
  | 'ContentTooLarge'
  | 'URITooLong'
  | 'UnsupportedMediaType'
  | 'RangeNotSatisfiable'
  | 'ExpectationFailed'
  | 'MisdirectedRequest'
  | 'UnprocessableContent'
  | 'Locked'
  | 'FailedDependency'
  | 'TooEarly'
  | 'UpgradeRequired'
  | 'PreconditionRequired'
  | 'TooManyRequests'
  | 'RequestHeaderFieldsTooLarge'
  | 'UnavailableForLegalReasons'
  | 'InternalServerError'
  | 'NotImplemented'
  | 'BadGateway'
  | 'ServiceUnavailable'
  | 'GatewayTimeout'
  | 'HTTPVersionNotSupported'
  | 'VariantAlsoNegotiates'
  | 'InsufficientStorage'
  | 'LoopDetected'
  | 'NotExtended'
  | 'NetworkAuthenticationRequired'
  | 'HttpError'
  | 'OutOfStock'
  | 'SessionExpired'
  | 'SubclassedConflict';

/** Errors of other libraries; the comment says how a host of the table has to make them. Every text that must not leave holds `hunter2`. */
export type ForeignName =
  | 'http-errors 404'
  | 'http-errors 404 with a message'
  | 'http-errors 404, expose false'
  | 'http-errors 503, expose true'
  | 'http-errors 500'
  | 'http-errors 401 with headers'
  | 'http-errors 405'
  | 'http-errors 409 with members'
  | 'http-errors shape, statuses disagree'
  | 'http-errors shape, status 200'
  | 'boom 404'
  | 'boom 401 with a scheme'
  | 'boom 429 with headers'
  | 'boom 500'
  | 'boom 503 with data'
  | 'nest 404'
  | 'nest 409 with a string'
  | 'nest 409 with a string and a description'
  | 'nest 400 with messages'
  | 'nest 503 with members'
  | 'nest 500'
  | 'nest 200'
  | 'nest 409 whose message throws'
  | 'hono 403'
  | 'hono 401 with a response'
  | 'hono 500'
  | 'body-parser entity.parse.failed'
  | 'body-parser entity.too.large'
  | 'body-parser entity.verify.failed'
  | 'body-parser request.size.invalid'
  | 'body-parser charset.unsupported'
  | 'body-parser encoding.unsupported'
  | 'body-parser parameters.too.many'
  | 'body-parser stream.not.readable'
  | 'body-parser inflation'
  | 'co-body syntax'
  | 'co-body inflation'
  | 'fastify body too large'
  | 'fastify media type'
  | 'fastify empty body'
  | 'fastify bad URL'
  | 'fastify 500'
  | 'router URIError'
  | 'rate limit'
  | 'plain Error'
  | 'Error with a cause'
  | 'SDK error with statusCode'
  | 'SDK error with status and headers'
  | 'Error with numeric code'
  | 'file system ENOENT'
  | 'TypeError'
  | 'AggregateError'
  | 'DOMException AbortError'
  | 'subclass of Error with toJSON'
  | 'unique violation';
