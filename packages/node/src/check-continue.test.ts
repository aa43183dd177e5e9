import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import {
  connect,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dial, listen, quiet } from '../test/wire.ts';
import { checkContinue, problemDetails, Unauthorized } from './index.ts';

const head = 'POST / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 4\r\n';

/** Sends a head, then the body once `100 Continue` has come; gives everything that was received until the server closed. */
async function converse(handler: RequestListener, fields = 'Connection: close\r\n'): Promise<string> {
  const port = await listen(createServer(handler).on('checkContinue', checkContinue));
  const socket = await dial(port);
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString();
    if (received === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('body');
  });
  socket.write(`${head}${fields}\r\n`);
  await once(socket, 'close');
  return received;
}

describe('checkContinue', () => {
  it('refuses to be called where a server has to be given it', () => {
    const call = checkContinue as () => void;
    expect(() => call()).toThrow(new TypeError('Give checkContinue to server.on without a call'));
  });

  it('lets an error out before the body, and closes the connection', async () => {
    const received = await converse(
      problemDetails(() => {
        throw new Unauthorized();
      }),
      '',
    );
    expect(received).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(received).toContain('\r\nConnection: close\r\n');
    expect(received).toContain('{"type":"about:blank","title":"Unauthorized","status":401}');
  });

  it.each<[string, (request: AsyncIterable<Uint8Array> & NodeJS.ReadableStream) => Promise<string>]>([
    ['by an iterator', (request) => text(request)],
    ['by listeners', async (request) => String((await once(request, 'data'))[0])],
    [
      'by readable',
      async (request) => {
        let body: string | Buffer | null = null;
        while (body === null) {
          await once(request, 'readable');
          body = request.read();
        }
        return String(body);
      },
    ],
    [
      'by listeners that come after resume',
      async (request) => {
        request.resume();
        return String((await once(request, 'data'))[0]);
      },
    ],
  ])('asks for the body when the app reads it: %s', async (_how, read) => {
    const received = await converse((request, response) => {
      void read(request).then((body) => response.end(`got ${body}`));
    });
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/\r\n\r\ngot body$/);
  });

  it('asks once, and keeps the connection for the next request', async () => {
    const handler: RequestListener = (request, response) => {
      void text(request).then((body) => response.end(`got ${body}`));
    };
    const port = await listen(createServer(handler).on('checkContinue', checkContinue));
    const socket = await dial(port);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    for (const part of [`${head}\r\n`, 'bo', 'dy', `${head}\r\n`, 'body']) {
      socket.write(part);
      await quiet();
    }
    const expected = ['HTTP/1.1 100', 'HTTP/1.1 200', 'got body', 'HTTP/1.1 100', 'HTTP/1.1 200', 'got body'];
    await vi.waitFor(() => expect(received.match(/HTTP\/1\.1 \d+|got body|close/g)).toEqual(expected));
  });

  it('asks for nothing where the body is not read', async () => {
    const received = await converse((_request, response) => response.end('fine'), '');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\nDate: .+\r\nConnection: close\r\n(.|\s)+fine$/);
  });

  it('asks for nothing once the answer has begun', async () => {
    const received = await converse((request, response) => {
      response.write('one ');
      request.on('data', () => undefined);
      setTimeout(() => response.end('two'), 20);
    });
    expect(received).not.toContain('100 Continue');
    expect(received).toContain('one ');
  });

  it('ends a body that is thrown away, without asking for it', async () => {
    const received = await converse((request, response) => {
      request
        .resume()
        .on('end', () => response.end(`aborted: ${request.destroyed && request.errored !== null}`));
    }, '');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/aborted: false$/);
  });

  it('drops what a client sends all the same', async () => {
    const errors: unknown[] = [];
    const port = await listen(
      createServer((request, response) => {
        request.on('error', (error) => errors.push(error));
        request.resume().on('end', () => setTimeout(() => response.end('fine'), 80));
      }).on('checkContinue', checkContinue),
    );
    const socket = await dial(port);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write(`${head}\r\n`);
    await quiet();
    socket.write('body');
    await once(socket, 'close');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n(.|\s)+fine$/);
    expect(errors).toEqual([]);
  });

  it('reads off a body that is on its way already', async () => {
    const port = await listen(
      createServer((request, response) => {
        request.resume().on('end', () => response.end('read'));
      }).on('checkContinue', checkContinue),
    );
    const socket = await dial(port);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write(`${head}Connection: close\r\n\r\nbo`);
    await quiet();
    expect(received).not.toContain('200 OK');
    socket.write('dy');
    await once(socket, 'close');
    expect(received).toMatch(/HTTP\/1\.1 200 OK\r\n(.|\s)+read$/);
  });

  it("lets Express's parser refuse a body by its length", async () => {
    const app = express();
    app.use(express.raw({ type: () => true, limit: 3 }));
    app.use(((error: { status: number }, _request, response, _next) => {
      response.status(error.status).end();
    }) satisfies express.ErrorRequestHandler);
    const received = await converse((request, response) => void app(request, response), '');
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('leaves other requests alone', async () => {
    const heard = vi.fn<RequestListener>((_request, response) => response.end());
    const port = await listen(createServer(heard).on('checkContinue', checkContinue));
    await fetch(`http://127.0.0.1:${port}/`);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('checkContinue over HTTP/2', () => {
  async function talk(handler: (request: Http2ServerRequest) => Promise<string>): Promise<string[]> {
    const server = createHttp2Server(
      problemDetails<Http2ServerRequest, Http2ServerResponse>(async (request, response) =>
        response.end(await handler(request)),
      ),
    );
    server.on('checkContinue', checkContinue);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    const heard: string[] = [];
    const stream = client.request({ ':method': 'POST', expect: '100-continue', 'content-length': '4' });
    stream.on('continue', () => {
      heard.push('continue');
      stream.end('body');
    });
    stream.on('response', (fields) => heard.push(String(fields[':status'])));
    heard.push(await text(stream));
    if (!stream.closed) await once(stream, 'close');
    return heard;
  }

  it('asks for the body when the app reads it', async () => {
    expect(await talk((request) => text(request))).toEqual(['continue', '200', 'body']);
  });

  it('lets an error out before the body', async () => {
    const heard = await talk(() => Promise.reject(new Unauthorized()));
    expect(heard).toEqual(['401', '{"type":"about:blank","title":"Unauthorized","status":401}']);
  });

  it('ends a body that is thrown away', async () => {
    const heard = await talk(async (request) => {
      await once(request.resume(), 'end');
      return 'fine';
    });
    expect(heard).toEqual(['200', 'fine']);
  });

  it('closes the stream of an upload that is only paused', async () => {
    const heard = await talk((request) => {
      request.pause();
      return Promise.resolve('fine');
    });
    expect(heard).toEqual(['200', 'fine']);
  });
});
