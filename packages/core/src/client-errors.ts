import { HttpError } from './http-error.ts';
import {
  acceptFields,
  allowField,
  blockedByField,
  challengeField,
  contentRangeField,
  retryAfterField,
  upgradeFields,
} from './option-headers.ts';
import type {
  AcceptOption,
  AllowOption,
  BlockedByOption,
  ChallengeOption,
  ProblemOptions,
  RequiredChallengeOption,
  RetryOption,
  SizeOption,
  UpgradeOption,
} from './options.ts';

// A static block, or anything else that runs here, would keep every class in every bundle.

/**
 * The request cannot be read: broken syntax, framing or parameters. A body that is well formed and wrong in what it says is
 * UnprocessableContent; one of another media type is UnsupportedMediaType. Also what clients take an unknown 4xx for.
 * RFC 9110 §15.5.1
 */
export class BadRequest extends HttpError<400> {
  static readonly status = 400;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(400, first, second);
  }
}

/**
 * The request has no credentials, or none that are valid. Use Forbidden where valid credentials are not enough. Has to carry
 * `WWW-Authenticate`: `challenge` here, or the option `challenge` of the adapter. RFC 9110 §15.5.2
 *
 * @example throw new Unauthorized('The token has expired', { challenge: 'Bearer error="invalid_token"' });
 */
export class Unauthorized extends HttpError<401> {
  static readonly status = 401;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & ChallengeOption);
  constructor(options: ProblemOptions & ChallengeOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(401, first, second, challengeField(first, second, 'WWW-Authenticate'));
  }
}

/**
 * Reserved for future use, and without a meaning that clients agree on: say in `type` or `detail` what has to be paid for. Where
 * a plan does not include the operation Forbidden is understood everywhere. RFC 9110 §15.5.3
 */
export class PaymentRequired extends HttpError<402> {
  static readonly status = 402;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(402, first, second);
  }
}

/**
 * The request was understood and is refused, and the same credentials will not help. Use Unauthorized where there are none or bad
 * ones, NotFound where even the existence is a secret. May carry `WWW-Authenticate`, to name the scope that is missing
 * (`challenge`). RFC 9110 §15.5.4
 */
export class Forbidden extends HttpError<403> {
  static readonly status = 403;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & ChallengeOption);
  constructor(options: ProblemOptions & ChallengeOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(403, first, second, challengeField(first, second, 'WWW-Authenticate'));
  }
}

/**
 * The resource does not exist, or must look as if it does not. Use Gone where it is known to be away for good, MethodNotAllowed
 * where it exists and the method is wrong. RFC 9110 §15.5.5
 */
export class NotFound extends HttpError<404> {
  static readonly status = 404;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(404, first, second);
  }
}

/**
 * The method is known, and this resource does not have it. Use NotImplemented for a method that no resource knows. Must carry
 * `Allow` with the methods that the resource has now (`allow`). RFC 9110 §15.5.6
 *
 * @example throw new MethodNotAllowed({ allow: ['GET', 'PUT'] });
 */
export class MethodNotAllowed extends HttpError<405> {
  static readonly status = 405;

  constructor(detail: string | undefined, options: Omit<ProblemOptions, 'detail'> & AllowOption);
  constructor(options: ProblemOptions & AllowOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(405, first, second, allowField(first, second));
  }
}

/**
 * No representation suits the Accept fields of the request. Sending what there is instead is allowed and often kinder. For the
 * type of the request's own content use UnsupportedMediaType. The body should list the alternatives; set `Vary` to the
 * fields that decided. RFC 9110 §15.5.7
 */
export class NotAcceptable extends HttpError<406> {
  static readonly status = 406;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(406, first, second);
  }
}

/**
 * The client must authenticate with the proxy first. For proxies only; an origin server uses Unauthorized. Must carry
 * `Proxy-Authenticate` (`challenge`). RFC 9110 §15.5.8
 */
export class ProxyAuthenticationRequired extends HttpError<407> {
  static readonly status = 407;

  constructor(detail: string | undefined, options: Omit<ProblemOptions, 'detail'> & RequiredChallengeOption);
  constructor(options: ProblemOptions & RequiredChallengeOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(407, first, second, challengeField(first, second, 'Proxy-Authenticate'));
  }
}

