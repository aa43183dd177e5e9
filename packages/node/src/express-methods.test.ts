import express, { Router, type Express, type RequestHandler } from 'express';
import OldRouter from 'router-2.2';
import { describe, expect, it } from 'vitest';
import { exchange, fetchFrom, listen } from '../test/wire.ts';
import { expressMethods } from './express-methods.ts';

/** What an app that sends it at the end of its routes finds for a path. */
async function found(app: Express, path: string): Promise<unknown> {
  app.use(atEnd());
  const { body } = await fetchFrom(await listen(app), path, { method: 'DELETE' });
  return JSON.parse(body);
}

/** Sends what it finds from where it stands. */
function atEnd(): RequestHandler {
  const end: RequestHandler = (request, response) => void response.json(expressMethods(request, { end }));
  return end;
}

const fine = (): undefined => undefined;
const fail = (): never => {
  throw new Error('the router has changed');
};

const surprises: readonly (readonly [string, unknown])[] = [
  ['a stack that is none', { stack: 7 }],
  ['a match that throws', { stack: [{ match: fail }] }],
  ['a match that gives something else', { stack: [{ match: () => 'yes', handle: { stack: [{}] } }] }],
  ['a layer without a handler', { stack: [{ match: () => true }] }],
  ['a route without methods', { stack: [{ match: () => true, route: {} }] }],
  ['no router at all', undefined],
];

