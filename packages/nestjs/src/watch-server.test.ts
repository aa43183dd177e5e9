import { Controller, Logger, Post, Req } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ServiceUnavailable, Unauthorized, type Report } from '@statusquo/core';
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { moduleOf, platforms, serve, type Platform, type Serving } from '../test/serve.ts';
import { ProblemDetailsFilter, ProblemDetailsModule } from './index.ts';

@Controller()
class UploadController {
  @Post('read')
  async read(@Req() request: IncomingMessage & { raw?: IncomingMessage; body?: unknown }): Promise<string> {
    return `got ${request.raw === undefined ? await text(request) : String(request.body)}`;
  }

  @Post('refuse')
  refuse(): never {
    throw new Unauthorized();
  }
}

const asking = (path: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n`;
const unknown = 'GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\nExpect: a-miracle\r\n\r\n';
const get = 'GET / HTTP/1.1\r\nHost: test\r\n\r\n';

/** Everything that comes on one connection until the server closes it; `body` follows when it is asked for. */
async function talk(port: number, ...texts: readonly string[]): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString();
    if (received === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('body');
  });
  for (const [index, part] of texts.entries()) {
    // The next one comes when the one before has been answered.
    if (index > 0) await once(socket, 'data');
    socket.write(part);
  }
  if (!socket.closed) await once(socket, 'close');
  return received;
}

async function start(
  platform: Platform,
  serving: Serving = {},
): Promise<{ port: number; server: Server; reports: Report[] }> {
  const reports: Report[] = [];
  const module = moduleOf({
    imports: [
      ProblemDetailsModule.forRootAsync({
        useFactory: () => ({ onError: (report) => void reports.push(report) }),
      }),
    ],
    controllers: [UploadController],
  });
  const { app, port } = await serve(platform, module, serving);
  return { port, server: app.getHttpServer() as Server, reports };
}

describe.each(platforms)('ProblemDetailsModule on %s, before Nest', (platform) => {
  it('answers what is no request, with its options', async () => {
    const { port, reports } = await start(platform);
    const received = await talk(port, 'garbage\r\n\r\n');
    expect(received).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(received).toContain('{"type":"about:blank","title":"Bad Request","status":400}');
    expect(reports).toMatchObject([{ status: 400, kind: 'thrown' }]);
  });

  it('answers an expectation that nobody knows, with its options', async () => {
    const { port, reports } = await start(platform);
    const received = await talk(port, unknown);
    expect(received).toContain('{"type":"about:blank","title":"Expectation Failed","status":417}');
    expect(reports).toMatchObject([{ status: 417, kind: 'thrown' }]);
  });

  it('asks for a body that is read', async () => {
    const { port } = await start(platform);
    const received = await talk(port, asking('/read'));
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 Created\r\n/);
    expect(received).toContain('got body');
  });

  it('answers a request that is dropped, with its options', async () => {
    const { port, server, reports } = await start(platform);
    server.maxRequestsPerSocket = 1;
    const received = await talk(port, get, get);
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 503']);
    expect(received).toContain('{"type":"about:blank","title":"Service Unavailable","status":503}');
    expect(reports).toMatchObject([{ status: 404 }, { status: 503, kind: 'thrown' }]);
  });

  it('logs with the Logger of Nest where there is no onError', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    const options = { map: [() => new ServiceUnavailable('Back at noon.')] };
    const { app, port } = await serve(
      platform,
      moduleOf({ imports: [ProblemDetailsModule.forRoot(options)] }),
    );
    (app.getHttpServer() as Server).maxRequestsPerSocket = 1;
    await talk(port, get, get);
    await talk(port, unknown);
    await talk(port, 'garbage\r\n\r\n');
    expect(logged.mock.calls.map(([error]) => (error as Error).message)).toEqual([
      'Service Unavailable',
      'Expectation Failed',
      'Bad Request',
    ]);
    expect(printed).not.toHaveBeenCalled();
    logged.mockRestore();
    printed.mockRestore();
  });

  it("leaves to the user's listeners what they listen to", async () => {
    const { port, reports } = await start(platform, {
      prepare: (app) => {
        const mine = app.getHttpServer() as Server;
        mine.on('checkExpectation', (_request, response) => response.writeHead(418).end());
        mine.on('checkContinue', (_request, response) => response.writeHead(418).end());
      },
    });
    expect(await talk(port, unknown)).toMatch(/^HTTP\/1\.1 418 /);
    expect(await talk(port, asking('/read'))).toMatch(/^HTTP\/1\.1 418 /);
    expect(reports).toEqual([]);
  });

  it('installs itself once, whatever is imported', async () => {
    const module = moduleOf({
      imports: [ProblemDetailsModule.forRoot(), ProblemDetailsModule.forRoot({ debug: false })],
      controllers: [UploadController],
    });
    const { app, port } = await serve(platform, module, {
      prepare: (prepared) =>
        prepared.useGlobalFilters(new ProblemDetailsFilter({}, prepared.get(HttpAdapterHost))),
    });
    const server = app.getHttpServer() as Server;
    expect(server.listenerCount('clientError')).toBe(1);
    expect(server.listenerCount('checkContinue')).toBe(1);
    expect(await talk(port, unknown)).toContain('417');
  });

  it('comes with a filter that is installed in main.ts', async () => {
    const { port } = await serve(platform, moduleOf({ controllers: [UploadController] }), {
      prepare: (app) => app.useGlobalFilters(new ProblemDetailsFilter({}, app.get(HttpAdapterHost))),
    });
    expect(await talk(port, unknown)).toContain(
      '{"type":"about:blank","title":"Expectation Failed","status":417}',
    );
  });
});

describe('ProblemDetailsModule on Express, before Nest', () => {
  it('lets a route answer before the upload', async () => {
    const { port } = await start('express');
    expect(await talk(port, asking('/refuse'))).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  });

  it("leaves to the user's listeners what the parser refuses", async () => {
    const { port, reports } = await start('express', {
      prepare: (app) => {
        (app.getHttpServer() as Server).on('clientError', (_error, socket) => {
          socket.end('HTTP/1.1 418 Mine\r\n\r\n', () => socket.destroy());
        });
      },
    });
    expect(await talk(port, 'garbage\r\n\r\n')).toBe('HTTP/1.1 418 Mine\r\n\r\n');
    expect(reports).toEqual([]);
  });
});
