import compression from 'compression';
import cors from 'cors';
import express, { Router, type Express, type Request, type RequestHandler } from 'express';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { dial, exchange, fetchFrom, get, listen, quiet } from '../../node/test/wire.ts';
import {
  checkExpectation,
  clientErrorHandler,
  Conflict,
  NotFound,
  problemDetails,
  type ProblemDetailsOptions,
  type Report,
} from './index.ts';

const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const notAllowed = '{"type":"about:blank","title":"Method Not Allowed","status":405}';
const conflict = '{"type":"about:blank","title":"Conflict","status":409}';
const internal = '{"type":"about:blank","title":"Internal Server Error","status":500}';

interface Started {
  readonly port: number;
  readonly reports: Report<Request>[];
}

/** Starts an app with `problemDetails` at its end. */
async function start(
  routes: (app: Express) => void,
  options?: ProblemDetailsOptions<Request>,
): Promise<Started> {
  const reports: Report<Request>[] = [];
  const app = express();
  routes(app);
  app.use(problemDetails({ onError: (report) => void reports.push(report), ...options }));
  return { port: await listen(app), reports };
}

/** Starts an app with one route, `GET /`. */
function startRoute(handler: RequestHandler, options?: ProblemDetailsOptions<Request>): Promise<Started> {
  return start((app) => void app.get('/', handler), options);
}

