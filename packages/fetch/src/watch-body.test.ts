import { createAdaptorServer } from '@hono/node-server';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { problemDetails, watchBody, type Report } from './index.ts';

const reports: Report<Request>[] = [];
let onReport: () => unknown;
const options = {
  onError: (report: Report<Request>) => {
    reports.push(report);
    void onReport();
  },
};
const broken = new Error('the disk is hunter2');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const bodies: Readonly<Record<string, () => ReadableStream<Uint8Array>>> = {
  '/empty': () => new ReadableStream({ start: (controller) => controller.error(broken) }),
  '/half': () => {
    let turn = 0;
    return new ReadableStream({
      pull(controller) {
        if (turn++ === 0) controller.enqueue(bytes('half'));
        else throw broken;
      },
    });
  },
  '/whole': () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes('one '));
        controller.enqueue(bytes('two'));
        controller.close();
      },
    }),
};

describe('watchBody', () => {
  const server = createAdaptorServer({
    fetch: problemDetails(async (request: Request) => {
      const body = bodies[new URL(request.url).pathname]?.() ?? null;
      const response = new Response(body, { status: 201, headers: { 'X-Shop': 'north', ETag: '"7"' } });
      const watched = await watchBody(response, request, options);
      // As behind middleware of Hono: the first chunk waits for the host, which does not know this Response as its own.
      await new Promise(setImmediate);
      return new Response(watched.body, watched);
    }),
  }) as Server;
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());

  beforeEach(() => {
    reports.length = 0;
    onReport = () => undefined;
  });

  const send = async (path: string): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n`);
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => (received += text));
    socket.on('error', () => undefined);
    await once(socket, 'close');
    return received;
  };

  it('leaves a stream that is whole alone', async () => {
    const received = await send('/whole');
    expect(received).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(received).toMatch(/\r\nx-shop: north\r\n/i);
    // In one chunk or two: that is the host's.
    expect(received).toMatch(/\r\none (?:\r\n3\r\n)?two\r\n0\r\n\r\n$/);
    expect(reports).toEqual([]);
  });

  it('leaves a Response without a body alone', async () => {
    const response = new Response(null, { status: 204 });
    expect(await watchBody(response, new Request('http://shop.example/'), options)).toBe(response);
  });

  it('answers a failure before the first chunk', async () => {
    const received = await send('/empty');
    expect(received).toMatch(/^HTTP\/1\.1 500 Internal Server Error\r\n/);
    expect(received).toMatch(/\r\nx-shop: north\r\n/i);
    expect(received).not.toMatch(/etag/i);
    expect(received).toMatch(/\{"type":"about:blank","title":"Internal Server Error","status":500\}$/);
    expect(reports.map(({ kind, error }) => [kind, error])).toEqual([['thrown', broken]]);
  });

  it('cuts a failure after it, and reports the error', async () => {
    const received = await send('/half');
    expect(received).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(received).toContain('half');
    expect(received).not.toMatch(/\r\n0\r\n\r\n$/);
    expect(received).not.toContain('hunter2');
    expect(reports.map(({ kind, status, error }) => [kind, status, error])).toEqual([['late', 500, broken]]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'cuts a failure also where the process pauses %d ticks after it',
    async (ticks) => {
      onReport = async () => {
        for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
        // A garbage collection, or another process that has the core.
        for (const until = performance.now() + 20; performance.now() < until;);
      };
      expect(await send('/half')).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    },
  );

  it('tells the stream when the client is not interested any more', async () => {
    let reason: unknown;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('half')),
      cancel: (why) => void (reason = why),
    });
    const watched = await watchBody(new Response(body), new Request('http://shop.example/'), options);
    await watched.body?.cancel('gone');
    expect(reason).toBe('gone');
  });
});
