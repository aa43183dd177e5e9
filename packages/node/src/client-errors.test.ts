import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dial, exchange, get, listen, quiet } from '../test/wire.ts';
import {
  clientErrorHandler,
  Conflict,
  isHttpError,
  problemDetails,
  ServiceUnavailable,
  type ProblemDetailsOptions,
  type Report,
} from './index.ts';

interface Started {
  readonly port: number;
  readonly server: Server;
  readonly reports: Report[];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

async function start(handler: Handler, options: ProblemDetailsOptions = {}): Promise<Started> {
  const reports: Report[] = [];
  const all: ProblemDetailsOptions = { onError: (report) => void reports.push(report), ...options };
  const server = createServer({ connectionsCheckingInterval: 20 }, (...pair) => void handler(...pair));
  server.on('clientError', clientErrorHandler(all));
  return { port: await listen(server), server, reports };
}

const fine: Handler = (_request, response) => response.end('fine');

const keptAlive = get().replace('Connection: close\r\n', '');
const upload = 'POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('clientErrorHandler', () => {
  it('answers with the default options where a server got it without a call', async () => {
    const server = createServer((...pair) => void fine(...pair)).on('clientError', clientErrorHandler);
    const port = await listen(server);
    for (const _ of [1, 2]) {
      expect(await exchange(port, 'hunter2 is no request\r\n\r\n')).toMatch(
        /^HTTP\/1\.1 400 (.|\s)+\{"type":"about:blank","title":"Bad Request","status":400\}$/,
      );
    }
  });

  it('gives a log of its own what there is no onError for', async () => {
    const errors: unknown[] = [];
    const down = new ServiceUnavailable();
    const server = createServer((...pair) => void fine(...pair));
    server.on(
      'clientError',
      clientErrorHandler({ map: [() => down] }, ({ error }) => void errors.push(error)),
    );
    await exchange(await listen(server), 'hunter2 is no request\r\n\r\n');
    expect(errors).toMatchObject([{ cause: { code: 'HPE_INVALID_METHOD' } }]);
  });

  it('answers what is no request with 400', async () => {
    const { port, reports } = await start(fine);
    const text = await exchange(port, 'hunter2 is no request\r\n\r\n');
    const [head = '', body] = text.split('\r\n\r\n');
    const [line, ...fields] = head.split('\r\n');
    expect(line).toBe('HTTP/1.1 400 Bad Request');
    expect(fields).toEqual([
      'Content-Type: application/problem+json',
      'Content-Length: 57',
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      expect.stringMatching(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/),
    ]);
    expect(body).toBe('{"type":"about:blank","title":"Bad Request","status":400}');
    expect(reports).toMatchObject([
      { status: 400, kind: 'thrown', error: { cause: { code: 'HPE_INVALID_METHOD' } } },
    ]);
    expect(reports[0]?.request).toMatchObject({ method: '', url: '', httpVersion: '1.1' });
    expect(reports[0]?.request.header('Host')).toBeUndefined();
    expect(reports[0]?.request.native).toMatchObject({ destroyed: true });
  });

  it('answers fields that are too large with 431', async () => {
    const { port } = await start(fine);
    const text = await exchange(port, get('/', `Cookie: ${'x'.repeat(20_000)}`));
    expect(text).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(text).toContain('{"type":"about:blank","title":"Request Header Fields Too Large","status":431}');
  });

