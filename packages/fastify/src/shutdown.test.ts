// The recipes for shutdown and overload: RECIPES.md.
import underPressure from '@fastify/under-pressure';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../test/app.ts';
import { askOnce } from '../test/exchange.ts';
import { problemDetails, ServiceUnavailable } from './index.ts';

const unavailable = '{"type":"about:blank","title":"Service Unavailable","status":503}';

describe('an app that closes', () => {
  it('finishes what runs, and refuses what comes over the same connection', async () => {
    const { app } = createTestApp({ return503OnClosing: false });
    await app.register(problemDetails);
    let isClosing = false;
    app.addHook('preClose', async () => {
      isClosing = true;
      setInterval(() => app.server.closeIdleConnections(), 20).unref();
    });
    app.addHook('onRequest', async () => {
      if (isClosing) throw new ServiceUnavailable({ retryAfter: 5 });
    });
    let finish = (): void => undefined;
    const running = new Promise<void>((resolve) => (finish = resolve));
    let isRunning = (): void => undefined;
    const begun = new Promise<void>((resolve) => (isRunning = resolve));
    app.get('/', async () => {
      isRunning();
      await running;
      return 'fine';
    });
    await app.listen({ host: '127.0.0.1', port: 0 });

    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const received = text(socket);
    const get = 'GET / HTTP/1.1\r\nHost: test\r\n\r\n';
    socket.write(get);
    await begun;
    const closed = app.close();
    while (app.server.listening) await new Promise((resolve) => setImmediate(resolve));
    socket.write(get);
    // The second request has to be there before the first is answered: then no sweep can come between.
    await once(app.server, 'request');
    finish();
    const [first = '', second = ''] = (await received).split(/(?=HTTP\/1\.1 )/);
    await closed;
    expect(first).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nfine$/);
    expect(second).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(second.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(second.toLowerCase()).toContain('\r\nretry-after: 5\r\n');
    expect(second).toContain('application/problem+json');
    expect(second.split('\r\n\r\n')[1]).toBe(unavailable);
  });
});

describe('an app under pressure', () => {
  it('refuses with the Retry-After of @fastify/under-pressure', async () => {
    const { app } = createTestApp();
    await app.register(problemDetails);
    await app.register(underPressure, {
      healthCheck: () => Promise.resolve(false),
      healthCheckInterval: 60_000,
      retryAfter: 30,
    });
    app.get('/', async () => 'fine');
    const { status, headers, body } = await askOnce(app);
    expect({ status, body }).toEqual({ status: 503, body: unavailable });
    expect(headers).toMatchObject({ 'retry-after': '30', 'content-type': 'application/problem+json' });
  });
});
