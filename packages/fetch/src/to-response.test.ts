import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Conflict, InternalServerError, toResponse, Unauthorized, type Report } from './index.ts';

const request = (path = '/orders/42?page=2', init: RequestInit = {}): Request =>
  new Request(`http://shop.example${path}`, init);

describe('toResponse', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(['c', 'c.req'])('refuses the %s of Hono as request, and keeps the error', async (name) => {
    const error = new Conflict();
    const thrown: unknown[] = [];
    const app = new Hono();
    app.get('/', (c) => {
      try {
        return toResponse(error, (name === 'c' ? c : c.req) as never);
      } catch (reason) {
        thrown.push(reason);
        return c.text('refused');
      }
    });
    await app.request('/');
    expect(thrown).toEqual([
      new TypeError('The second argument of toResponse must be a Request (of Hono: c.req.raw)', {
        cause: error,
      }),
    ]);
    expect((thrown[0] as Error).cause).toBe(error);
  });

  it('changes the headers set so far into those of the answer', () => {
    const headers = new Headers({
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'max-age=60',
      ETag: '"7"',
      Vary: 'Origin',
    });
    headers.append('Set-Cookie', 'a=1');
    headers.append('Set-Cookie', 'b=2');
    const error = new Unauthorized({ challenge: 'Bearer', headers: { Vary: 'Cookie', 'Set-Cookie': 'c=3' } });
    const response = toResponse(error, request(), {}, headers);
    const expected = [
      ['access-control-allow-origin', '*'],
      ['cache-control', 'no-store'],
      ['content-length', '58'],
      ['content-type', 'application/problem+json'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['set-cookie', 'c=3'],
      ['vary', 'Origin, Cookie'],
      ['www-authenticate', 'Bearer'],
      ['x-content-type-options', 'nosniff'],
    ];
    expect([...response.headers]).toEqual(expected);
    // Hono puts what it had over what it gets.
    expect([...headers]).toEqual(expected);
  });

  it('copies headers that cannot be changed, and reports the error once', () => {
    const reports: unknown[] = [];
    const redirect = Response.redirect('http://shop.example/login', 302);
    const options = { onError: ({ error }: Report<Request>) => void reports.push(error) };
    const error = new Conflict();
    const response = toResponse(error, request(), options, redirect.headers);
    expect([...response.headers]).toEqual([
      ['cache-control', 'no-store'],
      ['content-length', '54'],
      ['content-type', 'application/problem+json'],
      ['location', 'http://shop.example/login'],
      ['x-content-type-options', 'nosniff'],
    ]);
    expect([...redirect.headers]).toEqual([['location', 'http://shop.example/login']]);
    expect([response.status, reports]).toEqual([409, [error]]);
  });

  it('answers in Hono where what fetch() gave was to be the answer', async () => {
    const pricing = createServer((_request, response) =>
      response.writeHead(200, { 'Content-Length': 4, ETag: '"7"' }).end('9.99'),
    );
    const prices = await listen(pricing);
    const reports: unknown[] = [];
    const options = { onError: ({ error }: Report<Request>) => void reports.push(error) };
    const error = new Conflict();
    const app = new Hono();
    app.use(async (_c, next) => {
      await next();
      throw error;
    });
    app.get('/price', async () => fetch(prices));
    app.onError((thrown, c) => {
      const { headers } = c.res;
      c.res = undefined;
      return toResponse(thrown, c.req.raw, options, headers);
    });
    const shop = createAdaptorServer({ fetch: app.fetch }) as Server;
    const response = await fetch(`${await listen(shop)}/price`);
    expect([response.status, response.headers.get('ETag'), await response.text()]).toEqual([
      409,
      null,
      '{"type":"about:blank","title":"Conflict","status":409}',
    ]);
    expect(reports).toEqual([error]);
    for (const server of [shop, pricing]) {
      server.close();
      server.closeAllConnections();
    }
  });

  it('gives HEAD the head of GET', async () => {
    const response = toResponse(new Conflict('Größe'), request('/', { method: 'HEAD' }));
    expect(response.headers.get('Content-Length')).toBe('73');
    expect(await response.text()).toBe('');
  });

  it('sends nothing to a client that has gone, and reports it', () => {
    const reports: Report<Request>[] = [];
    const gone = request('/', { signal: AbortSignal.abort() });
    const response = toResponse(new Conflict(), gone, { onError: (report) => void reports.push(report) });
    expect([response.status, response.body, [...response.headers]]).toEqual([499, null, []]);
    expect(reports.map(({ kind, status }) => [kind, status])).toEqual([['aborted', 499]]);
  });

  it('shows the hooks the path and the query as they were sent', () => {
    const reports: Report<Request>[] = [];
    const sent = request('/orders/%E2%82%AC?page=2', { headers: { 'X-Request-Id': 'r-1' } });
    toResponse(new Conflict(), sent, { onError: (report) => void reports.push(report) });
    const [report] = reports;
    expect(report?.request.url).toBe('/orders/%E2%82%AC?page=2');
    expect(report?.request.native).toBe(sent);
    expect([report?.request.header('x-request-id'), report?.request.header('X-Nothing')]).toEqual([
      'r-1',
      undefined,
    ]);
  });

  it('writes 5xx to the console, and nothing else', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const error = new InternalServerError('pool gone');
    toResponse(error, request());
    toResponse(new Conflict(), request());
    expect(log.mock.calls).toEqual([[error]]);
  });

  it('looks at options once', () => {
    let looks = 0;
    const options = {
      get debug() {
        looks++;
        return false;
      },
    };
    toResponse(new Conflict(), request(), options);
    const first = looks;
    toResponse(new Conflict(), request(), options);
    expect(looks).toBe(first);
  });
});

async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
