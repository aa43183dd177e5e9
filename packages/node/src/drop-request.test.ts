import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { dial, exchange, get, listen } from '../test/wire.ts';
import { dropRequestHandler, type Report } from './index.ts';

const keptAlive = get().replace('Connection: close\r\n', '');
type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

const fine: Handler = (_request, response) => response.end('fine');

async function start(handler: Handler): Promise<{ port: number; reports: Report[] }> {
  const reports: Report[] = [];
  const server = createServer((...pair) => void handler(...pair));
  server.maxRequestsPerSocket = 1;
  server.on('dropRequest', dropRequestHandler({ onError: (report) => void reports.push(report) }));
  return { port: await listen(server), reports };
}

describe('dropRequestHandler', () => {
  it('answers a request beyond the limit with 503, once, and closes the connection', async () => {
    const { port, reports } = await start(fine);
    const received = await exchange(port, keptAlive, keptAlive);
    const [, second = ''] = received.split('fine');
    expect(second).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable\r\nContent-Type: application\/problem\+json\r\n/,
    );
    expect(second).toMatch(/\r\n\r\n\{"type":"about:blank","title":"Service Unavailable","status":503\}$/);
    expect(reports).toMatchObject([{ status: 503, kind: 'thrown', request: { native: { url: '/' } } }]);
  });

  it('sends no body to HEAD', async () => {
    const { port } = await start(fine);
    const received = await exchange(port, keptAlive, keptAlive.replace('GET', 'HEAD'));
    const [, second = ''] = received.split('fine');
    expect(second).toMatch(/^HTTP\/1\.1 503 (.|\s)+\r\nContent-Length: 65\r\n(.|\s)+\r\n\r\n$/);
  });

  it('leaves one that comes while another is at work to Node, in its turn', async () => {
    const { port, reports } = await start(async (_request, response) => {
      await pause(40);
      response.end('fine');
    });
    const socket = await dial(port);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write(keptAlive + keptAlive);
    await vi.waitFor(() => expect(received.match(/fine|HTTP\/1\.1 \d+/g)).toHaveLength(3));
    socket.end();
    await once(socket, 'close');
    expect(received.match(/fine|HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'fine', 'HTTP/1.1 503']);
    expect(reports).toEqual([]);
  });

  it('answers once, though it is installed twice', async () => {
    const reports: Report[] = [];
    const options = { onError: (report: Report) => void reports.push(report) };
    const server = createServer((...pair) => void fine(...pair));
    server.on('dropRequest', dropRequestHandler(options)).on('dropRequest', dropRequestHandler(options));
    server.maxRequestsPerSocket = 1;
    const received = await exchange(await listen(server), keptAlive, keptAlive);
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 503']);
    expect(reports).toHaveLength(1);
  });

  it('writes to console.error where there is no onError', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const server = createServer((...pair) => void fine(...pair)).on('dropRequest', dropRequestHandler());
    server.maxRequestsPerSocket = 1;
    await exchange(await listen(server), keptAlive, keptAlive);
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it('answers with the default options where a server got it without a call', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const server = createServer((...pair) => void fine(...pair)).on('dropRequest', dropRequestHandler);
    server.maxRequestsPerSocket = 1;
    const received = await exchange(await listen(server), keptAlive, keptAlive);
    expect(received).toMatch(/\{"type":"about:blank","title":"Service Unavailable","status":503\}$/);
    log.mockRestore();
  });

  it('gives a log of its own what there is no onError for', async () => {
    const errors: unknown[] = [];
    const server = createServer((...pair) => void fine(...pair));
    server.on(
      'dropRequest',
      dropRequestHandler({}, ({ error }) => void errors.push(error)),
    );
    server.maxRequestsPerSocket = 1;
    await exchange(await listen(server), keptAlive, keptAlive);
    expect(errors).toMatchObject([{ status: 503 }]);
  });

  it('refuses options that it does not know', () => {
    expect(() => dropRequestHandler({ on: 1 } as object)).toThrow(TypeError);
  });
});