describe('problemDetails', () => {
  it('answers what a handler throws', async () => {
    const { port, reports } = await startRoute(() => {
      throw new Conflict();
    });
    const { status, headers, body } = await fetchFrom(port, '/?a=b');
    expect(status).toBe(409);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('content-length')).toBe('54');
    expect(headers.has('etag')).toBe(false);
    expect(body).toBe(conflict);
    expect(reports).toMatchObject([{ status: 409, kind: 'thrown', request: { url: '/?a=b' } }]);
    expect(reports[0]?.request.native.query).toEqual({ a: 'b' });
  });

  it('says what to do where it was installed without being called', async () => {
    const app = express();
    app.set('env', 'test');
    app.use(problemDetails as unknown as RequestHandler);
    const { body } = await fetchFrom(await listen(app));
    expect(body).toContain('Install what it returns: problemDetails().');
  });

  it('answers what a handler rejects with, and what it hands to next', async () => {
    const { port } = await start((app) => {
      app.get('/async', async () => {
        await pause(1);
        throw new Conflict();
      });
      app.get('/next', (_request, _response, next) => next(new Conflict()));
    });
    expect(await fetchFrom(port, '/async')).toMatchObject({ status: 409, body: conflict });
    expect(await fetchFrom(port, '/next')).toMatchObject({ status: 409, body: conflict });
  });

  it('does not look at the settings for JSON', async () => {
    const { port } = await start((app) => {
      app
        .set('json spaces', 2)
        .set('json escape', true)
        .set('json replacer', () => 'replaced');
      app.get('/', () => {
        throw new Conflict('<b>');
      });
    });
    expect((await fetchFrom(port)).body).toBe(
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"<b>"}',
    );
  });

  it('answers HEAD with the head alone', async () => {
    const { port } = await startRoute(() => {
      throw new Conflict();
    });
    const text = await exchange(port, get().replace('GET', 'HEAD'));
    expect(text).toContain('Content-Length: 54\r\n');
    expect(text).toMatch(/\r\n\r\n$/);
  });

  it('removes what the handler said of its body, and keeps the rest', async () => {
    const { port } = await start((app) => {
      app.use(cors({ origin: 'https://shop.example' }));
      app.get('/', (_request, response) => {
        response.set({
          ETag: '"a"',
          'Content-Encoding': 'gzip',
          'Cache-Control': 'public',
          'X-Request-Id': '7',
        });
        response.type('html').status(201).cookie('a', 'b').vary('Cookie');
        throw new Conflict();
      });
    });
    const { status, headers, body } = await fetchFrom(port);
    expect(status).toBe(409);
    expect(body).toBe(conflict);
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
      'set-cookie': 'a=b; Path=/',
      vary: 'Origin, Cookie',
      'x-request-id': '7',
    });
    expect(headers.has('etag')).toBe(false);
  });

  it('lets compression in front of it compress the problem', async () => {
    const { port } = await start((app) => {
      app.use(compression({ threshold: 0 }));
    });
    const { headers, body } = await fetchFrom(port, '/', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toBe(notFound);
  });

  it('takes an async rejection with nothing for an error', async () => {
    const { port } = await startRoute(() => Promise.reject());
    expect(await fetchFrom(port)).toMatchObject({ status: 500, body: internal });
  });

  it.each([undefined, null, false, '', 'route'])(
    'answers 404 where a function throws %j, which is no error for Express',
    async (value) => {
      const { port, reports } = await startRoute(() => {
        throw value;
      });
      expect(await fetchFrom(port)).toMatchObject({ status: 404, body: notFound });
      expect(reports).toMatchObject([{ kind: 'unmatched' }]);
    },
  );

  it("answers 404 where a function leaves its router by throwing 'router'", async () => {
    const { port } = await start((app) => {
      app.use(
        Router().get('/', () => {
          throw 'router';
        }),
      );
    });
    expect(await fetchFrom(port)).toMatchObject({ status: 404, body: notFound });
  });

  it('cuts an answer that has begun', async () => {
    const { port, reports } = await startRoute(async (_request, response) => {
      response.write('one');
      await pause(20);
      throw new Conflict();
    });
    expect(await exchange(port, get())).toMatch(/\r\n\r\n3\r\none\r\n$/);
    expect(reports).toMatchObject([{ kind: 'late' }]);
  });

  it('only reports an error after the end, and leaves the connection to the next request', async () => {
    const { port, reports } = await startRoute((_request, response) => {
      response.send('fine');
      throw new Conflict();
    });
    const text = await exchange(port, get().replace('Connection: close\r\n', '') + get());
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(reports).toMatchObject([{ kind: 'late' }, { kind: 'late' }]);
  });

  it('answers the first of two errors, and leaves the second to Express, which ends the connection', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { port, reports } = await startRoute((_request, _response, next) => {
      next(new Conflict());
      next(new Error('twice'));
    });
    const text = await exchange(port, get().replace('Connection: close\r\n', ''));
    logged.mockRestore();
    expect(text).toMatch(/^HTTP\/1\.1 409 Conflict\r\n/);
    expect(text.endsWith(`\r\n\r\n${conflict}`)).toBe(true);
    expect(reports).toMatchObject([{ kind: 'thrown', status: 409 }]);
  });

  it('reports an upload that the client gives up as aborted, once', async () => {
    const { port, reports } = await start((app) => {
      app.use(express.json());
    });
    const socket = await dial(port);
    socket.write(
      'POST / HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await quiet();
    socket.destroy();
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    await quiet();
    expect(reports).toMatchObject([{ status: 499, kind: 'aborted', error: { type: 'request.aborted' } }]);
  });

  it('writes 5xx to console.error where there is no onError', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const bug = new Error('pool gone');
    const { port } = await start(
      (app) => {
        app.get('/bug', () => {
          throw bug;
        });
      },
      { onError: undefined },
    );
    await fetchFrom(port);
    await fetchFrom(port, '/bug');
    expect(log.mock.calls).toEqual([[bug]]);
    log.mockRestore();
  });

  it('refuses options that it does not know', () => {
    expect(() => problemDetails({ on: 1 } as object)).toThrow(TypeError);
  });
});

