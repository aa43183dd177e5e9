import { describe, expect, it } from 'vitest';
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

  it('keeps an object called error in the payload of a Nest exception, and drops the phrase', () => {
    const exception = (payload: object): object => ({ getStatus: () => 503, getResponse: () => payload });
    expect(toHttpError(exception({ status: 'error', error: { db: 'down' } })).extensions).toEqual({
      error: { db: 'down' },
    });
    expect(toHttpError(exception({ message: 'Later.', error: 'Service Unavailable' })).extensions).toEqual(
      {},
    );
  });
});