  it('answers chunk extensions that are too large with 413', async () => {
    const { port } = await start((request, response) => {
      request.resume().on('end', () => response.end());
    });
    const text = await exchange(
      port,
      'POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n',
      `2;${'x'.repeat(20_000)}\r\nab\r\n0\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 413 Content Too Large\r\n/);
    expect(text).toContain('{"type":"about:blank","title":"Content Too Large","status":413}');
  });

  it('answers a request that does not arrive in time with 408', async () => {
    const { port, server } = await start(fine);
    server.headersTimeout = 50;
    server.requestTimeout = 50;
    const text = await exchange(port, 'GET / HTTP/1.1\r\nHost: ');
    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(text).toContain('{"type":"about:blank","title":"Request Timeout","status":408}');
  });

  it('closes the connection after its answer, though the client keeps its half open', async () => {
    const { port, server } = await start(fine);
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void client.destroy());
    client.resume().write('hunter2\r\n\r\n');
    const [socket] = await accepted;
    await once(client, 'end');
    await vi.waitFor(() => expect(socket.destroyed).toBe(true));
  });

  it('says nothing of a connection that the client has reset', async () => {
    const { port, server, reports } = await start(fine);
    const heard: unknown[] = [];
    server.on('clientError', (error) => heard.push(error));
    const socket = await dial(port);
    socket.write('GET / HT');
    await quiet();
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(heard).toMatchObject([{ code: 'ECONNRESET' }]));
    expect(reports).toEqual([]);
  });

  it('says nothing of a reset while the socket can still be written to', async () => {
    const { port, server, reports } = await start(fine);
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    await dial(port);
    const [socket] = await accepted;
    server.emit('clientError', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), socket);
    expect(socket.destroyed).toBe(true);
    expect(reports).toEqual([]);
  });

  it('lets go of a socket that cannot be written to', async () => {
    const { port, server, reports } = await start(fine);
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    await dial(port);
    const [socket] = await accepted;
    socket.end();
    server.emit('clientError', new Error('half closed'), socket);
    expect(socket.destroyed).toBe(true);
    expect(reports).toEqual([]);
  });

  it('cuts an answer that has begun', async () => {
    const { port, reports } = await start((_request, response) => void response.write('one'));
    const text = await exchange(port, upload, 'garbage\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK(.|\s)+\r\n\r\n3\r\none\r\n$/);
    expect(reports).toMatchObject([{ status: 400, kind: 'late' }]);
  });

  it.each([
    ['breaks', 'Transfer-Encoding: chunked', (socket: Socket) => void socket.write('garbage\r\n')],
    ['ends too early', 'Content-Length: 10', (socket: Socket) => void socket.end('half')],
  ])(
    'resets an answer over HTTP/1.0 whose end would be the end of the connection: the upload %s',
    async (_name, field, fail) => {
      const { port } = await start((_request, response) => void response.write('half'));
      const socket = await dial(port);
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.write(`POST / HTTP/1.0\r\nHost: test\r\n${field}\r\n\r\n`);
      await vi.waitFor(() => expect(text).toMatch(/\r\n\r\nhalf$/));
      fail(socket);
      await vi.waitFor(() => expect(socket.closed).toBe(true));
      expect(socket.errored).toMatchObject({ code: 'ECONNRESET' });
    },
  );

  it('answers after an earlier request on the connection was answered', async () => {
    const { port } = await start(fine);
    const text = await exchange(port, keptAlive, 'garbage\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK(.|\s)+\r\n\r\nfineHTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('answers after an earlier request that is still at work', async () => {
    const { port, reports } = await start(async (_request, response) => {
      response.write('one ');
      await pause(60);
      response.end('two');
    });
    const text = await exchange(port, keptAlive, 'garbage\r\n\r\n', 'more garbage\r\n\r\n');
    expect(text).toMatch(
      /^HTTP\/1\.1 200 OK(.|\s)+\r\n\r\n4\r\none \r\n3\r\ntwo\r\n0\r\n\r\nHTTP\/1\.1 400 Bad Request\r\n/,
    );
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(2);
    expect(reports).toMatchObject([{ status: 400, kind: 'thrown' }]);
  });

  it('answers after all earlier requests, in their order', async () => {
    const { port, reports } = await start(async (request, response) => {
      await pause(request.url === '/1' ? 60 : 5);
      response.end(`answer${request.url}`);
    });
    const text = await exchange(
      port,
      ['/1', '/2', '/3'].map((path) => keptAlive.replace('/', path)).join('') + 'garbage\r\n\r\n',
    );
    expect(text.match(/answer\/\d|HTTP\/1\.1 400/g)).toEqual([
      'answer/1',
      'answer/2',
      'answer/3',
      'HTTP/1.1 400',
    ]);
    expect(reports).toMatchObject([{ status: 400, kind: 'thrown' }]);
  });

  it('answers a broken body when it is the turn of its request', async () => {
    const { port, reports } = await start(async (request, response) => {
      if (request.method === 'POST') return;
      await pause(60);
      response.end('fine');
    });
    const text = await exchange(port, `${keptAlive}${upload}garbage\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK(.|\s)+\r\n\r\nfineHTTP\/1\.1 400 Bad Request\r\n/);
    expect(reports).toMatchObject([{ status: 400, kind: 'thrown' }]);
  });

