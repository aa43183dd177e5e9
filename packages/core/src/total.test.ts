import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer, occasion } from '../test/fuzz/check-answer.ts';
import { createResponder } from './create-responder.ts';
import { HttpError } from './http-error.ts';
import { utf8Length } from './utf8-length.ts';

const request = { method: 'GET', url: '/', header: () => undefined, native: undefined };
const response = { phase: 'open' as const, header: () => undefined, headerNames: () => [] };

describe('the responder', () => {
  it('gives exactly one well-formed answer, whatever is thrown, and whenever', () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      expect(() =>
        fc.assert(fc.property(occasion, checkAnswer), { numRuns: 100_000, endOnFailure: true }),
      ).not.toThrow();
    } finally {
      Error.stackTraceLimit = limit;
    }
  }, 300_000);

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
