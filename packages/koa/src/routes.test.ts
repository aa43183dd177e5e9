import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import mount from 'koa-mount';
import { describe, expect, it } from 'vitest';
import { fetchFrom } from '../../node/test/wire.ts';
import { start } from '../test/start.ts';
import { Conflict, HttpError, problemDetails } from './index.ts';

const notFound = '{"type":"about:blank","title":"Not Found","status":404}';
const notAllowed = '{"type":"about:blank","title":"Method Not Allowed","status":405}';

const books = (): Router => {
  const router = new Router({ prefix: '/books' });
  router.get('/:id', (ctx) => {
    ctx.body = 'fine';
  });
  router.put('/:id', () => {
    throw new Conflict();
  });
  router.post('/:id/passed', (_ctx, next) => next());
  return router;
};

const fine = (ctx: Context): void => {
  ctx.body = 'fine';
};

/** The answer to DELETE. */
async function allowAt(port: number, path: string): Promise<readonly [status: number, allow: string | null]> {
  const { status, headers } = await fetchFrom(port, path, { method: 'DELETE' });
  return [status, headers.get('allow')];
}

describe('routes of @koa/router', () => {
  it('answer another method with 405 and Allow', async () => {
    const api = new Router({ prefix: '/api' }).use(books().routes());
    const { port, reports } = await start((app) => void app.use(api.routes()));
    const { status, headers, body } = await fetchFrom(port, '/api/books/1?a=b', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, PUT');
    expect(body).toBe(notAllowed);
    expect(reports).toMatchObject([{ status: 405, kind: 'unmatched' }]);
  });

  it('answer as they do otherwise', async () => {
    const { port } = await start((app) => void app.use(books().routes()));
    expect(await fetchFrom(port, '/books/1')).toMatchObject({ status: 200, body: 'fine' });
    expect(await fetchFrom(port, '/books/1', { method: 'PUT' })).toMatchObject({ status: 409 });
    expect(await fetchFrom(port, '/authors/1')).toMatchObject({ status: 404, body: notFound });
  });

  it('answer 404 instead where they are told to', async () => {
    const { port } = await start((app) => void app.use(books().routes()), { methodNotAllowed: false });
    expect((await fetchFrom(port, '/books/1', { method: 'DELETE' })).status).toBe(404);
  });

  it('answer 404 where a route of the method has passed the request on', async () => {
    const { port } = await start((app) => void app.use(books().routes()));
    const answer = await fetchFrom(port, '/books/1/passed', { method: 'POST' });
    expect(answer).toMatchObject({ status: 404, body: notFound });
  });

  it.each([
    ['DELETE', 405, 'Method Not Allowed'],
    ['PROPFIND', 501, 'Not Implemented'],
  ])('keep the Allow of allowedMethods() for %s', async (method, status, title) => {
    const { port } = await start((app) => {
      const router = books();
      app.use(router.routes()).use(router.allowedMethods());
    });
    const { headers, body, ...answer } = await fetchFrom(port, '/books/1', { method });
    expect(answer.status).toBe(status);
    expect(headers.get('allow')).toContain('PUT');
    expect(JSON.parse(body)).toEqual({ type: 'about:blank', title, status });
  });

  it('know the Allow where allowedMethods() throws an error without one', async () => {
    const { port } = await start((app) => {
      const router = books();
      app.use(router.routes()).use(router.allowedMethods({ throw: true }));
    });
    const { status, headers } = await fetchFrom(port, '/books/1', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, HEAD, PUT');
  });

  it('say nothing of a 405 that a route throws itself, as on every host', async () => {
    const { port } = await start((app) => {
      const router = books();
      router.get('/own/405', () => {
        throw new HttpError<number>(405);
      });
      router.post('/own/405', fine);
      app.use(router.routes());
    });
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await fetchFrom(port, '/books/own/405', { method });
      expect([status, headers.get('allow')]).toEqual([405, null]);
    }
  });

  it('leave OPTIONS to allowedMethods()', async () => {
    const { port, reports } = await start((app) => {
      const router = books();
      app.use(router.routes()).use(router.allowedMethods());
    });
    const { status, headers } = await fetchFrom(port, '/books/1', { method: 'OPTIONS' });
    expect(status).toBe(200);
    expect(headers.get('allow')).toContain('PUT');
    expect(reports).toEqual([]);
  });

  it('are joined over the routers of an app, nested and mounted ones too', async () => {
    const get = new Router();
    get.get('/b', fine);
    const nested = new Router({ prefix: '/:id' });
    nested.patch('/b', fine);
    const put = new Router({ prefix: '/api' }).use('/a', get.routes()).use('/:shop', nested.routes());
    put.put('/a/b', fine);
    const inner = new Koa();
    inner.use(new Router().post('/a/b', fine).routes());
    const { port } = await start((app) => {
      app.use(put.routes());
      app.use(mount('/api', inner));
      app.use(mount('/other', new Koa().use(new Router().get('/a/b', fine).routes())));
    });
    expect(await allowAt(port, '/api/a/b')).toEqual([405, 'GET, HEAD, POST, PUT']);
    expect(await allowAt(port, '/api/a/1/b')).toEqual([405, 'PATCH']);
    expect(await allowAt(port, '/api/a')).toEqual([404, null]);
    expect(await allowAt(port, '/a/b')).toEqual([404, null]);
  });

  it('are never those of another host', async () => {
    const { port } = await start((app) => {
      app.use(new Router({ host: 'a.example' }).get('/', fine).routes());
      app.use(new Router({ host: /^127\.0\.0\.1:/ }).put('/', fine).routes());
      app.use(new Router({ host: ['a.example', 'b.example'], prefix: '/a' }).get('/', fine).routes());
    });
    expect(await allowAt(port, '/')).toEqual([405, 'PUT']);
    expect(await allowAt(port, '/a')).toEqual([404, null]);
  });

  it('match as their router does', async () => {
    const { port } = await start((app) => {
      app.use(new Router({ sensitive: true, strict: true }).get('/a', fine).routes());
      app.use(
        new Router()
          .put(['/a', '/b'], fine)
          .patch(/^\/a.?$/, fine)
          .routes(),
      );
    });
    expect(await allowAt(port, '/a')).toEqual([405, 'GET, HEAD, PATCH, PUT']);
    expect(await allowAt(port, '/A/')).toEqual([405, 'PUT']);
    expect(await allowAt(port, '/b')).toEqual([405, 'PUT']);
  });

  it('count for no method where `all` has passed the request on', async () => {
    const { port } = await start((app) => {
      const router = new Router();
      router.all('/a', (_ctx, next) => next()).all('/b', (_ctx, next) => next());
      router.get('/a', fine);
      app.use(router.routes());
    });
    expect(await allowAt(port, '/a')).toEqual([405, 'GET, HEAD']);
    expect(await allowAt(port, '/b')).toEqual([404, null]);
  });

  it('are told after the middleware of the app, and before that of the router', async () => {
    const refuse = (ctx: Context): never => ctx.throw(401);
    const router = new Router({ prefix: '/a' }).use(refuse);
    router.get('/', fine);
    const { port } = await start((app) => {
      app.use((ctx, next) => (ctx.path === '/a/hidden' ? refuse(ctx) : next()));
      app.use(router.get('/hidden', fine).routes());
    });
    expect(await allowAt(port, '/a')).toEqual([405, 'GET, HEAD']);
    expect(await allowAt(port, '/a/hidden')).toEqual([401, null]);
  });

  it('have one Allow, whoever tells it', async () => {
    const { port } = await start((app) => {
      const router = books();
      app.use(mount('/told', new Koa().use(router.routes()).use(router.allowedMethods())));
      app.use(router.routes());
    });
    expect(await allowAt(port, '/told/books/1')).toEqual([405, 'GET, HEAD, PUT']);
    expect(await allowAt(port, '/books/1')).toEqual([405, 'GET, HEAD, PUT']);
  });

  it('may have a problemDetails of their own', async () => {
    const router = new Router();
    router.use(problemDetails());
    router.get('/a', () => {
      throw new Conflict();
    });
    const { port, reports } = await start((app) => void app.use(router.routes()));
    expect((await fetchFrom(port, '/a')).status).toBe(409);
    expect(reports).toEqual([]);
  });
});

describe('ctx.matched of another router', () => {
  it.each([true, 'a path', { methods: ['GET'] }, [null], [7], [{}], [{ methods: 7 }], [{ methods: [7] }]])(
    'is nothing to go by: %j',
    async (matched) => {
      const { port, reports } = await start((app) => {
        app.use((ctx) => {
          Object.assign(ctx, { matched });
        });
      });
      expect(await fetchFrom(port)).toMatchObject({ status: 404, body: notFound });
      expect(reports).toMatchObject([{ kind: 'unmatched' }]);
    },
  );
});