  it('adds no second answer to a request whose body breaks after its answer', async () => {
    const { port, reports } = await start((_request, response) => response.end('fine'));
    const text = await exchange(port, upload, 'garbage\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 OK(.|\s)+\r\n\r\nfine$/);
    expect(reports).toMatchObject([{ status: 400, kind: 'late' }]);
  });

  it('lets an answer out whole whose request breaks while it is on its way', async () => {
    const size = 8_000_000;
    const { port, reports } = await start((_request, response) => void response.end(Buffer.alloc(size, 'x')));
    const socket = await dial(port);
    socket.pause();
    socket.write(upload);
    await quiet();
    socket.write('garbage\r\n');
    await quiet();
    let received = 0;
    socket.on('data', (chunk: Buffer) => (received += chunk.length)).resume();
    await once(socket, 'close');
    expect(received).toBeGreaterThan(size);
    expect(reports).toMatchObject([{ status: 400, kind: 'late' }]);
  });

  it('keeps to itself what follows a request that closes the connection', async () => {
    const { port, reports } = await start(async (_request, response) => {
      await pause(40);
      response.end('fine');
    });
    const text = await exchange(port, `${get()}garbage\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK(.|\s)+\r\n\r\nfine$/);
    expect(reports).toMatchObject([
      { status: 499, kind: 'aborted', error: { cause: { code: 'HPE_CLOSED_CONNECTION' } } },
    ]);
  });

  it('reports once, as aborted, that the client has gone while the answers before it are at work', async () => {
    const { port, reports } = await start(() => undefined);
    const socket = await dial(port);
    socket.write(`${keptAlive}garbage\r\n\r\n`);
    await quiet();
    expect(reports).toEqual([]);
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(reports).toMatchObject([{ status: 499, kind: 'aborted' }]));
  });

  it('leaves an upload that the client has closed to whoever reads it', async () => {
    const reports: Report[] = [];
    const onError = (report: Report): void => void reports.push(report);
    const { port } = await start(
      problemDetails((request) => once(request, 'end'), { onError }),
      { onError },
    );
    const socket = await dial(port);
    socket.end('POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf');
    await once(socket.resume(), 'close');
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect(reports).toMatchObject([{ status: 499, kind: 'aborted', error: { code: 'ECONNRESET' } }]);
    await quiet();
    expect(reports).toHaveLength(1);
  });

  it('answers a head that ends too early', async () => {
    const { port, reports } = await start(fine);
    const socket = await dial(port);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.end('GET / HTTP/1.1\r\nHost');
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(reports).toMatchObject([{ status: 400, kind: 'thrown' }]);
  });

  it('answers a body that does not arrive in time with 408', async () => {
    const { port, server, reports } = await start(problemDetails((request) => once(request, 'end')));
    server.headersTimeout = 50;
    server.requestTimeout = 50;
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const text = await exchange(port, 'POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\nhalf');
    log.mockRestore();
    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(reports).toMatchObject([{ status: 408, kind: 'thrown' }]);
  });

  it('answers once, though the parser repeats its error for each packet', async () => {
    const { port, reports } = await start(fine);
    const socket = await dial(port);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write('garbage\r\n\r\n');
    socket.write('garbage\r\n\r\n');
    await once(socket, 'close');
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(reports).toHaveLength(1);
  });

  it('sends one answer where the body breaks and a handler is at work', async () => {
    const { port } = await start(
      problemDetails(async (_request, response) => {
        await pause(20);
        response.end('fine');
      }),
    );
    const text = await exchange(
      port,
      'POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nbroken\r\n',
    );
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('sends the fields of a mapped error, each line of its own and as Latin-1', async () => {
    const { port } = await start(fine, {
      map: [() => new Conflict('Größe', { headers: { 'X-City': 'Zürich', Link: ['</a>', '</b>'] } })],
    });
    const text = await exchange(port, 'garbage\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 409 Conflict\r\n/);
    expect(text).toContain('X-City: Zürich\r\nLink: </a>\r\nLink: </b>\r\n');
    expect(Buffer.from(text, 'latin1').toString()).toContain('"detail":"Größe"');
  });

  it('writes to console.error where there is no onError, and no 4xx', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const down = new ServiceUnavailable();
    const { port } = await start(fine, {
      onError: undefined,
      map: [(error) => (isHttpError(error) && error.status === 431 ? down : undefined)],
    });
    await exchange(port, 'garbage\r\n\r\n');
    expect(log).not.toHaveBeenCalled();
    const text = await exchange(port, get('/', `Cookie: ${'x'.repeat(20_000)}`));
    expect(text).toMatch(/^HTTP\/1\.1 503 /);
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it('refuses options that it does not know', () => {
    expect(() => clientErrorHandler({ on: 1 } as object)).toThrow(TypeError);
  });
});
