import bodyParser from '@koa/bodyparser';
import cors from '@koa/cors';
import Koa, { type Context } from 'koa';
import compress from 'koa-compress';
import mount from 'koa-mount';
import { createServer, type RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { dial, exchange, fetchFrom, get, listen, quiet } from '../../node/test/wire.ts';
import { start, startWith } from '../test/start.ts';
import {
  checkExpectation,
  clientErrorHandler,
  Conflict,
  problemDetails,
  Unauthorized,
  type ProblemDetailsOptions,
} from './index.ts';

const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

describe('problemDetails', () => {
  it('answers what middleware throws', async () => {
    const { port, reports } = await startWith(() => {
      throw new Conflict();
    });
    const { status, headers, body } = await fetchFrom(port, '/?a=b');
    expect(status).toBe(409);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'content-length': '54',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(body).toBe(conflict);
    expect(reports).toMatchObject([{ status: 409, kind: 'thrown', request: { url: '/?a=b' } }]);
    expect(reports[0]?.request.native.query).toEqual({ a: 'b' });
  });

  it.each([undefined, null, 'hunter2', 0])('answers %j, which is no error', async (value) => {
    const { port, reports } = await startWith(() => {
      throw value;
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
    expect(reports).toMatchObject([{ error: value, kind: 'thrown' }]);
  });

  it('answers ctx.throw with its headers, and with its message where it is public', async () => {
    const { port } = await startWith((ctx) => {
      if (ctx.path === '/500') ctx.throw(500, 'hunter2');
      ctx.throw(401, 'Token expired', { headers: { 'WWW-Authenticate': 'Basic realm="a"' } });
    });
    const { status, headers, body } = await fetchFrom(port);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Basic realm="a"');
    expect(body).toBe('{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Token expired"}');
    expect(await fetchFrom(port, '/500')).toMatchObject({ status: 500, body: internal });
  });

  it('answers a failed ctx.assert', async () => {
    const { port } = await startWith((ctx) => ctx.assert(ctx.query['a'], 400, 'a is missing'));
    expect((await fetchFrom(port)).body).toBe(
      '{"type":"about:blank","title":"Bad Request","status":400,"detail":"a is missing"}',
    );
  });

  it('sends several challenges as several lines', async () => {
    const { port } = await startWith(() => {
      throw new Unauthorized({ challenge: ['Bearer', 'Basic realm="a"'] });
    });
    expect(await exchange(port, get())).toContain(
      'WWW-Authenticate: Bearer\r\nWWW-Authenticate: Basic realm="a"\r\n',
    );
  });

  it('answers HEAD with the head alone', async () => {
    const { port } = await startWith(() => {
      throw new Conflict();
    });
    const text = await exchange(port, get().replace('GET', 'HEAD'));
    expect(text).toContain('Content-Type: application/problem+json\r\nContent-Length: 54\r\n');
    expect(text).toMatch(/\r\n\r\n$/);
  });

  it('removes what the middleware said of its body, and keeps the rest', async () => {
    const { port } = await startWith((ctx) => {
      ctx.set({ ETag: '"a"', 'Content-Encoding': 'gzip', 'Cache-Control': 'public', 'X-Request-Id': '7' });
      ctx.set('Transfer-Encoding', 'chunked');
      ctx.cookies.set('a', 'b');
      ctx.vary('Cookie');
      ctx.body = { half: 'done' };
      throw new Conflict({ headers: { Vary: 'Accept' } });
    });
    const { headers, body } = await fetchFrom(port);
    expect(body).toBe(conflict);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-length': '54',
      'content-type': 'application/problem+json',
      'set-cookie': 'a=b; path=/; httponly',
      vary: 'Cookie, Accept',
      'x-request-id': '7',
    });
    for (const name of ['etag', 'content-encoding', 'transfer-encoding'])
      expect(headers.has(name)).toBe(false);
  });

  it('sends the phrase of the status, not one that the middleware left', async () => {
    const { port } = await startWith((ctx) => {
      ctx.status = 201;
      ctx.message = 'Made';
      throw new Conflict();
    });
    expect(await exchange(port, get())).toMatch(/^HTTP\/1\.1 409 Conflict\r\n/);
  });

  it.each([204, 304])('sends its body where the middleware had set %i', async (status) => {
    const { port } = await startWith((ctx) => {
      ctx.status = status;
      ctx.body = null;
      throw new Conflict();
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 409, body: conflict });
  });

  it('sends fields beyond ASCII as Latin-1', async () => {
    const { port } = await startWith(() => {
      throw new Conflict({ headers: { 'X-City': 'Zürich' } });
    });
    expect(await exchange(port, get())).toContain('X-City: Zürich\r\n');
  });

  it('answers where the response was to bypass Koa, and has not begun', async () => {
    const { port } = await startWith((ctx) => {
      ctx.respond = false;
      throw new Conflict();
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 409, body: conflict });
  });

  it('refuses options that it does not know', () => {
    expect(() => problemDetails({ on: 1 } as object)).toThrow(TypeError);
  });
});

describe('an answer that has begun', () => {
  it('is cut', async () => {
    const { port, reports, emitted } = await startWith(async (ctx) => {
      ctx.status = 200;
      ctx.res.write('one');
      await pause(20);
      throw new Error('late');
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\n3\r\none\r\n$/);
    expect(reports).toMatchObject([{ status: 500, kind: 'late' }]);
    expect(emitted).toMatchObject([{ message: 'late' }]);
  });

  it('is cut where it has a length', async () => {
    const { port, reports } = await startWith(async (ctx) => {
      ctx.status = 200;
      ctx.length = 100;
      ctx.res.write('one');
      await pause(20);
      throw new Conflict();
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\none$/);
    expect(reports).toMatchObject([{ status: 409, kind: 'late' }]);
  });

  it('is only reported once it has ended, and leaves the connection to the next request', async () => {
    const { port, reports } = await startWith((ctx) => {
      ctx.status = 200;
      ctx.res.end('fine');
      throw new Conflict();
    });
    const text = await exchange(port, get().replace('Connection: close\r\n', '') + get());
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(text.match(/fine/g)).toHaveLength(2);
    expect(reports).toMatchObject([{ kind: 'late' }, { kind: 'late' }]);
  });
});

describe('a client that has gone', () => {
  const ways = [['leaves', 'destroy'] as const, ['resets the connection', 'resetAndDestroy'] as const];

  it.each(ways)('gets nothing if it %s; the error is reported once', async (_how, leave) => {
    const { port, reports, emitted } = await startWith(async (ctx) => {
      while (ctx.writable) await pause(5);
      throw new Error('too late');
    });
    const socket = await dial(port);
    socket.write(get());
    await quiet();
    socket[leave]();
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    await quiet();
    expect(reports).toMatchObject([{ status: 499, kind: 'aborted', error: { message: 'too late' } }]);
    expect(reports[0]?.request.native.headerSent).toBe(false);
    expect(emitted).toEqual([]);
  });

  it.each(ways)('is no error if it %s and nothing fails', async (_how, leave) => {
    let isDone = false;
    const { port, reports, emitted } = await startWith(async (ctx) => {
      while (ctx.writable) await pause(5);
      ctx.body = 'fine';
      isDone = true;
    });
    const socket = await dial(port);
    socket.write(get());
    await quiet();
    socket[leave]();
    await vi.waitFor(() => expect(isDone).toBe(true));
    await quiet();
    expect(reports).toEqual([]);
    expect(emitted).toEqual([]);
  });

  it.each(ways)('is reported once if it %s during an upload', async (_how, leave) => {
    const { port, reports, emitted } = await start((app) => void app.use(bodyParser()));
    const socket = await dial(port);
    socket.write(
      'POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await quiet();
    socket[leave]();
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    await quiet();
    expect(reports).toMatchObject([{ status: 499, kind: 'aborted', error: { type: 'request.aborted' } }]);
    expect(emitted).toEqual([]);
  });
});

describe('what nobody answered', () => {
  it('is 404', async () => {
    const { port, reports, emitted } = await start(() => undefined);
    const { status, headers, body } = await fetchFrom(port, '/a');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toBe(notFound);
    expect(reports).toMatchObject([{ status: 404, kind: 'unmatched' }]);
    expect(emitted).toEqual([]);
  });

  it('is 400 where the path cannot be decoded', async () => {
    const { port } = await start(() => undefined);
    expect((await fetchFrom(port, '/%zz')).body).toBe(
      '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}',
    );
  });

  it.each([
    [402, '{"type":"about:blank","title":"Payment Required","status":402}'],
    [503, '{"type":"about:blank","title":"Service Unavailable","status":503}'],
  ])('is filled in where the status is %i', async (status, body) => {
    const { port, reports } = await startWith((ctx) => {
      ctx.status = status;
    });
    expect(await fetchFrom(port)).toMatchObject({ status, body });
    expect(reports).toMatchObject([{ status, kind: 'thrown' }]);
  });

  it('has a challenge where it is 401', async () => {
    const { port } = await startWith((ctx) => {
      ctx.status = 401;
    });
    expect((await fetchFrom(port)).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('stays as it is where the body is null, or empty, on purpose', async () => {
    const { port, reports } = await startWith((ctx) => {
      ctx.body = ctx.path === '/null' ? null : '';
      ctx.status = 404;
    });
    for (const path of ['/null', '/empty']) {
      expect(await fetchFrom(port, path)).toMatchObject({ status: 404, body: '' });
    }
    expect(reports).toEqual([]);
  });

  it('stays as it is where the middleware sent a body of its own', async () => {
    const { port } = await startWith((ctx) => {
      ctx.status = 404;
      ctx.body = '<h1>Gone fishing</h1>';
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 404, body: '<h1>Gone fishing</h1>' });
  });

  it('stays as it is below 400', async () => {
    const { port, reports } = await startWith((ctx) => {
      ctx.status = 204;
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 204, body: '' });
    expect(reports).toEqual([]);
  });

  it('is left to whoever bypasses Koa', async () => {
    const { port, reports } = await startWith((ctx) => {
      ctx.respond = false;
      setTimeout(() => ctx.res.end('fine'), 20);
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 404, body: 'fine' });
    expect(reports).toEqual([]);
  });

  it('is left to whoever has begun to answer past Koa', async () => {
    const { port, reports } = await startWith((ctx) => void ctx.res.end('fine'));
    expect(await fetchFrom(port)).toMatchObject({ status: 404, body: 'fine' });
    expect(reports).toEqual([]);
  });
});

describe('the body parser', () => {
  it.each([
    ['malformed JSON', 400, '{"secret": hunter2', 'The request body is not valid JSON.'],
    ['a body that is too large', 413, `"${'x'.repeat(200)}"`, 'The request body is too large.'],
  ])('makes %s %i, in our words', async (_name, status, content, detail) => {
    const { port } = await start((app) => void app.use(bodyParser({ jsonLimit: 100 })));
    const headers = { 'Content-Type': 'application/json' };
    const { body, ...answer } = await fetchFrom(port, '/', { method: 'POST', headers, body: content });
    expect(answer.status).toBe(status);
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status, detail });
    expect(body).not.toContain('hunter2');
  });
});

describe('middleware in front', () => {
  it('sees the answer as Koa has it', async () => {
    const seen: unknown[] = [];
    const { port } = await start((app, install) => {
      app.use(async (ctx, next) => {
        await next();
        seen.push(ctx.status, ctx.type, ctx.length, ctx.response.get('X-Content-Type-Options'));
        ctx.set('X-After', 'yes');
      });
      install();
    });
    expect((await fetchFrom(port)).headers.get('x-after')).toBe('yes');
    expect(seen).toEqual([404, 'application/problem+json', 55, 'nosniff']);
  });

  it('may set fields beyond ASCII', async () => {
    const { port } = await start((app, install) => {
      app.use(async (ctx, next) => {
        await next();
        ctx.set('X-City', 'Zürich');
      });
      install();
    });
    expect(await exchange(port, get())).toContain('X-City: Zürich\r\n');
  });

  it('may compress', async () => {
    const { port } = await start((app, install) => {
      app.use(compress({ threshold: 0, br: false }));
      install();
    });
    const { headers, body } = await fetchFrom(port, '/', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toBe(notFound);
  });

  it('may set the fields of CORS, and so may middleware behind', async () => {
    const inFront = await start((app, install) => {
      app.use(cors({ origin: 'https://shop.example' }));
      install();
    });
    const behind = await start((app) => void app.use(cors({ origin: 'https://shop.example' })));
    for (const { port } of [inFront, behind]) {
      const { headers, body } = await fetchFrom(port, '/', { headers: { Origin: 'https://shop.example' } });
      expect(headers.get('access-control-allow-origin')).toBe('https://shop.example');
      expect(headers.get('vary')).toBe('Origin');
      expect(body).toBe(notFound);
    }
  });

  it('is answered for too, once the request has come through', async () => {
    const { port, reports, emitted } = await start((app, install) => {
      app.use(async (ctx, next) => {
        await next();
        if (ctx.path === '/in-front') throw new Error('in front');
      });
      install();
      app.use((ctx) => {
        ctx.body = 'fine';
      });
    });
    expect(await fetchFrom(port, '/in-front')).toMatchObject({ status: 500, body: internal });
    expect(reports).toMatchObject([{ kind: 'thrown', error: { message: 'in front' } }]);
    expect(emitted).toMatchObject([{ message: 'in front' }]);
  });
});

describe('the URL in the hooks', () => {
  const urlsOf = async (
    serve: (handle: ReturnType<Koa['callback']>) => RequestListener,
  ): Promise<string[]> => {
    const urls: string[] = [];
    const app = new Koa().use(problemDetails({ onError: ({ request }) => void urls.push(request.url) }));
    app.on('error', () => undefined);
    app.use((ctx) => {
      ctx.path = '/rewritten';
      if (ctx.query['throws'] !== undefined) throw new Conflict();
    });
    const port = await listen(createServer(serve(app.callback())));
    await fetchFrom(port, '/books/42?throws');
    await fetchFrom(port, '/books/43?a=b');
    return urls;
  };

  it('is what the client sent, though middleware has changed the path', async () => {
    expect(
      await urlsOf((handle) => (request, response) => {
        void handle(request, response);
      }),
    ).toEqual(['/books/42?throws', '/books/43?a=b']);
  });

  it('is what the client sent, though a host around Koa took a prefix off, as Express does', async () => {
    expect(
      await urlsOf((handle) => (request, response) => {
        Object.assign(request, { originalUrl: request.url });
        request.url = request.url?.replace('/books', '');
        void handle(request, response);
      }),
    ).toEqual(['/books/42?throws', '/books/43?a=b']);
  });
});

describe('a part of an app', () => {
  it('is served where it is mounted, or has a middleware of its own', async () => {
    const part = new Koa().use(problemDetails());
    part.use(() => {
      throw new Conflict();
    });
    const app = new Koa().use(mount('/api', part));
    app.on('error', () => undefined);
    app.use((ctx) => ctx.throw(409, 'plain'));
    const port = await listen(app.callback());
    expect(await fetchFrom(port, '/api/a')).toMatchObject({ status: 409, body: conflict });
    expect(await fetchFrom(port, '/page')).toMatchObject({ status: 409, body: 'plain' });
  });
});

describe('what Node answers before Koa', () => {
  it('has the same options', async () => {
    const urls: string[] = [];
    const options: ProblemDetailsOptions<Context> = { onError: ({ request }) => void urls.push(request.url) };
    const handle = new Koa().use(problemDetails(options)).callback();
    const server = createServer((request, response) => void handle(request, response));
    server.on('clientError', clientErrorHandler(options));
    server.on('checkExpectation', checkExpectation(options));
    const port = await listen(server);
    expect(await exchange(port, 'garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await exchange(port, get('/a', 'Expect: a-miracle'))).toMatch(/^HTTP\/1\.1 417 /);
    expect(urls).toEqual(['', '/a']);
  });
});
