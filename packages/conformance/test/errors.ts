import * as core from '@statusquo/core';
import type { ErrorName } from '../src/case.ts';

/** A problem type with members and a detail made of them. */
class OutOfStock extends core.defineProblem({
  type: 'https://shop.example/problems/out-of-stock',
  title: 'Out of stock',
  status: 409,
  extensions: core.extensions<{ isbn: string; requested: number; available: number }>(),
  detail: ({ requested, available }) => `Requested ${requested}, available ${available}.`,
}) {}

/** A problem type whose status needs a header. */
class SessionExpired extends core.defineProblem({
  type: 'https://shop.example/problems/session-expired',
  title: 'Session expired',
  status: 401,
}) {}

class SubclassedConflict extends core.Conflict {}

type Constructor = new (...args: never) => core.HttpError;

const classes: Readonly<Record<ErrorName, Constructor>> = {
  BadRequest: core.BadRequest,
  Unauthorized: core.Unauthorized,
  PaymentRequired: core.PaymentRequired,
  Forbidden: core.Forbidden,
  NotFound: core.NotFound,
  MethodNotAllowed: core.MethodNotAllowed,
  NotAcceptable: core.NotAcceptable,
  ProxyAuthenticationRequired: core.ProxyAuthenticationRequired,
  RequestTimeout: core.RequestTimeout,
  Conflict: core.Conflict,
  Gone: core.Gone,
  LengthRequired: core.LengthRequired,
  PreconditionFailed: core.PreconditionFailed,
  ContentTooLarge: core.ContentTooLarge,
  URITooLong: core.URITooLong,
  UnsupportedMediaType: core.UnsupportedMediaType,
  RangeNotSatisfiable: core.RangeNotSatisfiable,
  ExpectationFailed: core.ExpectationFailed,
  MisdirectedRequest: core.MisdirectedRequest,
  UnprocessableContent: core.UnprocessableContent,
  Locked: core.Locked,
  FailedDependency: core.FailedDependency,
  TooEarly: core.TooEarly,
  UpgradeRequired: core.UpgradeRequired,
  PreconditionRequired: core.PreconditionRequired,
  TooManyRequests: core.TooManyRequests,
  RequestHeaderFieldsTooLarge: core.RequestHeaderFieldsTooLarge,
  UnavailableForLegalReasons: core.UnavailableForLegalReasons,
  InternalServerError: core.InternalServerError,
  NotImplemented: core.NotImplemented,
  BadGateway: core.BadGateway,
  ServiceUnavailable: core.ServiceUnavailable,
  GatewayTimeout: core.GatewayTimeout,
  HTTPVersionNotSupported: core.HTTPVersionNotSupported,
  VariantAlsoNegotiates: core.VariantAlsoNegotiates,
  InsufficientStorage: core.InsufficientStorage,
  LoopDetected: core.LoopDetected,
  NotExtended: core.NotExtended,
  NetworkAuthenticationRequired: core.NetworkAuthenticationRequired,
  HttpError: core.HttpError,
  OutOfStock,
  SessionExpired,
  SubclassedConflict,
};

/** Makes an error of ours; the arguments of the table include what the compiler would refuse. */
export function ourError(name: ErrorName, args: readonly unknown[]): core.HttpError {
  return new classes[name](...(args as never));
}
