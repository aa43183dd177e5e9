import { expectTypeOf } from 'vitest';
import {
  BadRequest,
  Conflict,
  ContentTooLarge,
  Forbidden,
  Gone,
  MethodNotAllowed,
  type NotFound,
  PayloadTooLarge,
  ProxyAuthenticationRequired,
  RangeNotSatisfiable,
  TooManyRequests,
  Unauthorized,
  UnavailableForLegalReasons,
  type UnprocessableContent,
  UnprocessableEntity,
  UnsupportedMediaType,
  UpgradeRequired,
} from './client-errors.ts';
import type { HttpError } from './http-error.ts';
import type { StatusOptions } from './options.ts';
import {
  BadGateway,
  GatewayTimeout,
  InternalServerError,
  NotImplemented,
  ServiceUnavailable,
} from './server-errors.ts';

// Detail first, options only, or nothing.
new Conflict();
new Conflict('Order 42 has shipped');
new Conflict('Order 42 has shipped', { cause: new Error() });
new Conflict(undefined, { extensions: { orderId: 42 } });
new Conflict({
  type: 'https://a.example/b',
  detail: 'c',
  instance: '/d',
  headers: { ETag: '"e"', Link: ['<f>', '<g>'] },
});

interface Members {
  orderId: number;
}
declare const members: Members;
new Conflict({ extensions: members });

// @ts-expect-error A misspelt option
new Conflict({ extension: {} });
// @ts-expect-error A misspelt option beside a detail
new Conflict('Order 42 has shipped', { extension: {} });
// @ts-expect-error Two details
new Conflict('Order 42 has shipped', { detail: 'Order 42 has shipped' });
// @ts-expect-error The option of another status
new Conflict({ retryAfter: 30 });
// @ts-expect-error A header that is no text
new Conflict({ headers: { Age: 3 } });
// @ts-expect-error Members that are no object
new Conflict({ extensions: 42 });
// @ts-expect-error Readonly
new Conflict().status = 409;

// A mandatory header is required by the type.
new MethodNotAllowed({ allow: ['GET'] });
new MethodNotAllowed('Read only', { allow: 'GET' });
new MethodNotAllowed(undefined, { allow: [] });
// @ts-expect-error Allow
new MethodNotAllowed();
// @ts-expect-error Allow
new MethodNotAllowed('Read only');
// @ts-expect-error Allow
new MethodNotAllowed({ detail: 'Read only' });
// @ts-expect-error Allow
new MethodNotAllowed('Read only', {});
// @ts-expect-error No method
new MethodNotAllowed({ allow: undefined });
new ProxyAuthenticationRequired({ challenge: 'Basic realm="p"' });
// @ts-expect-error Proxy-Authenticate
new ProxyAuthenticationRequired();
// @ts-expect-error Proxy-Authenticate
new ProxyAuthenticationRequired('Log in', {});
new UpgradeRequired({ upgrade: 'websocket' });
new UpgradeRequired('Over a WebSocket only', { upgrade: ['websocket'] });
// @ts-expect-error Upgrade
new UpgradeRequired();
// @ts-expect-error Upgrade
new UpgradeRequired({});

// An optional one is typed.
new Unauthorized();
new Unauthorized('Expired', { challenge: 'Bearer error="invalid_token"' });
new Unauthorized({ challenge: ['Bearer', 'Basic realm="a"'] });
new Forbidden({ challenge: 'Bearer error="insufficient_scope"' });
new TooManyRequests({ retryAfter: 30 });
new TooManyRequests('Slower', { retryAfter: new Date() });
new ContentTooLarge({ retryAfter: 1 });
new ServiceUnavailable({ retryAfter: 1 });
new BadGateway({ retryAfter: 1 });
new GatewayTimeout({ retryAfter: 1 });
// @ts-expect-error Seconds are a number
new TooManyRequests({ retryAfter: '30' });
// @ts-expect-error No Retry-After on this one
new NotImplemented({ retryAfter: 30 });
new RangeNotSatisfiable({ size: 1234 });
new UnsupportedMediaType({ accept: ['application/json'], acceptEncoding: 'identity', acceptPatch: [] });
new UnavailableForLegalReasons({ blockedBy: 'https://isp.example' });
new InternalServerError('the pool is gone', { detail: 'Ask again tomorrow' });

// The status is a literal, on the instance and on the class.
expectTypeOf(new Conflict().status).toEqualTypeOf<409>();
expectTypeOf(new Conflict().statusCode).toEqualTypeOf<409>();
expectTypeOf<(typeof Conflict)['status']>().toEqualTypeOf<409>();

// It keeps the classes apart.
expectTypeOf<Conflict>().not.toExtend<Gone>();
expectTypeOf<Conflict>().toExtend<HttpError>();
// @ts-expect-error A Conflict is no Gone
const gone: Gone = new Conflict();
void gone;

declare const error: Conflict | Gone | NotFound;
switch (error.status) {
  case 409:
    expectTypeOf(error).toEqualTypeOf<Conflict>();
    break;
  case 410:
    expectTypeOf(error).toEqualTypeOf<Gone>();
    break;
  default:
    expectTypeOf(error).toEqualTypeOf<NotFound>();
}
if (error instanceof Gone) expectTypeOf(error).toEqualTypeOf<Gone>();
else expectTypeOf(error).toEqualTypeOf<Conflict | NotFound>();

// The old names are the same classes, as values and as types.
expectTypeOf<PayloadTooLarge>().toEqualTypeOf<ContentTooLarge>();
expectTypeOf(UnprocessableEntity).toEqualTypeOf<typeof UnprocessableContent>();
class Invalid extends UnprocessableEntity {}
expectTypeOf(new Invalid().status).toEqualTypeOf<422>();
new PayloadTooLarge({ retryAfter: 1 });

// They are freely subclassed.
class Malformed extends BadRequest {
  readonly line: number;
  constructor(line: number) {
    super(`Line ${String(line)} cannot be read.`);
    this.line = line;
  }
}
expectTypeOf(new Malformed(3).status).toEqualTypeOf<400>();

// The options by status are those of the constructors.
expectTypeOf<StatusOptions<404>>().toEqualTypeOf<unknown>();
expectTypeOf<{ retryAfter: number }>().toExtend<StatusOptions<429>>();
expectTypeOf<{}>().not.toExtend<StatusOptions<405>>();
