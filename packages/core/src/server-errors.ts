import { HttpError } from './http-error.ts';
import { retryAfterField } from './option-headers.ts';
import type { ProblemOptions, RetryOption } from './options.ts';

// A static block, or anything else that runs here, would keep every class in every bundle.

/**
 * The server failed in a way that is nobody else's business: a bug. A string is the private `message`, for the log alone; only
 * an explicit `{ detail }` is sent. Use BadGateway or GatewayTimeout for another server's failure, ServiceUnavailable for one
 * that passes. Also what clients take an unknown 5xx for. RFC 9110 §15.6.1
 *
 * @example throw new InternalServerError('pool is gone', { cause: error });
 */
export class InternalServerError extends HttpError<500> {
  static readonly status = 500;

  /** @param message Private: it is never sent. */
  constructor(message?: string, options?: ProblemOptions);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(500, first, second);
  }
}

/**
 * The server lacks what the request needs; for a method, because it knows that method for no resource. Use MethodNotAllowed where
 * only this resource lacks it. Caches keep it by default. RFC 9110 §15.6.2
 */
export class NotImplemented extends HttpError<501> {
  static readonly status = 501;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(501, first, second);
  }
}

/**
 * This server asked another one and got an answer it cannot use. Use GatewayTimeout where no answer came in time,
 * ServiceUnavailable where the other is known to be down or was not asked. May carry `Retry-After` (`retryAfter`).
 * RFC 9110 §15.6.3
 */
export class BadGateway extends HttpError<502> {
  static readonly status = 502;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & RetryOption);
  constructor(options: ProblemOptions & RetryOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(502, first, second, retryAfterField(first, second));
  }
}

/**
 * The server cannot handle requests for now: overload, maintenance, something it needs is down. Use TooManyRequests where only
 * this client is too fast. May carry `Retry-After` (`retryAfter`). RFC 9110 §15.6.4
 *
 * @example throw new ServiceUnavailable('Back at noon', { retryAfter: noon });
 */
export class ServiceUnavailable extends HttpError<503> {
  static readonly status = 503;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & RetryOption);
  constructor(options: ProblemOptions & RetryOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(503, first, second, retryAfterField(first, second));
  }
}

/**
 * This server asked another one and got no answer in time. Use BadGateway where the answer was bad, RequestTimeout where it was
 * the client that was slow. May carry `Retry-After` (`retryAfter`). RFC 9110 §15.6.5
 */
export class GatewayTimeout extends HttpError<504> {
  static readonly status = 504;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'> & RetryOption);
  constructor(options: ProblemOptions & RetryOption);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(504, first, second, retryAfterField(first, second));
  }
}

/**
 * The server does not support the major version of HTTP of the request. Use UpgradeRequired where another protocol is asked for.
 * The body should say why, and which versions are supported. RFC 9110 §15.6.6
 */
export class HTTPVersionNotSupported extends HttpError<505> {
  static readonly status = 505;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(505, first, second);
  }
}

/**
 * A fault in the server's configuration: the variant chosen by transparent content negotiation negotiates itself. For other
 * faults use InternalServerError. RFC 2295 §8.1
 */
export class VariantAlsoNegotiates extends HttpError<506> {
  static readonly status = 506;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(506, first, second);
  }
}

/**
 * The server cannot store what the method needs to be stored (WebDAV); temporary, but not to be repeated without the user. Use
 * ContentTooLarge where the content is too large for the server at any time. RFC 4918 §11.5
 */
export class InsufficientStorage extends HttpError<507> {
  static readonly status = 507;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(507, first, second);
  }
}

/**
 * The server ended an operation with `Depth: infinity` because it met a loop (WebDAV); all of it failed. For a request that goes
 * round among proxies use BadGateway. RFC 5842 §7.2
 */
export class LoopDetected extends HttpError<508> {
  static readonly status = 508;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(508, first, second);
  }
}

/**
 * The request needs an extension of HTTP that it does not declare. Obsolete: do not use it in anything new. For a condition that the
 * request lacks use PreconditionRequired. RFC 2774 §7
 */
export class NotExtended extends HttpError<510> {
  static readonly status = 510;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(510, first, second);
  }
}

/**
 * The client must log in to the network. For proxies that intercept traffic, such as captive portals; an origin server uses
 * Unauthorized. The body should link to the login page, and not be it. Never cached. RFC 6585 §6
 */
export class NetworkAuthenticationRequired extends HttpError<511> {
  static readonly status = 511;

  constructor(detail?: string, options?: Omit<ProblemOptions, 'detail'>);
  constructor(options: ProblemOptions);
  constructor(first?: string | ProblemOptions, second?: ProblemOptions) {
    super(511, first, second);
  }
}
