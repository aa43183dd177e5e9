import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline, PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { dial, exchange, fetchFrom, get, listen, quiet } from '../test/wire.ts';
import {
  Conflict,
  Forbidden,
  problemDetails,
  ServiceUnavailable,
  Unauthorized,
  type ProblemDetailsOptions,
  type Report,
} from './index.ts';

const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Starts a handler with an `onError` that keeps the reports. */
async function start(
  handler: Handler,
  options: ProblemDetailsOptions = {},
): Promise<{ port: number; reports: Report[] }> {
  const reports: Report[] = [];
  const onError = (report: Report): void => void reports.push(report);
  return { port: await listen(problemDetails(handler, { onError, ...options })), reports };
}

describe('problemDetails', () => {
  it.each([[undefined], [{}], ['handler']])('refuses %j as handler', (handler) => {
    expect(() => problemDetails(handler as unknown as Handler)).toThrow(
      new TypeError('The handler of problemDetails must be a function'),
    );
  });

  it('answers what a handler throws', async () => {
    const { port, reports } = await start(() => {
      throw new Conflict();
    });
    const { status, headers, body } = await fetchFrom(port);
    expect(status).toBe(409);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'content-length': '54',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(body).toBe(conflict);
    expect(reports).toMatchObject([{ status: 409, kind: 'thrown' }]);
  });

  it('answers what a handler rejects with', async () => {
    const { port } = await start(async () => {
      await pause(1);
      throw new Error('hunter2');
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
  });

  it('leaves a handler that answers alone', async () => {
    const { port, reports } = await start((_request, response) => response.end('fine'));
    expect(await fetchFrom(port)).toMatchObject({ status: 200, body: 'fine' });
    expect(reports).toEqual([]);
  });

  it('answers HEAD with the head alone', async () => {
    const { port } = await start(() => {
      throw new Conflict();
    });
    const text = await exchange(port, get().replace('GET', 'HEAD'));
    expect(text).toContain('Content-Length: 54\r\n');
    expect(text).toMatch(/\r\n\r\n$/);
  });

  it('gives the hooks the request', async () => {
    const { port, reports } = await start(
      () => {
        throw new Conflict();
      },
      {
        customize: (problem, { request }) => ({
          ...problem,
          instance: request.url,
          agent: request.header('User-Agent'),
          cookies: request.header('Set-Cookie'),
          method: request.method,
          version: request.httpVersion,
        }),
      },
    );
    const text = await exchange(port, get('/a?b=c', 'User-Agent: x', 'Set-Cookie: d', 'Set-Cookie: e'));
    expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      instance: '/a?b=c',
      agent: 'x',
      cookies: 'd, e',
      method: 'GET',
      version: '1.1',
    });
    expect(reports[0]?.request.native).toMatchObject({ url: '/a?b=c' });
  });

  it('removes what the handler said of its body, and keeps the rest', async () => {
    const { port } = await start((_request, response) => {
      response.setHeader('Content-Type', 'image/png');
      response.setHeader('Content-Encoding', 'gzip');
      response.setHeader('Content-Length', 7);
      response.setHeader('ETag', '"a"');
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.setHeader('X-Request-Id', 42);
      throw new Conflict();
    });
    const { headers, body } = await fetchFrom(port);
    expect(body).toBe(conflict);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.has('content-encoding')).toBe(false);
    expect(headers.has('etag')).toBe(false);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.get('x-request-id')).toBe('42');
  });

  it('merges Vary with the lines that are set', async () => {
    const { port } = await start((_request, response) => {
      response.setHeader('Vary', ['Origin', 'Cookie']);
      throw new Conflict({ headers: { Vary: 'Accept' } });
    });
    const { headers } = await fetchFrom(port);
    expect(headers.get('vary')).toBe('Origin, Cookie, Accept');
  });

  it('sends several challenges as several lines', async () => {
    const { port } = await start(() => {
      throw new Unauthorized({ challenge: ['Bearer', 'Basic realm="a"'] });
    });
    const text = await exchange(port, get());
    expect(text).toContain('WWW-Authenticate: Bearer\r\nWWW-Authenticate: Basic realm="a"\r\n');
  });

  it('keeps the challenge that the handler set before', async () => {
    const { port } = await start((_request, response) => {
      response.setHeader('www-authenticate', 'Basic realm="b"');
      throw new Unauthorized();
    });
    const { headers } = await fetchFrom(port);
    expect(headers.get('www-authenticate')).toBe('Basic realm="b"');
  });

  it('sends the phrase of the status, not one that the handler left', async () => {
    const { port } = await start((_request, response) => {
      response.statusCode = 201;
      response.statusMessage = 'Made';
      throw new Conflict();
    });
    expect(await exchange(port, get())).toMatch(/^HTTP\/1\.1 409 Conflict\r\n/);
  });

  it('sends fields beyond ASCII as Latin-1, and the body as UTF-8', async () => {
    const { port } = await start(() => {
      throw new Conflict('Zürich', { headers: { 'X-City': 'Zürich' } });
    });
    const text = await exchange(port, get());
    expect(text).toContain('X-City: Zürich\r\n');
    expect(Buffer.from(text, 'latin1').toString()).toContain('"detail":"Zürich"');
  });

  it('cuts a chunked answer that has begun', async () => {
    const { port, reports } = await start(async (_request, response) => {
      response.write('one');
      await pause(20);
      throw new Error('late');
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\n3\r\none\r\n$/);
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
  });

  it('cuts an answer with a length that has begun', async () => {
    const { port, reports } = await start(async (_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('one');
      await pause(20);
      throw new Conflict();
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\none$/);
    expect(reports).toMatchObject([{ status: 409, kind: 'late' }]);
  });

  it.each(['1.0', '1.1'])('resets an answer that only its end would frame, on HTTP/%s', async (version) => {
    const { port, reports } = await start(async (_request, response) => {
      response.removeHeader('Transfer-Encoding');
      response.write('half');
      await pause(20);
      throw new Error('late');
    });
    const socket = await dial(port);
    socket.write(get().replace('HTTP/1.1', `HTTP/${version}`));
    const error: unknown = await once(socket.resume(), 'close').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
  });

  it.each([
    ['a stream', new Readable()],
    ['a stream that is over', new Readable().destroy()],
    ['nothing', undefined],
  ])('goes by no `stream` that an app has set: %s', async (_, stream) => {
    const { port, reports } = await start((request, response) => {
      Object.assign(request, { stream });
      Object.assign(response, { stream });
      throw new Conflict();
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 409, body: conflict });
    expect(reports).toMatchObject([{ status: 409, kind: 'thrown' }]);
  });

  it('cuts an answer whose head is out', async () => {
    const { port, reports } = await start((_request, response) => {
      response.writeHead(200);
      throw new Conflict();
    });
    expect(await exchange(port, get())).toBe('');
    expect(reports).toMatchObject([{ kind: 'late' }]);
  });

  it('only reports an error after the end, and leaves the connection to the next request', async () => {
    const { port, reports } = await start(async (request, response) => {
      response.end(request.url);
      if (request.url === '/second') return;
      await once(response, 'finish');
      throw new Error('after the end');
    });
    const text = await exchange(port, get('/first').replace('Connection: close\r\n', '') + get('/second'));
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(text).toMatch(/\/first(.|\s)+\/second$/);
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
  });

  it('only reports an error between the end and the last byte', async () => {
    const { port, reports } = await start((_request, response) => {
      response.end('fine');
      throw new Error('after the end');
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 200, body: 'fine' });
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
  });

  it.each([['leaves', 'destroy'] as const, ['resets the connection', 'resetAndDestroy'] as const])(
    'writes nothing to a client that %s, and reports the error once',
    async (_how, leave) => {
      let response: ServerResponse | undefined;
      const { port, reports } = await start(async (_request, current) => {
        response = current;
        await once(current, 'close');
        throw new Error('too late');
      });
      const socket = await dial(port);
      socket.write(get());
      await vi.waitFor(() => expect(response).toBeDefined());
      socket[leave]();
      await vi.waitFor(() => expect(reports).toHaveLength(1));
      await quiet();
      expect(reports).toMatchObject([{ status: 499, kind: 'aborted', problem: { status: 500 } }]);
      expect(response?.headersSent).toBe(false);
    },
  );

  it.each([['leaves', 'destroy'] as const, ['resets the connection', 'resetAndDestroy'] as const])(
    'takes an upload whose client %s for a client that has gone',
    async (_how, leave) => {
      const { port, reports } = await start(async (request, response) => {
        for await (const _chunk of request);
        response.end('all of it');
      });
      const socket = await dial(port);
      socket.write('POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\na part');
      await quiet();
      socket[leave]();
      await vi.waitFor(() => expect(reports).toHaveLength(1));
      await quiet();
      expect(reports).toMatchObject([{ status: 499, kind: 'aborted', error: { code: 'ECONNRESET' } }]);
    },
  );

  it('answers an error after the whole body was read', async () => {
    const { port } = await start(async (request) => {
      for await (const _chunk of request);
      await pause(20);
      throw new Conflict();
    });
    expect(await fetchFrom(port, '/', { method: 'POST', body: 'all' })).toMatchObject({
      status: 409,
      body: conflict,
    });
  });

  it('takes a second request that waits for the first for gone with its client', async () => {
    let isFirst = true;
    const { port, reports } = await start(async () => {
      if (isFirst) {
        isFirst = false;
        return;
      }
      await pause(100);
      throw new Conflict();
    });
    const socket = await dial(port);
    socket.write(get('/first').replace('Connection: close\r\n', '') + get('/second'));
    await pause(30);
    socket.destroy();
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect(reports).toMatchObject([{ status: 499, kind: 'aborted', request: { url: '/second' } }]);
  });

  it('reports a stream that failed as late, though it has taken the connection along', async () => {
    const { port, reports } = await start(
      (_request, response) =>
        new Promise((_resolve, reject) => {
          const broken = new Readable({ read: () => broken.destroy(new Error('disk')) });
          pipeline(broken, response, reject);
        }),
    );
    expect(await exchange(port, get())).toBe('');
    expect(reports).toMatchObject([{ status: 500, kind: 'late', error: { message: 'disk' } }]);
  });

  it.each([['leaves', 'destroy'] as const, ['resets the connection', 'resetAndDestroy'] as const])(
    'reports a stream as aborted whose client %s',
    async (_how, leave) => {
      const { port, reports } = await start((_request, response) => {
        const endless = new PassThrough();
        endless.write('one');
        return new Promise((_resolve, reject) => {
          pipeline(endless, response, reject);
        });
      });
      const socket = await dial(port);
      socket.write(get());
      await quiet();
      socket[leave]();
      await vi.waitFor(() => expect(reports).toHaveLength(1));
      expect(reports).toMatchObject([{ status: 499, kind: 'aborted' }]);
    },
  );

  it('writes 5xx to console.error where there is no onError, as they were thrown', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const bug = new Error('pool gone');
    const thrown: unknown[] = [new Forbidden(), bug, new ServiceUnavailable()];
    const port = await listen(
      problemDetails(() => {
        throw thrown.shift();
      }),
    );
    for (const status of [403, 500, 503]) expect((await fetchFrom(port)).status).toBe(status);
    expect(log.mock.calls).toEqual([[bug], [expect.any(ServiceUnavailable)]]);
    log.mockRestore();
  });

  it('writes nothing to console.error where there is an onError', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const { port, reports } = await start(() => {
      throw new Error('pool gone');
    });
    await fetchFrom(port);
    expect(reports).toHaveLength(1);
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it('refuses options that it does not know', () => {
    expect(() => problemDetails(() => undefined, { on: 1 } as object)).toThrow(TypeError);
  });

  it('keeps a server alive that is asked again', async () => {
    const server = createServer(
      problemDetails(() => {
        throw new Conflict();
      }),
    );
    const port = await listen(server);
    const text = await exchange(port, get().replace('Connection: close\r\n', '') + get());
    expect(text.match(/HTTP\/1\.1 409 Conflict/g)).toHaveLength(2);
  });
});