/**
 * The request did not arrive in full in the time that the server was ready to wait; the client may send it again. Use
 * GatewayTimeout where another server was too slow. RFC 9110 §15.5.9
 */
export class RequestTimeout extends HttpError<408> {
  static readonly status = 408;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(408, first, second);
  }
}

/**
 * The request clashes with the present state of the resource, and the user can resolve that: a duplicate, a concurrent edit. Use
 * PreconditionFailed where the client sent If-Match and the like, UnprocessableContent where the content is wrong in any
 * state. The body should say what the conflict is. RFC 9110 §15.5.10
 */
export class Conflict extends HttpError<409> {
  static readonly status = 409;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(409, first, second);
  }
}

/**
 * The resource was here and is away, likely for good; links to it should be removed. Use NotFound where that is not known.
 * Caches keep it by default. RFC 9110 §15.5.11
 */
export class Gone extends HttpError<410> {
  static readonly status = 410;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(410, first, second);
  }
}

/**
 * The server wants a Content-Length and the request has none; the client may send it again with one. Use ContentTooLarge where
 * the length is known and too much. RFC 9110 §15.5.12
 */
export class LengthRequired extends HttpError<411> {
  static readonly status = 411;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(411, first, second);
  }
}

/**
 * A condition that the request carried (If-Match, If-None-Match, If-Unmodified-Since) is not met. Use PreconditionRequired where
 * it carried none and needs one, Conflict where no condition was involved. May carry the current `ETag`. RFC 9110 §15.5.13
 */
export class PreconditionFailed extends HttpError<412> {
  static readonly status = 412;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(412, first, second);
  }
}

/**
 * The content is larger than the server is willing to process. Use URITooLong for the address, RequestHeaderFieldsTooLarge for
 * the head. Where it is a matter of time, `Retry-After` says so (`retryAfter`). Was called Payload Too Large.
 * RFC 9110 §15.5.14
 */
export class ContentTooLarge extends HttpError<413> {
  static readonly status = 413;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & RetryOption);
  constructor(options: ProblemOptions & RetryOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(413, first, second, retryAfterField(first, second));
  }
}

/** The name of {@link ContentTooLarge} in RFC 7231: the same class. */
export const PayloadTooLarge: typeof ContentTooLarge = ContentTooLarge;
/** The name of {@link ContentTooLarge} in RFC 7231: the same class. */
export type PayloadTooLarge = ContentTooLarge;

/**
 * The request target is longer than the server is willing to interpret, often a form sent by GET instead of POST. Use
 * RequestHeaderFieldsTooLarge for header fields. Caches keep it by default. RFC 9110 §15.5.15
 */
export class URITooLong extends HttpError<414> {
  static readonly status = 414;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(414, first, second);
  }
}

/**
 * The content has a media type or a content coding that this resource does not take. Use BadRequest for broken syntax of the
 * right type, UnprocessableContent for wrong content of it, NotAcceptable for what the client wants back. Says what would do
 * in `Accept` (`accept`), `Accept-Encoding` (`acceptEncoding`), or for PATCH `Accept-Patch` (`acceptPatch`). RFC 9110 §15.5.16
 *
 * @example throw new UnsupportedMediaType({ accept: ['application/json'] });
 */
export class UnsupportedMediaType extends HttpError<415> {
  static readonly status = 415;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & AcceptOption);
  constructor(options: ProblemOptions & AcceptOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(415, first, second, acceptFields(first, second));
  }
}

/**
 * None of the ranges asked for overlaps with the resource. A Range field that is malformed is ignored, and calls for no error;
 * use PreconditionFailed where a condition is not met. Should carry `Content-Range` with the current length (`size`).
 * RFC 9110 §15.5.17
 */
export class RangeNotSatisfiable extends HttpError<416> {
  static readonly status = 416;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & SizeOption);
  constructor(options: ProblemOptions & SizeOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(416, first, second, contentRangeField(first, second));
  }
}

/**
 * An expectation of the Expect field cannot be met; the client should repeat the request without it. A refusal of the request
 * itself, after `Expect: 100-continue`, has the status of its reason: Unauthorized, ContentTooLarge. RFC 9110 §15.5.18
 */
export class ExpectationFailed extends HttpError<417> {
  static readonly status = 417;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(417, first, second);
  }
}

