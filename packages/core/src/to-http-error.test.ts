import * as Boom from '@hapi/boom';
import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { bareStatus } from './bare-status.ts';
import { Conflict } from './client-errors.ts';
import { createResponder } from './create-responder.ts';
import { toHttpError } from './to-http-error.ts';

const secret = 'hunter2';
const internal = { type: 'about:blank', title: 'Internal Server Error', status: 500 };

/** An error with further members, as libraries make them. */
function raised(message: string, members: object): Error {
  return Object.assign(new Error(message), members);
}

/** What a Nest HttpException looks like. */
function nest(status: number, response: unknown, members: object = {}): Error {
  return raised('Nest', { getStatus: () => status, getResponse: () => response, ...members });
}

describe('bareStatus', () => {
  it('believes objects only', () => {
    for (const value of [Object.assign(() => 0, { status: 404 }), 'x', null, undefined])
      expect(bareStatus(value)).toBeUndefined();
  });
});

describe('toHttpError', () => {
  it('gives back what is ours', () => {
    const error = new Conflict();
    expect(toHttpError(error)).toBe(error);
  });

  it.each([
    ['a plain error', new Error(secret)],
    ['an error of an SDK', raised(secret, { statusCode: 403, headers: { 'x-upstream': secret } })],
    ['an error with a bare status', raised(secret, { status: 404, expose: 'yes' })],
    [
      'an error whose status and statusCode differ',
      raised(secret, { status: 404, statusCode: 403, expose: true }),
    ],
    ['an error with a status of no error', raised(secret, { status: 200, statusCode: 200, expose: true })],
    ['a parser error without a status', raised(secret, { type: 'entity.too.large' })],
    [
      'what has the output of a Boom error only',
      { output: { statusCode: 409, payload: { message: secret } } },
    ],
    [
      'a Boom error with a status of no error',
      { isBoom: true, output: { statusCode: 200, payload: { message: secret } } },
    ],
    ['a string', secret],
    ['a number', 404],
    ['null', null],
    ['undefined', undefined],
    ['a symbol', Symbol(secret)],
    ['a function', () => secret],
    ['a promise', Promise.resolve(secret)],
    ['an object', { status: 404, message: secret }],
    [
      'what looks like a problem document',
      { type: 'about:blank', title: secret, status: 404, detail: secret },
    ],
  ])('makes an internal server error of %s, and keeps it as the cause', (_, value) => {
    const error = toHttpError(value);
    expect(error.toJSON()).toEqual(internal);
    expect(error.cause).toBe(value);
    expect(error.headers).toEqual({});
    expect(error.stack).not.toContain('\n    at ');
  });

  it('makes an internal server error of what resists being read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const throwing = new Proxy(
      {},
      {
        get: () => {
          throw new Error(secret);
        },
        has: () => {
          throw new Error(secret);
        },
      },
    );
    const getters = {
      get status(): never {
        throw new Error(secret);
      },
      get getStatus(): never {
        throw new Error(secret);
      },
    };
    for (const value of [proxy, throwing, getters, Object.create(null)])
      expect(toHttpError(value).toJSON()).toEqual(internal);
  });

  describe('with http-errors', () => {
    it('takes the status, the headers, and the message where it is public', () => {
      const shipped = toHttpError(createError(409, 'Shipped', { headers: { 'X-A': 'b' }, orderId: 42 }));
      expect(shipped.headers).toEqual({ 'X-A': 'b' });
      expect(shipped.toJSON()).toEqual({
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: 'Shipped',
      });
      expect(toHttpError(createError(404, secret, { expose: false })).toJSON()).toEqual({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
      });
      expect(toHttpError(createError(500, secret)).toJSON()).toEqual(internal);
      expect(toHttpError(createError(500, secret, { expose: true })).toJSON()).toEqual(internal);
      expect(toHttpError(createError(503, secret)).toJSON()).toEqual({
        ...internal,
        title: 'Service Unavailable',
        status: 503,
      });
      expect(toHttpError(createError(503, 'Back at noon', { expose: true })).detail).toBe('Back at noon');
    });

    it.each([400, 404, 413, 414, 416, 418, 422, 431])(
      'takes no detail from a message that repeats the status: %i',
      (status) => {
        expect(toHttpError(createError(status)).detail).toBeUndefined();
      },
    );

    it('keeps the status of an error whose headers throw', () => {
      const error = createError(409, 'Shipped');
      Object.defineProperty(error, 'headers', {
        get: () => {
          throw new Error(secret);
        },
      });
      expect(toHttpError(error)).toMatchObject({ status: 409, detail: 'Shipped' });
    });
  });

  it('gives the errors of body parsers our wording', () => {
    const detail = (type: string, status: number): unknown =>
      toHttpError(createError(status, secret, { type, body: secret })).toJSON();
    const document = (status: number, title: string, text?: string): object => ({
      type: 'about:blank',
      title,
      status,
      ...(text === undefined ? {} : { detail: text }),
    });
    const unsupported = 'The media type, charset or content coding of the request body is not supported.';
    expect(detail('entity.parse.failed', 400)).toEqual(
      document(400, 'Bad Request', 'The request body is not valid JSON.'),
    );
    expect(detail('request.size.invalid', 400)).toEqual(
      document(400, 'Bad Request', 'The request body does not have the length that Content-Length says.'),
    );
    expect(detail('request.aborted', 400)).toEqual(document(400, 'Bad Request'));
    expect(detail('querystring.parse.rangeError', 400)).toEqual(document(400, 'Bad Request'));
    expect(detail('entity.verify.failed', 403)).toEqual(document(403, 'Forbidden'));
    expect(detail('entity.too.large', 413)).toEqual(
      document(413, 'Content Too Large', 'The request body is too large.'),
    );
    expect(detail('parameters.too.many', 413)).toEqual(
      document(413, 'Content Too Large', 'The request body is too large.'),
    );
    expect(detail('charset.unsupported', 415)).toEqual(document(415, 'Unsupported Media Type', unsupported));
    expect(detail('encoding.unsupported', 415)).toEqual(document(415, 'Unsupported Media Type', unsupported));
    expect(detail('stream.not.readable', 500)).toEqual(internal);
    expect(detail('stream.encoding.set', 500)).toEqual(internal);
  });

  it('knows the SyntaxError of co-body, broken compression and the URIError of Express', () => {
    const syntax = Object.assign(new SyntaxError(secret), { status: 400, body: secret });
    expect(toHttpError(syntax)).toMatchObject({ status: 400, detail: 'The request body is not valid JSON.' });
    const inflation = createError(400, Object.assign(new Error(secret), { code: 'Z_DATA_ERROR' }));
    expect(toHttpError(inflation)).toMatchObject({
      status: 400,
      detail: 'The request body cannot be decoded.',
    });
    const uri = Object.assign(new URIError(secret), { status: 400, statusCode: 400 });
    expect(toHttpError(uri)).toMatchObject({
      status: 400,
      detail: 'The percent-encoding of the request path is malformed.',
    });
    for (const bug of [
      new SyntaxError(secret),
      new URIError(secret),
      raised(secret, { code: 'Z_DATA_ERROR' }),
    ]) {
      expect(toHttpError(bug).toJSON()).toEqual(internal);
    }
  });

  it('knows the errors of Fastify by their code, with our wording', () => {
    const fastify = (code: string, statusCode: number): unknown => {
      const { status, detail } = toHttpError(raised(secret, { code, statusCode }));
      return [status, detail];
    };
    const unsupported = 'The media type, charset or content coding of the request body is not supported.';
    expect(fastify('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415)).toEqual([415, unsupported]);
    expect(fastify('FST_ERR_CTP_BODY_TOO_LARGE', 413)).toEqual([413, 'The request body is too large.']);
    expect(fastify('FST_ERR_CTP_EMPTY_JSON_BODY', 400)).toEqual([400, 'The request body is not valid JSON.']);
    expect(fastify('FST_ERR_CTP_INVALID_JSON_BODY', 400)).toEqual([
      400,
      'The request body is not valid JSON.',
    ]);
    expect(fastify('FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400)).toEqual([
      400,
      'The request body does not have the length that Content-Length says.',
    ]);
    expect(fastify('FST_ERR_BAD_URL', 400)).toEqual([
      400,
      'The percent-encoding of the request path is malformed.',
    ]);
    expect(fastify('FST_JWT_NO_AUTHORIZATION_IN_HEADER', 401)).toEqual([401, undefined]);
    expect(fastify('FST_ERR_REP_INVALID_PAYLOAD_TYPE', 500)).toEqual([500, undefined]);
    expect(fastify('ECONNREFUSED', 404)).toEqual([500, undefined]);
  });

  it('takes from Boom what its payload makes public', () => {
    expect(toHttpError(Boom.conflict('Shipped', { secret })).toJSON()).toEqual(
      new Conflict('Shipped').toJSON(),
    );
    expect(toHttpError(Boom.notFound()).toJSON()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
    });
    expect(toHttpError(Boom.internal(secret)).toJSON()).toEqual(internal);
    expect(toHttpError(Boom.unauthorized('Expired', 'Bearer'))).toMatchObject({
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer error="Expired"' },
    });
    const custom = Boom.tooManyRequests('Slow down');
    Object.assign(custom.output.payload, { limit: 5 });
    expect(toHttpError(custom).toJSON()).toMatchObject({ status: 429, detail: 'Slow down', limit: 5 });
  });

  describe('with an HttpException of Nest', () => {
    it('takes its message as the detail, and its other members as extensions', () => {
      expect(
        toHttpError(nest(409, { statusCode: 409, message: 'Shipped', error: 'Conflict' })).toJSON(),
      ).toEqual(new Conflict('Shipped').toJSON());
      expect(toHttpError(nest(409, 'Shipped')).toJSON()).toEqual(new Conflict('Shipped').toJSON());
      expect(toHttpError(nest(404, { statusCode: 404, message: 'Not Found' })).detail).toBeUndefined();
      expect(
        toHttpError(nest(503, { status: 'error', info: {}, error: { db: { status: 'down' } } })).toJSON(),
      ).toEqual({
        type: 'about:blank',
        title: 'Service Unavailable',
        status: 503,
        info: {},
        error: { db: { status: 'down' } },
      });
    });

    it('makes items of a list of messages, without inventing pointers', () => {
      const body = {
        statusCode: 400,
        message: ['name must be a string', 'age must be a number'],
        error: 'Bad Request',
      };
      expect(toHttpError(nest(400, body)).toJSON()).toEqual({
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'The request has 2 invalid values.',
        errors: [{ detail: 'name must be a string' }, { detail: 'age must be a number' }],
      });
    });

    it('keeps the standard members beside a list of messages', () => {
      const body = {
        type: 'https://example.com/invalid',
        title: 'Invalid',
        detail: 'Look.',
        message: ['a'],
        page: 1,
      };
      expect(toHttpError(nest(400, body)).toJSON()).toEqual({
        type: 'https://example.com/invalid',
        title: 'Invalid',
        status: 400,
        detail: 'Look.',
        errors: [{ detail: 'a' }],
        page: 1,
      });
    });

    it('takes the standard members of a problem document that it holds', () => {
      const body = {
        type: 'https://example.com/shipped',
        title: 'Shipped',
        status: 409,
        detail: 'Order 42.',
        instance: '/orders/42',
        orderId: 42,
      };
      const error = toHttpError(nest(409, body));
      expect(error.toJSON()).toEqual(body);
      expect(error.extensions).toEqual({ orderId: 42 });
    });

    it('never sends the text of a 500', () => {
      expect(toHttpError(nest(500, { message: secret, dump: secret })).toJSON()).toEqual(internal);
      expect(toHttpError(nest(200, secret)).toJSON()).toEqual(internal);
    });
  });

  it('takes status and message of Hono’s HTTPException', () => {
    const hono = raised('Token expired', { status: 401, res: undefined, getResponse: () => new Response() });
    const refused = Object.assign(new Error('Sign in'), {
      status: 401,
      res: { headers: new Headers({ 'WWW-Authenticate': 'Basic' }) },
      getResponse: () => new Response(),
    });
    const fields = new Headers(toHttpError(refused).headers);
    expect(fields.get('www-authenticate')).toBe('Basic');
    expect(toHttpError(hono)).toMatchObject({ status: 401, detail: 'Token expired' });
  });
});

