import { Hono } from 'hono';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Conflict, problemDetails, type ProblemDetailsOptions, type Report } from './index.ts';

const request = (path = '/orders/42', init: RequestInit = {}): Request =>
  new Request(`http://shop.example${path}`, init);

function collecting(): { options: ProblemDetailsOptions<Request>; reports: Report<Request>[] } {
  const reports: Report<Request>[] = [];
  return { options: { onError: (report) => void reports.push(report) }, reports };
}

describe('problemDetails', () => {
  it('refuses an app, or nothing, as handler', () => {
    for (const handler of [undefined, {}, new Hono()]) {
      expect(() => problemDetails(handler as never)).toThrow(
        new TypeError('The handler of problemDetails must be a function (of Hono: app.fetch)'),
      );
    }
  });

  it('gives the Response of the handler as it is', async () => {
    const response = new Response('fine');
    expect(await problemDetails(() => response)(request())).toBe(response);
  });

  it('hands on what the host gives beside the request', async () => {
    const handler = problemDetails((_request: Request, env: { readonly shop: string }, id: number) =>
      Response.json({ shop: env.shop, id }),
    );
    expect(await (await handler(request(), { shop: 'north' }, 42)).json()).toEqual({ shop: 'north', id: 42 });
  });

  it('answers what is thrown, at once or later', async () => {
    const atOnce = problemDetails(() => {
      throw new Conflict('Shipped.');
    });
    const later = problemDetails(() => Promise.reject(new Conflict('Shipped.')));
    for (const handler of [atOnce, later]) {
      const response = await handler(request());
      expect(response.status).toBe(409);
      expect(Object.fromEntries(response.headers)).toEqual({
        'cache-control': 'no-store',
        'content-length': '74',
        'content-type': 'application/problem+json',
        'x-content-type-options': 'nosniff',
      });
      expect(await response.text()).toBe(
        '{"type":"about:blank","title":"Conflict","status":409,"detail":"Shipped."}',
      );
    }
  });

  it.each([undefined, null])('answers %s as a request without a route', async (nothing) => {
    const { options, reports } = collecting();
    const response = await problemDetails(() => nothing, options)(request());
    expect([response.status, reports[0]?.kind]).toEqual([404, 'unmatched']);
  });

  it.each(['text', { status: 200 }, 0])('answers %j, which is no Response, as a bug', async (value) => {
    const { options, reports } = collecting();
    const handler = (() => value) as unknown as () => Response;
    expect((await problemDetails(handler, options)(request())).status).toBe(500);
    expect(String(reports[0]?.error)).toBe('TypeError: The handler gave something else than a Response.');
  });

  it('takes the Response of another realm', async () => {
    const response: unknown = runInNewContext(
      `new (class Response { get [Symbol.toStringTag]() { return 'Response'; } })()`,
    );
    expect(await problemDetails(() => response as Response)(request())).toBe(response);
  });

  it('keeps the text of a Response that is thrown to itself, like any other value', async () => {
    const handler = problemDetails(
      () => {
        throw new Response('secret', { status: 403 });
      },
      { onError: () => undefined },
    );
    const response = await handler(request());
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"type":"about:blank","title":"Internal Server Error","status":500}');
  });

  it.each([
    'NEXT_REDIRECT;replace;/login;307;',
    'NEXT_PRERENDER_INTERRUPTED',
    'DYNAMIC_SERVER_USAGE',
    'BAILOUT_TO_CLIENT_SIDE_RENDERING',
    'HANGING_PROMISE_REJECTION',
  ])('lets what Next throws for itself through: %s', async (digest) => {
    const signal = Object.assign(new Error('Next'), { digest });
    const handler = problemDetails(() => Promise.reject(signal));
    await expect(handler(request())).rejects.toBe(signal);
  });

  it('answers what only looks like that by its prototype', async () => {
    const error: unknown = Object.create({ digest: 'NEXT_REDIRECT;replace;/login;307;' });
    const handler = problemDetails(() => Promise.reject(error as Error), { onError: () => undefined });
    expect((await handler(request())).status).toBe(500);
  });

  it.each([401, 403, 404])('answers what Next throws for a %i', async (status) => {
    const signal = Object.assign(new Error('Next'), { digest: `NEXT_HTTP_ERROR_FALLBACK;${status}` });
    expect((await problemDetails(() => Promise.reject(signal))(request())).status).toBe(status);
  });

  it.each(['2187454325', 'X_NEXT_REDIRECT', 'DYNAMIC_SERVER_USAGE_2'])(
    'answers an error with any other digest: %s',
    async (digest) => {
      const bug = Object.assign(new Error('bug'), { digest });
      const handler = problemDetails(() => Promise.reject(bug), { onError: () => undefined });
      expect((await handler(request())).status).toBe(500);
    },
  );

  it('refuses options that are wrong before the first request', () => {
    expect(() => problemDetails(() => null, { debug: 'yes' } as unknown as object)).toThrow(
      new TypeError('The option "debug" of problemDetails must be a boolean.'),
    );
  });

  // `Buffer` and `global` are wanted by Node's own fetch; the compiler, which has no types of Node here, keeps us from them.
  it('runs without the globals of Node', async () => {
    const program = `
      const { Conflict, problemDetails } = await import(${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)});
      const print = console.log;
      await new Response('Node loads these at first use').text();
      const request = new Request('http://shop.example/');
      for (const name of ['process', 'setImmediate', 'clearImmediate']) delete globalThis[name];
      const handler = problemDetails(() => { throw new Conflict('Größe'); });
      const response = await handler(request);
      print(typeof process, response.status, await response.text());
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    expect(stdout.trim()).toBe(
      'undefined 409 {"type":"about:blank","title":"Conflict","status":409,"detail":"Größe"}',
    );
  });
});