describe('what Express and its middleware raise', () => {
  const json = { 'Content-Type': 'application/json' };
  const parsers = (app: Express): void => {
    app.use(express.json({ limit: 100 }), express.urlencoded({ parameterLimit: 2 }));
  };

  it.each([
    ['malformed JSON', 400, json, '{"secret": hunter2', 'The request body is not valid JSON.'],
    ['a body that is too large', 413, json, `"${'x'.repeat(200)}"`, 'The request body is too large.'],
    [
      'too many parameters',
      413,
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      'a=1&b=2&c=3',
      'The request body is too large.',
    ],
    [
      'an unknown charset',
      415,
      { 'Content-Type': 'application/json; charset=hunter2' },
      '{}',
      'The media type, charset or content coding of the request body is not supported.',
    ],
    [
      'an unknown content coding',
      415,
      { ...json, 'Content-Encoding': 'hunter2' },
      '{}',
      'The media type, charset or content coding of the request body is not supported.',
    ],
    [
      'a broken content coding',
      400,
      { ...json, 'Content-Encoding': 'gzip' },
      '{}',
      'The request body cannot be decoded.',
    ],
  ])('answers %s with %i in words of its own', async (_name, status, headers, content, detail) => {
    const { port } = await start(parsers);
    const { body, ...answer } = await fetchFrom(port, '/', { method: 'POST', headers, body: content });
    expect(answer.status).toBe(status);
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status, detail });
    expect(body).not.toContain('hunter2');
  });

  it('answers a parameter that cannot be decoded with 400', async () => {
    const { port, reports } = await start((app) => {
      app.get('/a/:id', (_request, response) => void response.send('fine'));
    });
    const { status, body } = await fetchFrom(port, '/a/%E0%A4%A');
    expect(status).toBe(400);
    expect(body).toBe(
      '{"type":"about:blank","title":"Bad Request","status":400,"detail":"The percent-encoding of the request path is malformed."}',
    );
    expect(reports).toHaveLength(1);
  });

  it('answers a file that is not there with 404, and keeps its path to itself', async () => {
    const { port, reports } = await startRoute((_request, response) => response.sendFile('/srv/hunter2.txt'));
    expect(await fetchFrom(port)).toMatchObject({ status: 404, body: notFound });
    expect(reports).toMatchObject([{ kind: 'thrown', error: { code: 'ENOENT' } }]);
  });
});