describe('expressMethods', () => {
  it('gives the methods of every route of the path', async () => {
    const app = express();
    app.get('/a', fine);
    app.put('/a', fine);
    app.get('/b', fine);
    app.route('/a').post(fine).patch(fine);
    expect(await found(app, '/a')).toEqual(['GET', 'PUT', 'POST', 'PATCH']);
  });

  it('gives none for a path without a route', async () => {
    expect(await found(express().get('/a', fine), '/b')).toEqual([]);
  });

  it('matches parameters, and leaves the query aside', async () => {
    expect(await found(express().get('/a/:id/b', fine), '/a/42/b?c=d')).toEqual(['GET']);
  });

  it('follows the settings of the router', async () => {
    const strict = express().enable('strict routing').enable('case sensitive routing');
    expect(await found(express().get('/a', fine), '/A/')).toEqual(['GET']);
    expect(await found(strict.get('/a', fine), '/A/')).toEqual([]);
  });

  it.each([
    ['an app', (path: string) => express().all(path, (_request, _response, next) => next())],
    ['a router', (path: string) => express().use(Router().all(path, (_request, _response, next) => next()))],
  ])('counts `all` of %s as no method: its handler has passed the request on', async (_name, all) => {
    expect(await found(all('/a').get('/a', fine), '/a')).toEqual(['GET']);
    expect(await found(all('/a'), '/a')).toEqual([]);
  });

  it('goes into routers, below their prefix and at the root', async () => {
    const inner = Router().put('/c', fine).get('/', fine);
    const app = express();
    app.use('/a', Router().use('/b/:id', inner));
    app.use(Router().get('/a/b/1/c', fine));
    expect(await found(app, '/a/b/1/c')).toEqual(['PUT', 'GET']);
  });

  it('finds the root of a router by its prefix', async () => {
    expect(await found(express().use('/a', Router().get('/', fine)), '/a')).toEqual(['GET']);
  });

  it('goes into no router whose pattern matches in the middle of the path', async () => {
    // The pattern takes `/b` of `/a/b`, and cutting its length off would leave `/b` for the router.
    const app = express().use(/\/b/, Router().get('/b', fine));
    expect(await found(app, '/a/b')).toEqual([]);
  });

  it('goes into no router whose pattern ends in the middle of a segment', async () => {
    expect(await found(express().use(/^\/a/, Router().get('/b', fine).get('b', fine)), '/ab')).toEqual([]);
  });

  it('reads routers older than 2.3, whose match is a boolean', async () => {
    const inner = OldRouter();
    inner.put('/c', fine);
    const outer = OldRouter();
    outer.use('/b', inner);
    const app = express();
    app.use('/a', outer);
    expect(await found(app, '/a/b/c')).toEqual(['PUT']);
    expect(await found(express().use('/a', outer), '/a/b/d')).toEqual([]);
  });

  it('asks the routes of a mounted app from inside it', async () => {
    const app = express().get('/c', fine);
    app.use(atEnd());
    const parent = express().use('/a', express().use('/b', app));
    const port = await listen(parent);
    expect((await fetchFrom(port, '/a/b/c', { method: 'PUT' })).body).toBe('["GET"]');
    expect((await fetchFrom(port, '/a/b', { method: 'PUT' })).body).toBe('[]');
  });

  it('finds the root of a mounted app', async () => {
    const app = express().get('/', fine);
    app.use(atEnd());
    const { body } = await fetchFrom(await listen(express().use('/a', app)), '/a', { method: 'PUT' });
    expect(body).toBe('["GET"]');
  });

  it.each(['/:s', ['/ab', '/de'], /^\/[a-z]{2}/])(
    'asks a mounted app whose mount path is %j',
    async (mount) => {
      const app = express().get('/c', fine).put('/ab/c', fine);
      app.use(atEnd());
      const port = await listen(express().use(mount, app));
      const ask = async (path: string) => (await fetchFrom(port, path, { method: 'DELETE' })).body;
      expect(await ask('/ab/c')).toBe('["GET"]');
      expect(await ask('/de/d')).toBe('[]');
    },
  );

  it('asks an app that a function has been given the request for, as vhost does', async () => {
    const app = express().get('/c', fine);
    app.use(atEnd());
    const parent = express().use('/ab', (...args) => app(...args));
    const { body } = await fetchFrom(await listen(parent), '/ab/c', { method: 'DELETE' });
    expect(body).toBe('["GET"]');
  });

  it('gives none where the mount path has a parameter, and it cannot see who asks', async () => {
    // Cutting the length of the mount path off would leave `/c` for the route.
    const app = express().get('/c', fine);
    app.use((request, response) => void response.json(expressMethods(request)));
    const { body } = await fetchFrom(await listen(express().use('/:s', app)), '/ab/c', { method: 'PUT' });
    expect(body).toBe('[]');
  });

  it('leaves a mounted app to itself', async () => {
    const mounted = express().get('/b', fine);
    expect(await found(express().use('/a', mounted), '/a/b')).toEqual([]);
  });

  it.each(surprises)('gives none for %s', (_name, router) => {
    expect(
      expressMethods({ method: 'PUT', originalUrl: '/a', url: '/a', app: { path: () => '', router } }),
    ).toEqual([]);
  });

  it('matches regular expressions, patterns in a segment, and lists of paths', async () => {
    const app = express();
    app.get(/^\/a\/(\d+)$/, fine);
    app.put('/a/:from-:to', fine);
    app.patch(['/b', '/a/{:id}'], fine);
    app.use(['/x', '/y/:z'], Router({ mergeParams: true }).get('/c', fine));
    app.use(atEnd());
    const port = await listen(app);
    const ask = async (path: string) => (await fetchFrom(port, path, { method: 'DELETE' })).body;
    expect(await ask('/a/42')).toBe('["GET","PATCH"]');
    expect(await ask('/a/1-2')).toBe('["PUT","PATCH"]');
    expect(await ask('/b')).toBe('["PATCH"]');
    expect(await ask('/x/c')).toBe('["GET"]');
    expect(await ask('/y/1/c')).toBe('["GET"]');
    expect(await ask('/y/c')).toBe('[]');
  });

  it('follows the settings of each router', async () => {
    const app = express();
    app.use('/a', Router({ strict: true, caseSensitive: true }).get('/b', fine), Router().put('/b', fine));
    app.use(atEnd());
    const port = await listen(app);
    const ask = async (path: string) => (await fetchFrom(port, path, { method: 'DELETE' })).body;
    expect(await ask('/A/b')).toBe('["GET","PUT"]');
    expect(await ask('/a/B')).toBe('["PUT"]');
    expect(await ask('/a/b/')).toBe('["PUT"]');
  });

  it('does not run what stands on the way to a route', async () => {
    const calls: string[] = [];
    const router = Router();
    router.param('id', (_request, _response, next) => (calls.push('param'), next()));
    router.route('/:id').get(fine);
    expect(await found(express().use('/a', router), '/a/1')).toEqual(['GET']);
    expect(calls).toEqual([]);
  });

  it('counts nothing behind the one who asks, as no request comes there', async () => {
    const app = express();
    app.use('/a', Router().get('/b', fine).use(atEnd()).put('/b', fine));
    app.delete('/a/b', fine);
    app.use(atEnd());
    const port = await listen(app.patch('/c', fine));
    const ask = async (path: string) => (await fetchFrom(port, path, { method: 'POST' })).body;
    expect(await ask('/a/b')).toBe('["GET"]');
    expect(await ask('/c')).toBe('[]');
  });

  it('is asked from a router, and from below a path', async () => {
    const app = express().get('/a/b/c', fine);
    app.use('/a', Router().use('/:id', Router().put('/c', fine).use(atEnd())));
    app.use('/d', atEnd());
    const port = await listen(app.get('/d', fine));
    const ask = async (path: string) => (await fetchFrom(port, path, { method: 'POST' })).body;
    expect(await ask('/a/b/c')).toBe('["GET","PUT"]');
    expect(await ask('/d')).toBe('[]');
  });

  it('takes the path that the routers see, as long as it is the end of the one that was sent', async () => {
    const app = express();
    app.use((request, _response, next) => {
      request.url = request.url.replace(/^\/v1/, '').replace('/old', '/new');
      next();
    });
    app.get(['/a', '/new', '/old'], fine);
    app.use(atEnd());
    // What `connect` leaves of a request below a path.
    const port = await listen((request, response) => {
      const { url = '' } = request;
      app(Object.assign(request, { originalUrl: url, url: url.slice('/shop'.length) }), response);
    });
    const ask = async (path: string) => (await fetchFrom(port, path, { method: 'POST' })).body;
    expect(await ask('/shop/a')).toBe('["GET"]');
    expect(await ask('/shop/v1/a?b=/c')).toBe('["GET"]');
    // Routes in front of the middleware have seen another path.
    expect(await ask('/shop/old')).toBe('[]');
  });

  it('finds for OPTIONS what Express is going to answer with, and not what its routers have left out', async () => {
    const app = express();
    app.use(
      Router()
        .use((_request, _response, next) => next('router'))
        .get('/a', fine),
    );
    app.put('/a', fine);
    app.use(atEnd());
    const port = await listen(app);
    expect((await fetchFrom(port, '/a', { method: 'OPTIONS' })).body).toBe('["PUT"]');
    expect((await fetchFrom(port, '/a', { method: 'DELETE' })).body).toBe('["GET","PUT"]');
  });

  it('takes a target in absolute form', async () => {
    const app = express().use('/a', Router().get('/b', fine));
    app.use(atEnd());
    const text = await exchange(
      await listen(app),
      'PUT http://test/a/b?c HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n',
    );
    expect(text).toMatch(/\r\n\r\n\["GET"\]$/);
  });

  it('leaves routes out that would not serve the request', async () => {
    const other = (): undefined => undefined;
    const app = express().get('/a', fine).put('/a', other).patch('/a', fine, other);
    const serves = (handler: object): boolean => handler === fine;
    app.use((request, response) => void response.json(expressMethods(request, { serves })));
    const { body } = await fetchFrom(await listen(app), '/a', { method: 'DELETE' });
    expect(body).toBe('["GET"]');
  });
});
