import {
  BadRequest,
  Conflict,
  defineProblem,
  extensions,
  HttpError,
  InternalServerError,
  isHttpError,
  Unauthorized,
  validationError,
} from '@statusquo/core';
import { inspect } from 'node:util';
import { secret } from '../src/check.ts';
import { hostile } from '../src/hostile-values.ts';
import { ourError } from './errors.ts';
import { foreignErrors } from './foreign-errors.ts';

/** A secret that every encoding has to write in another way. */
export const awkward = `<k"e&y'\\ é☃>`;

const both = `${secret} ${awkward}`;

/** Whether core takes the headers of an error, as part of what its library promises. */
function isBelieved(name: string): boolean {
  return /^(?:http-errors|boom|nest|hono|body-parser|co-body|fastify|router)/.test(name);
}

/** Hides secrets wherever an error has room for one, but where its library makes it public. */
function plant(error: unknown, withHeaders: boolean): unknown {
  if (!(error instanceof Error)) return error;
  const more: Record<string | symbol, unknown> = {
    cause: new Error(both, { cause: { message: both, toString: () => both } }),
    stack: `${error.stack}\n    at ${both}`,
    sql: `select '${both}'`,
    detail: both,
    title: both,
    instance: `urn:${secret}`,
    extensions: { password: both },
    debug: both,
    body: both,
    errors: [{ detail: both, message: both }],
    config: { headers: { authorization: both }, url: `https://user:${secret}@host/` },
    request: { headers: { cookie: both } },
    path: `/srv/${both}`,
    [Symbol(both)]: both,
    [inspect.custom]: () => both,
    toJSON: () => ({ message: both, status: 400 }),
    ...(withHeaders && { headers: { 'X-Secret': secret, 'Set-Cookie': `session=${secret}` } }),
  };
  if (isHttpError(error)) for (const name of ['instance', 'extensions', 'detail', 'title']) delete more[name];
  for (const name of Reflect.ownKeys(more)) {
    // A member of the error's own may be one that its library promises.
    if (name === 'stack' || !(name in error))
      Object.defineProperty(error, name, { value: more[name], enumerable: true, configurable: true });
  }
  return error;
}

class Password extends Conflict {
  readonly password = both;
  readonly #hidden = both;

  get reveal(): string {
    return this.#hidden;
  }
}

class OutOfStock extends defineProblem({
  type: 'https://shop.example/problems/out-of-stock',
  title: 'Out of stock',
  status: 409,
  extensions: extensions<{ isbn: string }>(),
}) {}

function refuse(): never {
  throw new Error(both);
}

function ours(): Record<string, unknown> {
  const cause = new Error(both, { cause: both });
  return {
    'our error with a cause': new Conflict('Shipped.', { cause }),
    'our error whose detail is not exposed': new HttpError(409, both, { expose: false }),
    'our 500': new InternalServerError(both),
    'our 500 with a cause': new InternalServerError({ detail: 'Sorry.', cause }),
    'our error in the place of the options': new BadRequest(cause),
    'our subclass with members': new Password('Shipped.'),
    'our error with own properties': plant(new Conflict('Shipped.'), false),
    'our problem type with a cause': new OutOfStock({ isbn: '1' }, { cause }),
    'our error with members that throw': new Conflict({
      extensions: Object.defineProperty({ kept: { toJSON: refuse } }, 'gone', {
        enumerable: true,
        get: refuse,
      }),
    }),
    'our error with a header that cannot be sent': new Conflict({
      headers: { 'X-City': `${both}\r\nX-Secret: ${secret}`, [`X ${secret}`]: '1', 'Content-Type': both },
    }),
    'our error with headers that throw': new Unauthorized({
      headers: Object.defineProperty({}, 'X-A', { enumerable: true, get: refuse }),
    }),
    'our error with a status that is none': ourError('HttpError', [200, both]),
    'our validation error with a cause': Object.assign(
      validationError([{ detail: 'must be at least 1', code: 'minimum', pointer: '#/quantity' }], 422),
      { value: both },
    ),
  };
}

function values(): Record<string, unknown> {
  return {
    'a string': both,
    'a symbol': Symbol(both),
    'a function': Object.assign(() => both, { status: 404, message: both }),
    'an object': { status: 404, statusCode: 404, message: both, toString: () => both, toJSON: () => both },
    'an array': [both],
    'a Map': new Map([[both, both]]),
    'a Response': new Response(both, { status: 404, headers: { 'X-Secret': secret } }),
    'a rejected promise': hostile.rejectedPromise,
    'a Proxy': hostile.proxyThatThrows,
    'a getter': hostile.throwingGetter,
    bytes: Buffer.from(both),
  };
}

/** Whatever throwing this puts on the wire may hold neither secret. */
export const planted: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    Object.entries(foreignErrors).map(([name, make]) => [name, plant(make(), !isBelieved(name))]),
  ),
  ...ours(),
  ...values(),
};
