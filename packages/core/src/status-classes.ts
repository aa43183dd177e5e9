import {
  BadRequest,
  Unauthorized,
  PaymentRequired,
  Forbidden,
  NotFound,
  MethodNotAllowed,
  NotAcceptable,
  ProxyAuthenticationRequired,
  RequestTimeout,
  Conflict,
  Gone,
  LengthRequired,
  PreconditionFailed,
  ContentTooLarge,
  URITooLong,
  UnsupportedMediaType,
  RangeNotSatisfiable,
  ExpectationFailed,
  MisdirectedRequest,
  UnprocessableContent,
  Locked,
  FailedDependency,
  TooEarly,
  UpgradeRequired,
  PreconditionRequired,
  TooManyRequests,
  RequestHeaderFieldsTooLarge,
  UnavailableForLegalReasons,
} from './client-errors.ts';
import {
  InternalServerError,
  NotImplemented,
  BadGateway,
  ServiceUnavailable,
  GatewayTimeout,
  HTTPVersionNotSupported,
  VariantAlsoNegotiates,
  InsufficientStorage,
  LoopDetected,
  NotExtended,
  NetworkAuthenticationRequired,
} from './server-errors.ts';

/** The class of each registered status code. Keep this import away from the classes themselves: it pulls in all of them. */
export interface StatusClasses {
  readonly 400: typeof BadRequest;
  readonly 401: typeof Unauthorized;
  readonly 402: typeof PaymentRequired;
  readonly 403: typeof Forbidden;
  readonly 404: typeof NotFound;
  readonly 405: typeof MethodNotAllowed;
  readonly 406: typeof NotAcceptable;
  readonly 407: typeof ProxyAuthenticationRequired;
  readonly 408: typeof RequestTimeout;
  readonly 409: typeof Conflict;
  readonly 410: typeof Gone;
  readonly 411: typeof LengthRequired;
  readonly 412: typeof PreconditionFailed;
  readonly 413: typeof ContentTooLarge;
  readonly 414: typeof URITooLong;
  readonly 415: typeof UnsupportedMediaType;
  readonly 416: typeof RangeNotSatisfiable;
  readonly 417: typeof ExpectationFailed;
  readonly 421: typeof MisdirectedRequest;
  readonly 422: typeof UnprocessableContent;
  readonly 423: typeof Locked;
  readonly 424: typeof FailedDependency;
  readonly 425: typeof TooEarly;
  readonly 426: typeof UpgradeRequired;
  readonly 428: typeof PreconditionRequired;
  readonly 429: typeof TooManyRequests;
  readonly 431: typeof RequestHeaderFieldsTooLarge;
  readonly 451: typeof UnavailableForLegalReasons;
  readonly 500: typeof InternalServerError;
  readonly 501: typeof NotImplemented;
  readonly 502: typeof BadGateway;
  readonly 503: typeof ServiceUnavailable;
  readonly 504: typeof GatewayTimeout;
  readonly 505: typeof HTTPVersionNotSupported;
  readonly 506: typeof VariantAlsoNegotiates;
  readonly 507: typeof InsufficientStorage;
  readonly 508: typeof LoopDetected;
  readonly 510: typeof NotExtended;
  readonly 511: typeof NetworkAuthenticationRequired;
}

export const statusClasses: StatusClasses = {
  400: BadRequest,
  401: Unauthorized,
  402: PaymentRequired,
  403: Forbidden,
  404: NotFound,
  405: MethodNotAllowed,
  406: NotAcceptable,
  407: ProxyAuthenticationRequired,
  408: RequestTimeout,
  409: Conflict,
  410: Gone,
  411: LengthRequired,
  412: PreconditionFailed,
  413: ContentTooLarge,
  414: URITooLong,
  415: UnsupportedMediaType,
  416: RangeNotSatisfiable,
  417: ExpectationFailed,
  421: MisdirectedRequest,
  422: UnprocessableContent,
  423: Locked,
  424: FailedDependency,
  425: TooEarly,
  426: UpgradeRequired,
  428: PreconditionRequired,
  429: TooManyRequests,
  431: RequestHeaderFieldsTooLarge,
  451: UnavailableForLegalReasons,
  500: InternalServerError,
  501: NotImplemented,
  502: BadGateway,
  503: ServiceUnavailable,
  504: GatewayTimeout,
  505: HTTPVersionNotSupported,
  506: VariantAlsoNegotiates,
  507: InsufficientStorage,
  508: LoopDetected,
  510: NotExtended,
  511: NetworkAuthenticationRequired,
};
