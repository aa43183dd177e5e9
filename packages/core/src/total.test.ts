import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResponder } from './create-responder.ts';
import { HttpError } from './http-error.ts';
import { utf8Length } from './utf8-length.ts';

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withBoxedValues: true,
});

/** Values with the names that the rules look for, so that they get further than their first line. */
const tempting = fc.record(
  Object.fromEntries(
    [
      'status',
      'statusCode',
      'expose',
      'message',
      'headers',
      'type',
      'code',
      'name',
      'body',
      'isBoom',
      'output',
      'cause',
      'errors',
    ].map((name) => [
      name,
      fc.oneof(
        anything,
        fc.constantFrom(400, 404, 500, 503, true, 'entity.too.large', 'FST_ERR_X', 'Z_X', 'URIError'),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

const exceptions = fc.tuple(anything, anything).map(([status, response]) => ({
  getStatus: () => status,
  getResponse: () => response,
}));

const traps = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'] as const;

/** An error of ours or not, one of whose traps throws. In a function, since fast-check looks at what it generates. */
const throwing = fc.tuple(fc.constantFrom(...traps), fc.boolean()).map(([trap, isOurs]) => () => {
  const target = isOurs ? new HttpError(409, 'x', { extensions: { a: 1 } }) : new Error('x');
  return new Proxy(target, {
    [trap]: () => {
      throw new Error('trap');
    },
  });
});

const ours = fc
  .tuple(anything, anything, anything)
  .map(([status, first, second]) => new HttpError(status as number, first as string, second as object));

const request = { method: 'GET', url: '/', header: () => undefined, native: undefined };
const response = { phase: 'open' as const, header: () => undefined, headerNames: () => [] };

describe('the responder', () => {
  it('answers every value with one well-formed document, and reports it once', () => {
    let reports = 0;
    const respond = createResponder({ onError: () => void reports++ });
    let runs = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          throwing,
          fc.oneof(anything, tempting, exceptions, ours).map((value) => () => value),
        ),
        (make) => {
          runs++;
          const thrown = make();
          const { action, status, headers, body } = respond(thrown, request, response);
          const problem = JSON.parse(body) as Record<string, unknown>;
          expect(action).toBe('send');
          expect(Number.isInteger(status) && status >= 400 && status <= 599).toBe(true);
          expect(problem['status']).toBe(status);
          expect([typeof problem['type'], typeof problem['title']]).toEqual(['string', 'string']);
          expect(['string', 'undefined']).toContain(typeof problem['detail']);
          expect(headers['Content-Type']).toBe('application/problem+json');
          expect(headers['Content-Length']).toBe(String(Buffer.byteLength(body)));
          for (const value of Object.values(headers).flat())
            expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
          expect(reports).toBe(runs);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('changes nothing about what was thrown', () => {
    const respond = createResponder({ onError: () => undefined });
    fc.assert(
      fc.property(tempting, (thrown) => {
        const before = Object.getOwnPropertyDescriptors(thrown);
        respond(Object.freeze(thrown), request, response);
        expect(Object.keys(Object.getOwnPropertyDescriptors(thrown))).toEqual(Object.keys(before));
      }),
    );
  });

  it('sends nothing of an error that did not promise to be public', () => {
    const respond = createResponder({ onError: () => undefined });
    const secret = 'S3CR3T';
    const planted = {
      message: secret,
      stack: secret,
      detail: secret,
      title: secret,
      type: secret,
      body: secret,
      sql: secret,
    };
    const private_ = [
      { ...planted, status: 404 },
      { ...planted, statusCode: 403, headers: { 'X-Secret': secret } },
      { ...planted, status: 404, statusCode: 404, expose: false },
      { ...planted, type: 'entity.parse.failed', status: 400, statusCode: 400, expose: true },
      { ...planted, code: 'FST_ERR_CTP_INVALID_JSON_BODY', statusCode: 400 },
      {
        ...planted,
        isBoom: true,
        data: secret,
        output: { statusCode: 409, payload: { message: 'Shipped' }, headers: {} },
      },
      {
        ...planted,
        isBoom: true,
        output: { statusCode: 500, payload: { message: secret, more: secret }, headers: {} },
      },
      { ...planted, getStatus: () => 409, getResponse: () => ({ message: 'Shipped' }) },
      { ...planted, getStatus: () => 500, getResponse: () => ({ message: secret, more: secret }) },
      new HttpError(500, secret, { cause: new Error(secret) }),
      new HttpError(409, secret, { expose: false }),
      new HttpError(409, 'Shipped', { cause: planted }),
      Object.assign(new HttpError(409, 'Shipped'), { sql: secret }),
    ];
    for (const thrown of private_) {
      for (const error of [thrown, Object.assign(new Error(secret), thrown)]) {
        const { headers, body } = respond(error, request, response);
        expect(JSON.stringify([headers, body])).not.toContain(secret);
      }
    }
  });
});

describe('utf8Length', () => {
  it('counts as an encoder does', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\udfff', 'é', '€', '🍎')),
        }),
        (text) => {
          expect(utf8Length(text)).toBe(Buffer.byteLength(text));
        },
      ),
    );
  });
});
