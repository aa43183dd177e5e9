import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { collect, createTestApp } from '../test/app.ts';
import { askOnce, rawAsk, serve } from '../test/exchange.ts';
import {
  checkExpectation,
  clientErrorHandler,
  frameworkErrors,
  problemDetails,
  ServiceUnavailable,
  Unauthorized,
} from './index.ts';
import { missingConstants } from './server-errors.ts';

const malformed =
  '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}';
const badRequest = '{"type":"about:blank","title":"Bad Request","status":400}';
const garbage = 'hunter2 is no request\r\n\r\n';

describe('frameworkErrors', () => {
  it('refuses to be called where Fastify has to be given it', () => {
    const call = frameworkErrors as (...args: unknown[]) => void;
    for (const args of [[], [{}]]) {
      expect(() => call(...args)).toThrow(
        new TypeError('@statusquo/fastify: give frameworkErrors to Fastify without a call'),
      );
    }
  });

  it('answers a path that cannot be decoded, with the options of the plugin', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });
    app.get('/', () => 'fine');

    const { status, headers, body } = await askOnce(app, { path: '/%g1?token=hunter2' });

    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toBe(malformed);
    expect(reports.map(({ kind, request }) => [kind, request.url])).toEqual([
      ['unmatched', '/%g1?token=hunter2'],
    ]);
  });

  it('answers HEAD with the head only', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const { headers, body } = await askOnce(app, { method: 'HEAD', path: '/%g1' });
    expect(headers['content-length']).toBe(String(malformed.length));
    expect(body).toBe('');
  });

  it('has the default options where there is no plugin', async () => {
    const { app } = createTestApp();
    app.get('/', () => 'fine');
    const { status, body } = await askOnce(app, { path: '/%g1' });
    expect(status).toBe(400);
    expect(body).toBe(malformed);
  });
});

describe('clientErrorHandler', () => {
  it('refuses to be called where Fastify has to be given it', () => {
    const call = clientErrorHandler as (...args: unknown[]) => void;
    for (const args of [[], [{}]]) {
      expect(() => call(...args)).toThrow(
        new TypeError('@statusquo/fastify: give clientErrorHandler to Fastify without a call'),
      );
    }
  });

  it('answers what is no HTTP, with the options of the plugin', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });

    const bytes = await rawAsk(await serve(app), garbage);

    expect(bytes).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(bytes).toContain('\r\nContent-Type: application/problem+json\r\n');
    expect(bytes.endsWith(`\r\n\r\n${badRequest}`)).toBe(true);
    expect(reports.map(({ status }) => status)).toEqual([400]);
  });

  it('answers a head that is too large', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    const bytes = await rawAsk(
      await serve(app),
      `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(bytes).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  });

  it('has the default options where there is no plugin', async () => {
    const { app } = createTestApp();
    expect(await rawAsk(await serve(app), garbage)).toContain(badRequest);
  });

  it('has the default options where the plugin answers for a part', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { prefix: '/api', onError });
    expect(await rawAsk(await serve(app), garbage)).toContain(badRequest);
    expect(reports).toEqual([]);
  });
});

const expecting = 'GET /api/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: a-miracle\r\n\r\n';

describe('the listeners of the plugin', () => {
  it('answer an expectation that nobody knows, with the options of its part', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails);
    await app.register(problemDetails, { prefix: '/api', onError });
    const bytes = await rawAsk(await serve(app), expecting);
    expect(bytes).toMatch(/^HTTP\/1\.1 417 Expectation Failed\r\n/);
    expect(bytes).toContain('{"type":"about:blank","title":"Expectation Failed","status":417}');
    expect(reports.map(({ status, request }) => [status, request.url])).toEqual([[417, '/api/a']]);
  });

  it('find the part of a target in absolute form', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails);
    await app.register(problemDetails, { prefix: '/api', onError });
    const bytes = await rawAsk(await serve(app), expecting.replace('/api/a', 'http://a/api/a?b'));
    expect(bytes).toMatch(/^HTTP\/1\.1 417 Expectation Failed\r\n/);
    expect(reports.map(({ status }) => status)).toEqual([417]);
  });

  it('let hooks answer before an upload', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    app.addHook('onRequest', async () => {
      throw new Unauthorized();
    });
    app.post('/', () => 'fine');
    const bytes = await rawAsk(
      await serve(app),
      'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n',
    );
    expect(bytes).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  });

  /** What comes for two requests on one connection, the second of which is sent once the first is answered. */
  const askTwice = async (app: FastifyInstance): Promise<string> => {
    app.get('/', () => 'fine');
    const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
    const socket = connect(await serve(app), '127.0.0.1');
    const chunks: string[] = [];
    socket.on('data', (chunk: Buffer) => {
      if (chunks.push(chunk.toString()) === 1) socket.write(get);
    });
    socket.write(get);
    await once(socket, 'close');
    return chunks.join('');
  };

  it('answer a request that is dropped', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp({ maxRequestsPerSocket: 1 });
    await app.register(problemDetails, { onError });
    expect(await askTwice(app)).toMatch(/^HTTP\/1\.1 200 (.|\s)+fineHTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(reports.map(({ status }) => status)).toEqual([503]);
  });

  it('log what is answered for Node to the log of the app', async () => {
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    const map = [() => new ServiceUnavailable('Back at noon.')];
    const { app, lines } = createTestApp({ maxRequestsPerSocket: 1 });
    await app.register(problemDetails, { map });
    await askTwice(app);
    const { port } = app.server.address() as AddressInfo;
    await rawAsk(port, expecting);
    await rawAsk(port, garbage);
    expect(lines.map(({ level, err }) => [level, err?.message])).toEqual([
      [50, 'Service Unavailable'],
      [50, 'Expectation Failed'],
      [50, 'Bad Request: Parse Error: Invalid method encountered'],
    ]);
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('leave to the user what the user listens to', async () => {
    const { reports, onError } = collect();
    const { app } = createTestApp();
    await app.register(problemDetails, { onError });
    app.server.on('checkExpectation', checkExpectation());
    expect(await rawAsk(await serve(app), expecting)).toMatch(/^HTTP\/1\.1 417 /);
    expect(reports).toEqual([]);
  });
});

describe('missingConstants', () => {
  it('says nothing about an app that keeps its options elsewhere', () => {
    expect(missingConstants({} as FastifyInstance)).toEqual([]);
  });
});
