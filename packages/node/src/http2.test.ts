import { once } from 'node:events';
import {
  connect,
  constants,
  createServer,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type IncomingHttpHeaders,
  type Http2Session,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { quiet } from '../test/wire.ts';
import { Conflict, problemDetails, UpgradeRequired, type Report } from './index.ts';

type Handler = (request: Http2ServerRequest, response: Http2ServerResponse) => unknown;

async function start(handler: Handler): Promise<{ client: ClientHttp2Session; reports: Report[] }> {
  const reports: Report[] = [];
  const server = createServer(problemDetails(handler, { onError: (report) => void reports.push(report) }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => undefined);
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return { client, reports };
}

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the server closed the stream with; 0 for a clean end. */
  readonly code: number | undefined;
}

async function receive(stream: ClientHttp2Stream): Promise<Received> {
  let headers: IncomingHttpHeaders = {};
  let body = '';
  stream.on('error', () => undefined);
  stream.on('response', (fields) => (headers = fields));
  stream.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve));
  return { headers, body, code: stream.rstCode };
}

describe('problemDetails over HTTP/2', () => {
  it('answers what a handler throws', async () => {
    const warnings = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const { client, reports } = await start((_request, response) => {
      response.setHeader('etag', '"a"');
      throw new Conflict();
    });
    const { headers, body, code } = await receive(client.request({ ':path': '/a' }));
    expect(headers).toMatchObject({
      ':status': 409,
      'content-type': 'application/problem+json',
      'content-length': '54',
    });
    expect(headers).not.toHaveProperty('etag');
    expect(body).toBe('{"type":"about:blank","title":"Conflict","status":409}');
    expect(code).toBe(0);
    expect(reports).toMatchObject([{ kind: 'thrown', request: { url: '/a', httpVersion: '2.0' } }]);
    // Node warns of a status message, which HTTP/2 does not have.
    expect(warnings).not.toHaveBeenCalled();
    warnings.mockRestore();
  });

  it('answers HEAD with the head alone', async () => {
    const { client } = await start(() => {
      throw new Conflict();
    });
    const { headers, body } = await receive(client.request({ ':method': 'HEAD' }));
    expect(headers).toMatchObject({ ':status': 409, 'content-length': '54' });
    expect(body).toBe('');
  });

  it('leaves fields of the connection out', async () => {
    const { client } = await start(() => {
      throw new UpgradeRequired({ upgrade: 'websocket' });
    });
    const { headers } = await receive(client.request());
    expect(headers[':status']).toBe(426);
    expect(headers).not.toHaveProperty('upgrade');
  });

  it('closes the stream of an answer that has begun, and no other', async () => {
    const { client, reports } = await start(async (request, response) => {
      if (request.url === '/fine') return response.end('fine');
      response.write('one');
      await pause(20);
      throw new Error('late');
    });
    expect(await receive(client.request())).toMatchObject({
      body: 'one',
      code: constants.NGHTTP2_INTERNAL_ERROR,
    });
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
    expect(await receive(client.request({ ':path': '/fine' }))).toMatchObject({ body: 'fine', code: 0 });
  });

  it('only reports an error after the end', async () => {
    const { client, reports } = await start((_request, response) => {
      response.end('fine');
      throw new Error('after the end');
    });
    expect(await receive(client.request())).toMatchObject({ body: 'fine', code: 0 });
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
  });

  it('reports an error as aborted whose client has cancelled', async () => {
    const { client, reports } = await start(async (_request, response) => {
      await once(response, 'close');
      throw new Error('too late');
    });
    const stream = client.request();
    const received = receive(stream);
    await quiet();
    stream.close(constants.NGHTTP2_CANCEL);
    await received;
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect(reports).toMatchObject([{ status: 499, kind: 'aborted', error: { message: 'too late' } }]);
  });

  it.each([constants.NGHTTP2_CANCEL, constants.NGHTTP2_INTERNAL_ERROR])(
    'reports a stream as aborted whose client has closed it with %i',
    async (code) => {
      const { client, reports } = await start((_request, response) => {
        const endless = new PassThrough();
        endless.write('one');
        response.stream.on('error', () => undefined);
        return new Promise((_resolve, reject) => {
          pipeline(endless, response, reject);
        });
      });
      const stream = client.request();
      const received = receive(stream);
      await quiet();
      stream.close(code);
      await received;
      await vi.waitFor(() => expect(reports).toHaveLength(1));
      expect(reports).toMatchObject([{ status: 499, kind: 'aborted' }]);
    },
  );

  it('reports an error as late that comes after the head of HEAD, which is all of it', async () => {
    const { client, reports } = await start(async (_request, response) => {
      response.writeHead(200);
      await pause(20);
      throw new Error('late');
    });
    const { code } = await receive(client.request({ ':method': 'HEAD' }));
    expect(code).toBe(0);
    await vi.waitFor(() => expect(reports).toMatchObject([{ status: 500, kind: 'late' }]));
  });

  it('reports an error as aborted whose client has closed the connection', async () => {
    const { client, reports } = await start(async (_request, response) => {
      response.write('one');
      await once(response, 'close');
      throw new Error('too late');
    });
    const received = receive(client.request());
    await quiet();
    client.destroy();
    await received;
    await vi.waitFor(() => expect(reports).toMatchObject([{ status: 499, kind: 'aborted' }]));
  });

  it('answers on a connection that takes no further streams', async () => {
    let session: Http2Session | undefined;
    const { client } = await start((request) => {
      session = request.stream.session;
      session?.goaway();
      throw new Conflict();
    });
    expect(await receive(client.request())).toMatchObject({ headers: { ':status': 409 }, code: 0 });
    expect(session).toBeDefined();
  });

  it('reports a stream that failed as late', async () => {
    const { client, reports } = await start(
      (_request, response) =>
        new Promise((_resolve, reject) => {
          const broken = new Readable({ read: () => broken.destroy(new Error('disk')) });
          pipeline(broken, response, reject);
        }),
    );
    expect((await receive(client.request())).code).toBe(constants.NGHTTP2_INTERNAL_ERROR);
    expect(reports).toMatchObject([{ status: 500, kind: 'late', error: { message: 'disk' } }]);
  });
});