describe('bareStatus', () => {
  it('takes the status of errors that nobody vouches for, never their text', () => {
    for (const error of [raised(secret, { status: 404 }), raised(secret, { statusCode: 404 })]) {
      expect(bareStatus(error)?.toJSON()).toEqual({ type: 'about:blank', title: 'Not Found', status: 404 });
      expect(bareStatus(error)?.cause).toBe(error);
    }
  });

  it('leaves alone what says more, or less', () => {
    for (const error of [
      new Conflict(),
      createError(404, 'x'),
      raised('x', { status: 200 }),
      new Error('x'),
      'x',
      null,
    ]) {
      expect(bareStatus(error)).toBeUndefined();
    }
  });
});

describe('a 429 without a contract', () => {
  const answer = (headers: Record<string, string>): unknown => {
    const request = { method: 'GET', url: '/', header: () => undefined, native: undefined };
    const response = {
      phase: 'open' as const,
      header: (name: string) => headers[name],
      headerNames: () => Object.keys(headers),
    };
    const { status, body } = createResponder({ onError: () => undefined })(
      raised(secret, { statusCode: 429 }),
      request,
      response,
    );
    return [status, body];
  };

  it('is believed where a rate-limit plugin has set its fields', () => {
    const limited = [429, '{"type":"about:blank","title":"Too Many Requests","status":429}'];
    for (const name of ['retry-after', 'x-ratelimit-limit', 'ratelimit-limit', 'ratelimit']) {
      expect(answer({ [name]: '5' })).toEqual(limited);
    }
    expect(answer({})).toEqual([500, JSON.stringify(internal)]);
  });
});

describe('a foreign error with a member that throws', () => {
  it('is known all the same by a rule that does not look at it', () => {
    const error = Object.defineProperty(
      { status: 409, statusCode: 409, expose: true, message: 'Taken' },
      'getStatus',
      {
        get() {
          throw new Error('no');
        },
      },
    );
    expect(toHttpError(error)).toMatchObject({ status: 409, detail: 'Taken' });
  });
});

describe('an error that only looks a little like those of a family', () => {
  it.each([
    [
      'an output, and no word that it is of Boom',
      { output: { statusCode: 404, payload: { message: 'hunter2' } } },
    ],
    ['a status of 400, and another name than URIError', { name: 'TypeError' }],
    [
      'a response, and no status of its own',
      { getResponse: () => ({ message: 'hunter2' }), status: undefined },
    ],
  ])('is a bug: %s', (_, members) => {
    const error = Object.assign(new Error('hunter2'), { status: 400, ...members });
    expect(toHttpError(error).toJSON()).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
    });
  });
});
