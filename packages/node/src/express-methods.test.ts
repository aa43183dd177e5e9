import express, { Router, type Express } from 'express';
import OldRouter from 'router-2.2';
import { describe, expect, it } from 'vitest';
import { fetchFrom, listen } from '../test/wire.ts';
import { expressMethods } from './express-methods.ts';

/** What an app that sends it at the end of its routes finds for a path. */
async function found(app: Express, path: string): Promise<unknown> {
  app.use((request, response) => void response.json(expressMethods(request)));
  const { body } = await fetchFrom(await listen(app), path, { method: 'DELETE' });
  return JSON.parse(body);
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
    app.use((request, response) => void response.json(expressMethods(request)));
    const parent = express().use('/a', express().use('/b', app));
    const port = await listen(parent);
    expect((await fetchFrom(port, '/a/b/c', { method: 'PUT' })).body).toBe('["GET"]');
    expect((await fetchFrom(port, '/a/b', { method: 'PUT' })).body).toBe('[]');
  });

  it('finds the root of a mounted app', async () => {
    const app = express().get('/', fine);
    app.use((request, response) => void response.json(expressMethods(request)));
    const { body } = await fetchFrom(await listen(express().use('/a', app)), '/a', { method: 'PUT' });
    expect(body).toBe('["GET"]');
  });

  it('gives none where the path does not start like the mount path', async () => {
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
    expect(expressMethods({ originalUrl: '/a', app: { path: () => '', router } })).toEqual([]);
  });
});