describe('routes', () => {
  it('answers an unknown path with 404', async () => {
    const { port, reports } = await startRoute((_request, response) => void response.send('fine'));
    expect(await fetchFrom(port, '/a')).toMatchObject({ status: 404, body: notFound });
    expect(reports).toMatchObject([{ status: 404, kind: 'unmatched' }]);
  });

  it('answers a path that cannot be decoded with 400', async () => {
    const { port } = await startRoute((_request, response) => void response.send('fine'));
    expect((await fetchFrom(port, '/%zz')).status).toBe(400);
  });

  it('answers another method with 405 and Allow', async () => {
    const { port, reports } = await start((app) => {
      app.use(
        '/api',
        Router().use(
          '/books',
          Router()
            .get('/:id', () => undefined)
            .put('/:id', () => undefined),
        ),
      );
    });
    const { status, headers, body } = await fetchFrom(port, '/api/books/1?a=b', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, PUT');
    expect(body).toBe(notAllowed);
    expect(reports).toMatchObject([{ status: 405, kind: 'unmatched' }]);
  });

  it('answers 404 instead where it is told to', async () => {
    const { port } = await startRoute(() => undefined, { methodNotAllowed: false });
    expect((await fetchFrom(port, '/', { method: 'DELETE' })).status).toBe(404);
  });

  it('answers 404 where a route of the method has passed the request on', async () => {
    const { port } = await startRoute((_request, _response, next) => next());
    expect(await fetchFrom(port)).toMatchObject({ status: 404, body: notFound });
  });

  it('leaves OPTIONS of a path with routes to Express', async () => {
    const { port, reports } = await startRoute(() => undefined);
    const { status, headers } = await fetchFrom(port, '/', { method: 'OPTIONS' });
    expect(status).toBe(200);
    expect(headers.get('allow')).toBe('GET, HEAD');
    expect(reports).toEqual([]);
  });

  it('answers OPTIONS with 404 where Express would not answer it either', async () => {
    const { port } = await start((app) => {
      app.options('/passed', (_request, _response, next) => next());
      app.all('/all', (_request, _response, next) => next());
    });
    for (const path of ['/', '/passed', '/all']) {
      expect(await fetchFrom(port, path, { method: 'OPTIONS' })).toMatchObject({
        status: 404,
        body: notFound,
      });
    }
  });

  it('names the methods that Express names for OPTIONS', async () => {
    const { port } = await start((app) => {
      app
        .route('/a')
        .get(() => undefined)
        .put(() => undefined);
      app.use(
        '/b',
        Router()
          .post('/:id', () => undefined)
          .get('/1', () => undefined),
      );
    });
    for (const [path, methods] of [
      ['/a', 'GET, HEAD, PUT'],
      ['/b/1', 'GET, HEAD, POST'],
    ] as const) {
      for (const method of ['OPTIONS', 'DELETE']) {
        expect((await fetchFrom(port, path, { method })).headers.get('allow')).toBe(methods);
      }
    }
  });

  it('answers OPTIONS where its routes are in a router that the request has left', async () => {
    const { port } = await start((app) => {
      app.use(
        Router()
          .use((_request, _response, next) => next('router'))
          .get('/a', () => undefined),
      );
    });
    const { status, headers } = await fetchFrom(port, '/a', { method: 'OPTIONS' });
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json');
  });

  it('lets the guard of a router answer first', async () => {
    const { port } = await start((app) => {
      app.use(
        '/admin',
        Router()
          .use(() => {
            throw new NotFound();
          })
          .get('/users', () => undefined),
      );
    });
    for (const path of ['/admin/users', '/admin/nowhere']) {
      const { status, headers, body } = await fetchFrom(port, path, { method: 'DELETE' });
      expect({ status, allow: headers.get('allow'), body }).toEqual({
        status: 404,
        allow: null,
        body: notFound,
      });
    }
  });

  it('does not name the methods of routes behind it', async () => {
    const app = express().use(problemDetails());
    app.get('/late', () => undefined);
    const port = await listen(app);
    expect((await fetchFrom(port, '/late')).status).toBe(404);
    expect((await fetchFrom(port, '/late', { method: 'DELETE' })).status).toBe(404);
  });

  it('answers 404 for the routes of a mounted app', async () => {
    const { port } = await start(
      (app) =>
        void app.use(
          '/shop',
          express().get('/a', () => undefined),
        ),
    );
    expect((await fetchFrom(port, '/shop/a', { method: 'DELETE' })).status).toBe(404);
  });

  it('answers 405 in a mounted app that has it too', async () => {
    const shop = express().get('/a', () => undefined);
    shop.use(problemDetails());
    const port = await listen(express().use('/shop', shop));
    const { status, headers } = await fetchFrom(port, '/shop/a', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD');
  });

  it('serves a part of an app', async () => {
    const app = express();
    app.get(['/api/a', '/page'], () => {
      throw Object.assign(new Conflict('Sold'), { stack: 'no stack' });
    });
    app.use('/api', problemDetails());
    const port = await listen(app.set('env', 'test'));
    expect(await fetchFrom(port, '/api/a')).toMatchObject({ status: 409 });
    expect(await fetchFrom(port, '/api/b')).toMatchObject({ status: 404, body: notFound });
    expect((await fetchFrom(port, '/api/a', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD');
    for (const path of ['/page', '/other']) {
      expect((await fetchFrom(port, path)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });

  it('serves a router', async () => {
    const router = Router().get('/a', () => {
      throw new Conflict();
    });
    router.use(problemDetails());
    const port = await listen(express().use('/api', router));
    expect(await fetchFrom(port, '/api/a')).toMatchObject({ status: 409, body: conflict });
    expect(await fetchFrom(port, '/api/b')).toMatchObject({ status: 404, body: notFound });
    expect((await fetchFrom(port, '/api/a', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD');
    expect((await fetchFrom(port, '/a')).headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

describe('what Node answers before Express', () => {
  it('has the same options', async () => {
    const urls: string[] = [];
    const options: ProblemDetailsOptions<Request> = { onError: ({ request }) => void urls.push(request.url) };
    const server = createServer(express().use(problemDetails(options)));
    server.on('clientError', clientErrorHandler(options));
    server.on('checkExpectation', checkExpectation(options));
    const port = await listen(server);
    expect(await exchange(port, 'garbage\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await exchange(port, get('/a', 'Expect: a-miracle'))).toMatch(/^HTTP\/1\.1 417 /);
    expect(urls).toEqual(['', '/a']);
  });
});
