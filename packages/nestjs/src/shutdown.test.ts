// The recipe for shutdown: RECIPES.md.
import { Controller, Get, Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { clientErrorHandler, frameworkErrors } from '@statusquo/fastify';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { moduleOf, platforms, reporting } from '../test/serve.ts';
import { ServiceUnavailable } from './index.ts';

@Injectable()
class Drain implements BeforeApplicationShutdown {
  isClosing = false;
  readonly #host: HttpAdapterHost;

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.#host = host;
  }

  beforeApplicationShutdown(): void {
    this.isClosing = true;
    const server = this.#host.httpAdapter.getHttpServer() as Server;
    setInterval(() => server.closeIdleConnections(), 20).unref();
  }
}

describe.each(platforms)('an application that closes on %s', (platform) => {
  it('finishes what runs, and refuses what comes over the same connection', async () => {
    let finish = (): void => undefined;
    const running = new Promise<void>((resolve) => (finish = resolve));
    let isRunning = (): void => undefined;
    const begun = new Promise<void>((resolve) => (isRunning = resolve));
    @Controller()
    class SlowController {
      @Get()
      async get(): Promise<string> {
        isRunning();
        await running;
        return 'fine';
      }
    }
    const { module } = reporting();
    const adapter =
      platform === 'express'
        ? new ExpressAdapter()
        : new FastifyAdapter({ frameworkErrors, clientErrorHandler, return503OnClosing: false });
    const app = await NestFactory.create(
      moduleOf({ imports: [module], controllers: [SlowController], providers: [Drain] }),
      adapter,
      { logger: false },
    );
    const drain = app.get(Drain);
    app.use((_request: IncomingMessage, response: ServerResponse, next: () => void) => {
      if (!drain.isClosing) return next();
      response.setHeader('Connection', 'close');
      throw new ServiceUnavailable({ retryAfter: 5 });
    });
    await app.listen(0, '127.0.0.1');
    const server = app.getHttpServer() as Server;

    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const received = text(socket);
    const get = 'GET / HTTP/1.1\r\nHost: test\r\n\r\n';
    socket.write(get);
    await begun;
    const closed = app.close();
    while (server.listening) await new Promise((resolve) => setImmediate(resolve));
    socket.write(get);
    // The second request has to be there before the first is answered: then no sweep can come between.
    await once(server, 'request');
    finish();
    const [first = '', second = ''] = (await received).split(/(?=HTTP\/1\.1 )/);
    await closed;
    expect(first).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nfine$/);
    expect(second).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(second.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(second.toLowerCase()).toContain('\r\nretry-after: 5\r\n');
    expect(second.split('\r\n\r\n')[1]).toBe(
      '{"type":"about:blank","title":"Service Unavailable","status":503}',
    );
  });
});
