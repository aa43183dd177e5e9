import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Case } from './case.ts';
import { http2Request, whyNotHttp2 } from './http2-request.ts';
import type { Received } from './raw-request.ts';

type Answer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

async function ask(answer: Answer, request: Case['request'] = {}, timeout?: number): Promise<Received> {
  const sessions: ServerHttp2Session[] = [];
  const server = createServer().on('session', (session) => sessions.push(session));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    answer(stream, headers);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  const row: Case = { name: 'a case', path: '/case', request, expect: { status: 200, body: '' } };
  return http2Request((server.address() as AddressInfo).port, row, timeout);
}

describe('http2Request', () => {
  it('keeps each line of a field, and tells a whole answer', async () => {
    const { answers, end } = await ask((stream) => {
      stream.respond({ ':status': 200, 'set-cookie': ['a', 'b'], 'content-length': 2 });
      stream.end('ab');
    });
    expect(answers).toMatchObject([{ version: '2', status: 200, framing: 'length', complete: true }]);
    expect(answers[0]?.headers.filter(([name]) => name === 'set-cookie')).toEqual([
      ['set-cookie', 'a'],
      ['set-cookie', 'b'],
    ]);
    expect(Buffer.from(answers[0]?.body ?? []).toString()).toBe('ab');
    expect(end).toBe('closed');
  });

  it('sees that an answer is cut', async () => {
    const { answers } = await ask((stream) => {
      stream.respond({ ':status': 200 });
      stream.write('a', () => stream.destroy(new Error('cut')));
    });
    expect(answers).toMatchObject([{ status: 200, complete: false }]);
  });

  it('sends the body when it is asked for, and keeps interim answers apart', async () => {
    const heard: string[] = [];
    const { answers, interim } = await ask(
      (stream, headers) => {
        heard.push(String(headers['expect']));
        stream.additionalHeaders({ ':status': 100 });
        stream.setEncoding('utf8').on('data', (text: string) => {
          heard.push(text);
          stream.respond({ ':status': 204 }, { endStream: true });
        });
      },
      { method: 'POST', body: 'bytes', waits: true },
    );
    expect(heard).toEqual(['100-continue', 'bytes']);
    expect(interim.map(({ status }) => status)).toEqual([100]);
    expect(answers.map(({ status }) => status)).toEqual([204]);
  });

  it('sends the other request of the case beside it', async () => {
    const paths: unknown[] = [];
    const { answers } = await ask(
      (stream, headers) => {
        paths.push(headers[':path']);
        stream.respond({ ':status': 200 });
        stream.end();
      },
      { followedBy: 'after' },
    );
    expect(paths).toEqual(['/case', '/fine']);
    expect(answers).toHaveLength(2);
  });

  it('says when nobody answers', async () => {
    expect(await ask(() => undefined, {}, 50)).toMatchObject({ answers: [], end: 'timeout' });
  });

  it('leaves when the case says so', async () => {
    const received = await ask(
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.write('half');
      },
      { leaves: 'waiting' },
    );
    expect(received).toMatchObject({ answers: [{ status: 200, complete: false }], end: 'left' });
  });
});

describe('whyNotHttp2', () => {
  it.each<[Case['request'], string | undefined]>([
    [undefined, undefined],
    [{ headers: [['Accept', 'text/html']] }, undefined],
    [{ raw: 'GET / HTTP/1.1\r\n\r\n' }, 'its bytes are no frames of HTTP/2'],
    [{ version: '1.0' }, 'it is about HTTP/1.0'],
    [
      { headers: [['Transfer-Encoding', 'chunked']] },
      'a request with Transfer-Encoding is malformed over HTTP/2',
    ],
  ])('%j: %s', (request, reason) => {
    const row = { name: '', path: '/', expect: { status: 200, body: '' } } as const;
    expect(whyNotHttp2(request === undefined ? row : { ...row, request })).toBe(reason);
  });
});
