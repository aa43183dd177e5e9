import Router from '@koa/router';
import { describe, expect, it } from 'vitest';
import { fetchFrom } from '../../node/test/wire.ts';
import { start } from '../test/start.ts';
import { Conflict, problemDetails } from './index.ts';

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

  it('know no Allow where allowedMethods() throws: its error has none', async () => {
    const { port } = await start((app) => {
      const router = books();
      app.use(router.routes()).use(router.allowedMethods({ throw: true }));
    });
    const { status, headers } = await fetchFrom(port, '/books/1', { method: 'DELETE' });
    expect(status).toBe(405);
    expect(headers.has('allow')).toBe(false);
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
