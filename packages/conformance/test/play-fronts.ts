import type { Report } from '@statusquo/core';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest, type RawAnswer, type Received } from '../src/raw-request.ts';
import type { Running } from './host.ts';
import { largeDetail, origin, type Front } from './in-front/front.ts';

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const largeConflict = `{"type":"about:blank","title":"Conflict","status":409,"detail":"${largeDetail}"}`;
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';
const notFound = '{"type":"about:blank","title":"Not Found","status":404}';

/** Makes the tests of each set-up that has middleware in front. */
export function playFronts(fronts: readonly Front[]): void {
  describe.each(fronts)('$host behind the usual middleware', (front) => {
    const reports: Report[] = [];
    let running: Running;
    beforeAll(async () => {
      running = await front.start((report) => void reports.push(report));
    });
    afterAll(() => running.close());

    const exchange = (
      path: string,
      headers: Record<string, string> = {},
      method = 'GET',
    ): Promise<Received> => {
      reports.length = 0;
      const lines = Object.entries({ Host: 'front', Connection: 'close', ...headers });
      const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      return rawRequest(running.port, [{ send: `${method} ${path} HTTP/1.1\r\n${text}\r\n` }], [method]);
    };
    const ask = async (
      path: string,
      headers?: Record<string, string>,
      method?: string,
    ): Promise<RawAnswer> => {
      const { answers, surplus } = await exchange(path, headers, method);
      expect(surplus).toBe('');
      return answers[0] ?? expect.fail('no answer');
    };

    it.each([
      ['gzip', (body: Uint8Array) => gunzipSync(body).toString()],
      ['br', (body: Uint8Array) => brotliDecompressSync(body).toString()],
    ] as const)('may be compressed: %s', async (coding, decode) => {
      const answer = await ask('/large', { 'Accept-Encoding': coding });
      expect(answer.status).toBe(409);
      expect(answer.complete).toBe(true);
      checkFields(answer);
      if (!(front.codings ?? ['gzip', 'br']).includes(coding))
        expect(Buffer.from(answer.body).toString()).toBe(largeConflict);
      else {
        expect(field(answer, 'content-encoding')).toBe(coding);
        expect(field(answer, 'vary')?.toLowerCase()).toContain('accept-encoding');
        expect(decode(answer.body)).toBe(largeConflict);
      }
      expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
    });

    it('is not compressed for a client that does not ask for it', async () => {
      const answer = await ask('/large');
      checkFields(answer);
      expect(field(answer, 'content-encoding')).toBeUndefined();
      expect(Buffer.from(answer.body).toString()).toBe(largeConflict);
    });

    it('has no body for HEAD', async () => {
      const answer = await ask('/large', { 'Accept-Encoding': 'gzip' }, 'HEAD');
      expect(answer.status).toBe(409);
      checkFields(answer);
      expect(answer.body.length).toBe(0);
    });

    it.each(['gzip', 'identity'])('is cut when it fails midway, coded as %s', async (coding) => {
      const { answers, end } = await exchange('/late', { 'Accept-Encoding': coding });
      await until(() => reports.length > 0);
      expect(answers.map(({ status, complete }) => [status, complete])).toEqual([[200, false]]);
      expect(end).not.toBe('timeout');
      expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['late', 500]]);
    });

    it.each(['gzip', 'identity'])(
      'is answered when it fails before it has begun, coded as %s',
      async (coding) => {
        const answer = await ask('/never', { 'Accept-Encoding': coding });
        expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([500, internal]);
        checkFields(answer);
        expect(field(answer, 'content-encoding')).toBeUndefined();
        expect(answer.complete).toBe(true);
        expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['thrown', 500]]);
      },
    );

    it.each([
      ['/small', 409, conflict],
      ['/nowhere', 404, notFound],
    ])('has the fields of CORS and of security: %s', async (path, status, body) => {
      const answer = await ask(path, { Origin: origin });
      expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([status, body]);
      checkFields(answer);
      expect(field(answer, 'access-control-allow-origin')).toBe(origin);
      if (front.with.includes('security headers'))
        expect(field(answer, 'strict-transport-security')).toContain('max-age=');
    });

    it('is never 304, and has no ETag', async () => {
      const first = await ask('/leftovers', { 'If-None-Match': '*' });
      const second = await ask('/leftovers', {
        'If-None-Match': '"v7"',
        'If-Modified-Since': new Date().toUTCString(),
      });
      for (const answer of [first, second]) {
        expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([409, conflict]);
        checkFields(answer);
        expect(field(answer, 'etag')).toBeUndefined();
      }
    });

    it.runIf(front.timesOut !== undefined)(
      'tells of a handler that takes too long, and survives its end',
      async () => {
        const answer = await ask('/slow');
        expect(answer.status).toBe(front.timesOut);
        checkFields(answer);
        expect(JSON.parse(Buffer.from(answer.body).toString())).toMatchObject({
          type: 'about:blank',
          status: answer.status,
        });
        expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
        await new Promise((resolve) => setTimeout(resolve, 120));
        // Express takes a second error of a request to its own last handler, past ours.
        expect(reports.map(({ kind }) => kind)).toEqual(['thrown']);
        expect((await ask('/small')).status).toBe(409);
      },
    );

    it.runIf(front.with.includes('rate limit'))('keeps the fields of a rate limit', async () => {
      expect((await ask('/limited')).status).toBe(200);
      const answer = await ask('/limited');
      expect(answer.status).toBe(429);
      checkFields(answer);
      expect(JSON.parse(Buffer.from(answer.body).toString())).toMatchObject({
        title: 'Too Many Requests',
        status: 429,
      });
      expect(Number(field(answer, 'retry-after'))).toBeGreaterThan(0);
    });
  });
}

/** What no middleware may take away. */
function checkFields(answer: RawAnswer): void {
  expect(field(answer, 'content-type')).toBe('application/problem+json');
  expect(field(answer, 'cache-control')).toBe('no-store');
  expect(field(answer, 'x-content-type-options')).toBe('nosniff');
}

function field({ headers }: RawAnswer, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