/**
 * The request came over a connection to a server that does not answer for its host; the client may repeat it over another
 * connection, whatever the method. Use NotFound for an unknown path. Proxies must not generate it. RFC 9110 §15.5.20
 */
export class MisdirectedRequest extends HttpError<421> {
  static readonly status = 421;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(421, first, second);
  }
}

/**
 * The content has the right media type and syntax, and what it says cannot be processed: validation errors. Use BadRequest for
 * broken syntax, UnsupportedMediaType for another type, Conflict where the state of the resource is in the way. Was called
 * Unprocessable Entity. RFC 9110 §15.5.21
 */
export class UnprocessableContent extends HttpError<422> {
  static readonly status = 422;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(422, first, second);
  }
}

/** The name of {@link UnprocessableContent} in RFC 4918: the same class. */
export const UnprocessableEntity: typeof UnprocessableContent = UnprocessableContent;
/** The name of {@link UnprocessableContent} in RFC 4918: the same class. */
export type UnprocessableEntity = UnprocessableContent;

/**
 * The source or the destination of the method is locked (WebDAV). Use Conflict where no lock is involved. The body should name
 * the violated condition, such as lock-token-submitted. RFC 4918 §11.3
 */
export class Locked extends HttpError<423> {
  static readonly status = 423;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(423, first, second);
  }
}

/**
 * The method was not performed because another action that it needed failed (WebDAV), as in a batch. For a server that this one
 * depends on use BadGateway. RFC 4918 §11.4
 */
export class FailedDependency extends HttpError<424> {
  static readonly status = 424;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(424, first, second);
  }
}

/**
 * The request came in TLS early data and could be a replay, so it was not processed; the client sends it again after the
 * handshake. Only where early data or `Early-Data: 1` was present; use TooManyRequests for a client that is too fast.
 * RFC 8470 §5.2
 */
export class TooEarly extends HttpError<425> {
  static readonly status = 425;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(425, first, second);
  }
}

/**
 * The server refuses this protocol and would take the request over another one. Must carry `Upgrade` (`upgrade`), and with it
 * `Connection`, which only HTTP/1.1 has. For a version of HTTP itself that the server does not speak use
 * HTTPVersionNotSupported. RFC 9110 §15.5.22
 *
 * @example throw new UpgradeRequired({ upgrade: 'websocket' });
 */
export class UpgradeRequired extends HttpError<426> {
  static readonly status = 426;

  constructor(detail: string | undefined, options: Omit<ProblemOptions, 'detail'> & UpgradeOption);
  constructor(options: ProblemOptions & UpgradeOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(426, first, second, upgradeFields(first, second));
  }
}

/**
 * The request has to be conditional (If-Match), so that nobody's change is overwritten unseen. Use PreconditionFailed where a
 * condition was sent and not met. The body should say how to send it again. Never cached. RFC 6585 §3
 */
export class PreconditionRequired extends HttpError<428> {
  static readonly status = 428;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(428, first, second);
  }
}

/**
 * This client sent too many requests in a given time. Use ServiceUnavailable where the server is overloaded by everybody.
 * May carry `Retry-After` (`retryAfter`). Never cached. RFC 6585 §4
 *
 * @example throw new TooManyRequests({ retryAfter: 30 });
 */
export class TooManyRequests extends HttpError<429> {
  static readonly status = 429;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & RetryOption);
  constructor(options: ProblemOptions & RetryOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(429, first, second, retryAfterField(first, second));
  }
}

/**
 * The header fields are too large, one of them or all together; the client may send fewer. Use URITooLong for the address,
 * ContentTooLarge for the content. The body should name the field if it is one. Never cached. RFC 6585 §5
 */
export class RequestHeaderFieldsTooLarge extends HttpError<431> {
  static readonly status = 431;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(431, first, second);
  }
}

/**
 * Access is denied because of a legal demand. Use Forbidden where the refusal is your own. The body should explain the demand;
 * the party that blocks should be named in `Link` with rel="blocked-by" (`blockedBy`). Caches keep it by default.
 * RFC 7725 §3
 */
export class UnavailableForLegalReasons extends HttpError<451> {
  static readonly status = 451;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & BlockedByOption);
  constructor(options: ProblemOptions & BlockedByOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(451, first, second, blockedByField(first, second));
  }
}
