import { describe, expect, it, onTestFinished } from 'vitest';
import { rateLimitError } from './foreign-errors.ts';
import { toHttpError } from './to-http-error.ts';

describe('rateLimitError', () => {
  it('is total: a value that throws when it is read is no error of a limiter', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(rateLimitError(proxy, () => '60')).toBeUndefined();
    expect(rateLimitError({ statusCode: 429 }, () => '60')?.status).toBe(429);
    expect(rateLimitError({ statusCode: 429 }, () => undefined)).toBeUndefined();
  });
});

describe('toHttpError', () => {
  it('knows the unsupported content coding of the inflation package by its message', () => {
    const error = toHttpError(
      Object.assign(new Error('Unsupported Content-Encoding: hunter2'), { status: 415 }),
    );
    expect(error.toJSON()).toEqual({
      type: 'about:blank',
      title: 'Unsupported Media Type',
      status: 415,
      detail: 'The media type, charset or content coding of the request body is not supported.',
    });
  });

  // Each has all but one of the marks of a family, or has one that only looks like it.
  it.each<[string, object]>([
    ['a SyntaxError with a body, and no 400', { status: 422, name: 'SyntaxError', body: '{' }],
    ['a 400 with a body, and no SyntaxError', { status: 400, name: 'Error', body: '{' }],
    ['a SyntaxError with a 400, and no body', { status: 400, name: 'SyntaxError' }],
    ['a type that is no text', { status: 413, type: ['entity.too.large'] }],
    [
      'the words of inflation with another status',
      { status: 400, message: 'Unsupported Content-Encoding: x' },
    ],
    ['a 415 with words that are no text', { status: 415, message: { startsWith: () => true } }],
    ['a 415 with other words', { status: 415, message: 'Unsupported' }],
    ['a 400 with another code', { status: 400, code: 'ENOENT' }],
    ['a code of zlib with another status', { status: 403, code: 'Z_DATA_ERROR' }],
    ['a code of zlib that is no text', { status: 400, code: { startsWith: () => true } }],
    ['a code of Fastify that is no text', { statusCode: 400, code: { startsWith: () => true } }],
    ['an expose that is no boolean', { status: 409, statusCode: 409, expose: 'yes', message: 'secret' }],
    ['getStatus alone', { getStatus: () => 409 }],
    ['a getStatus that is no function', { getStatus: { call: () => 409 }, getResponse: () => 'secret' }],
    ['a getResponse that is no function', { getStatus: () => 409, getResponse: { call: () => 'secret' } }],
    [
      'a getStatus that is no function, beside what Hono has',
      { status: 409, getStatus: 409, getResponse: () => ({}) },
    ],
    ['a function', Object.assign(() => 0, { status: 409, statusCode: 409, expose: true })],
  ])('does not believe %s', (_, value) => {
    const { status, headers, cause } = toHttpError(value);
    expect([status, headers]).toEqual([500, {}]);
    expect(cause).toBe(value);
  });

  it('keeps the cause and the headers of a 500 of others, and nothing else', () => {
    const error = { status: 500, statusCode: 500, expose: true, message: 'secret', headers: { 'X-A': 'b' } };
    expect(toHttpError(error)).toMatchObject({
      status: 500,
      headers: { 'X-A': 'b' },
      message: 'Internal Server Error',
    });
    expect(toHttpError(error).cause).toBe(error);
  });

  it('takes the words of others for a detail, unless they only repeat the status', () => {
    const detail = (message: string, status = 409): unknown =>
      toHttpError({ status, statusCode: status, expose: true, message }).detail;
    for (const bare of ['Conflict', 'conflict', ' Conflict. ', '']) expect(detail(bare)).toBeUndefined();
    expect(detail('Not-Found!', 404)).toBeUndefined();
    expect(detail('Payload Too Large', 413)).toBeUndefined();
    expect(detail('Unprocessable Entity', 422)).toBeUndefined();
    expect(detail('Content: too large!', 413)).toBeUndefined();
    expect(detail('Payload Too Large')).toBe('Payload Too Large');
    // No letter of these is one of the Latin alphabet, which once made them as good as empty.
    for (const text of ['注文は発送済みです', 'Заказ отправлен', '42', '?']) expect(detail(text)).toBe(text);
  });

  it('makes items of the texts among the messages of a Nest exception, and no more', () => {
    const of = (response: unknown): object =>
      toHttpError({ getStatus: () => 409, getResponse: () => response }).toJSON();
    const conflict = { type: 'about:blank', title: 'Conflict', status: 409 };
    expect(of({ message: ['one', 7, null] })).toEqual({
      ...conflict,
      detail: 'The request has 1 invalid value.',
      errors: [{ detail: 'one' }],
    });
    expect(of({ message: [7] })).toEqual(conflict);
    expect(of(null)).toEqual(conflict);
    expect(of({ detail: 'Shipped', message: ['one'] })).toMatchObject({ detail: 'Shipped' });
  });

  it.each<[string, object]>([
    ['a list', Array(5_000_000).fill(0)],
    ['a wrapped string', new String('x'.repeat(5_000_000))],
    ['bytes', new Uint8Array(8)],
  ])('takes no members of %s that a Nest exception or Boom has for a payload', (_name, payload) => {
    const conflict = { type: 'about:blank', title: 'Conflict', status: 409 };
    expect(toHttpError({ getStatus: () => 409, getResponse: () => payload }).toJSON()).toEqual(conflict);
    const boom = { isBoom: true, output: { statusCode: 409, payload, headers: {} } };
    expect(toHttpError(boom).toJSON()).toEqual(conflict);
  });

  it('leaves no rejection behind where a method of a Nest exception is async', async () => {
    const rejected: unknown[] = [];
    const listen = (reason: unknown): void => void rejected.push(reason);
    process.on('unhandledRejection', listen);
    onTestFinished(() => void process.off('unhandledRejection', listen));
    const fail = (): Promise<never> => Promise.reject(new Error('hunter2'));
    expect(toHttpError({ getStatus: fail, getResponse: () => 'x' })).toMatchObject({ status: 500 });
    expect(toHttpError({ getStatus: () => 409, getResponse: fail }).toJSON()).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(rejected).toEqual([]);
  });

  it('keeps an object called error in the payload of a Nest exception, and drops the phrase', () => {
    const exception = (payload: object): object => ({ getStatus: () => 503, getResponse: () => payload });
    expect(toHttpError(exception({ status: 'error', error: { db: 'down' } })).extensions).toEqual({
      error: { db: 'down' },
    });
    expect(
      toHttpError(exception({ message: 'Later.', error: 'Service Unavailable', until: 'noon' })).extensions,
    ).toEqual({ until: 'noon' });
  });
});
