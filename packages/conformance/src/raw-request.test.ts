import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { rawRequest, type Action, type Received } from './raw-request.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Asks a server that writes exactly these bytes, then does with the socket what it is told. */
async function ask(
  bytes: string,
  ending: (socket: Socket) => void = (socket) => socket.end(),
  methods: readonly string[] = ['GET'],
  actions: readonly Action[] = [{ send: 'x' }],
): Promise<Received> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(bytes, 'latin1', () => ending(socket)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return rawRequest((server.address() as AddressInfo).port, actions, methods, 500);
}

describe('rawRequest', () => {
  it('reads status line, header lines and a body with Content-Length', async () => {
    const { answers, surplus, end } = await ask(
      'HTTP/1.1 409 Conflict\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 4\r\n\r\nbody',
    );
    expect(answers).toEqual([
      {
        version: '1.1',
        status: 409,
        reason: 'Conflict',
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
          ['Content-Length', '4'],
        ],
        framing: 'length',
        body: Buffer.from('body'),
        complete: true,
      },
    ]);
    expect(surplus).toBe('');
    expect(end).toBe('closed');
  });

  it('puts chunks together', async () => {
    const { answers } = await ask(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    );
    expect(answers[0]).toMatchObject({ framing: 'chunked', body: Buffer.from('abcde'), complete: true });
  });

  it('tells a chunked body without its end from a whole one', async () => {
    const { answers } = await ask('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n');
    expect(answers[0]).toMatchObject({ body: Buffer.from('abc'), complete: false });
  });

  it('tells a body that is shorter than its Content-Length from a whole one', async () => {
    const { answers } = await ask('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc');
    expect(answers[0]).toMatchObject({ body: Buffer.from('abc'), complete: false });
  });

  it('shows a second write as surplus', async () => {
    const { surplus } = await ask('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore');
    expect(surplus).toBe('more');
  });

  it('shows a body after HEAD as surplus', async () => {
    const { answers, surplus } = await ask(
      'HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno',
      undefined,
      ['HEAD'],
    );
    expect(answers[0]).toMatchObject({ framing: 'none', complete: true });
    expect(surplus).toBe('no');
  });

  it('keeps interim answers apart', async () => {
    const { answers, interim } = await ask(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
    );
    expect(interim.map(({ status }) => status)).toEqual([100]);
    expect(answers.map(({ status }) => status)).toEqual([200]);
  });

  it('splits the answers of one connection', async () => {
    const one = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na';
    const { answers } = await ask(one + one, undefined, ['GET', 'GET']);
    expect(answers).toHaveLength(2);
  });

  it('says when nobody answers', async () => {
    const received = await ask('', () => undefined);
    expect(received).toMatchObject({ answers: [], end: 'timeout' });
  });

  it('says when the connection was reset', async () => {
    const received = await ask('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n', (socket) => {
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    expect(received.end).toBe('reset');
    expect(received.answers[0]?.complete).toBe(false);
  });

  it('says when the server keeps the connection', async () => {
    const received = await ask('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', () => undefined);
    expect(received.end).toBe('open');
  });

  it('leaves when the script says so', async () => {
    const received = await ask('', () => undefined, ['GET'], [{ send: 'x' }, { pause: 5 }, { leave: true }]);
    expect(received).toMatchObject({ answers: [], end: 'left' });
  });
});
