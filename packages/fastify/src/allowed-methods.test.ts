import cors from '@fastify/cors';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../test/app.ts';
import { ask, serve, type Sent } from '../test/exchange.ts';
import { problemDetails, type ProblemDetailsOptions } from './index.ts';

interface Answered {
  readonly status: number;
  readonly allow: string | undefined;
}

/** What each of some requests gets from an app with these routes. */
async function allowOf(
  declare: (app: FastifyInstance) => unknown,
  requests: readonly Sent[],
  { settings, options }: { settings?: FastifyServerOptions; options?: ProblemDetailsOptions } = {},
): Promise<readonly (readonly [Answered['status'], Answered['allow']])[]> {
  const { app } = createTestApp(settings);
  app.register(problemDetails, options ?? {});
  await declare(app);
  const port = await serve(app);
  const answers = await Promise.all(requests.map((sent) => ask(port, sent)));
  return answers.map(({ status, headers }) => [status, headers.allow] as const);
}

const fine = (): Promise<string> => Promise.resolve('fine');

describe('allowedMethods', () => {
  it('are those of all routes of the path, with parameters too', async () => {
    const declare = (app: FastifyInstance): void => {
      app.get('/books/:id', fine);
      app.patch('/books/:isbn', fine);
      app.route({ method: ['PUT', 'DELETE'], url: '/books/:id', handler: fine });
      app.get('/books', fine);
    };
    expect(
      await allowOf(declare, [
        { method: 'POST', path: '/books/42?page=1' },
        { method: 'POST', path: '/books/%C3%A9' },
        { method: 'POST', path: '/books/42/pages' },
        { method: 'PROPFIND', path: '/books/42' },
      ]),
    ).toEqual([
      [405, 'DELETE, GET, HEAD, PATCH, PUT'],
      [405, 'DELETE, GET, HEAD, PATCH, PUT'],
      [404, undefined],
      [405, 'DELETE, GET, HEAD, PATCH, PUT'],
    ]);
  });

  it('include those of routes in scopes, before and after the plugin', async () => {
    const declare = async (app: FastifyInstance): Promise<void> => {
      app.get('/early', fine);
      await app.register(
        async (scope) => {
          scope.get('/', fine);
          scope.post('/late', fine);
        },
        { prefix: '/scope' },
      );
    };
    expect(
      await allowOf(declare, [
        { method: 'PUT', path: '/early' },
        { method: 'PUT', path: '/scope' },
        { method: 'PUT', path: '/scope/' },
        { method: 'PUT', path: '/scope/late' },
      ]),
    ).toEqual([
      [405, 'GET, HEAD'],
      [405, 'GET, HEAD'],
      [405, 'GET, HEAD'],
      [405, 'POST'],
    ]);
  });

  it('include a method that the app has added', async () => {
    const declare = (app: FastifyInstance): void => {
      app.addHttpMethod('PROPFIND');
      app.route({ method: 'PROPFIND', url: '/', handler: fine });
    };
    expect(await allowOf(declare, [{}])).toEqual([[405, 'PROPFIND']]);
  });

  it.each([
    [{}, [404, 404, 404]],
    [{ routerOptions: { caseSensitive: false } }, [405, 404, 404]],
    [{ routerOptions: { ignoreTrailingSlash: true } }, [404, 405, 404]],
    [{ routerOptions: { ignoreDuplicateSlashes: true } }, [404, 404, 405]],
  ])('match as the app does: %j', async (settings, expected) => {
    const requests = ['/A/B', '/a/b/', '/a//b'].map((path) => ({ method: 'POST', path }));
    const answers = await allowOf((app) => app.get('/a/b', fine), requests, { settings });
    expect(answers.map(([status]) => status)).toEqual(expected);
  });

  it('are those of the version and the host that were asked for', async () => {
    const declare = (app: FastifyInstance): void => {
      app.get('/version', { constraints: { version: '1.0.0' } }, fine);
      app.put('/version', { constraints: { version: '2.0.0' } }, fine);
      app.get('/host', { constraints: { host: 'a.example' } }, fine);
    };
    const post = (path: string, headers: Readonly<Record<string, string>>): Sent => ({
      method: 'POST',
      path,
      headers,
    });
    expect(
      await allowOf(declare, [
        post('/version', { 'accept-version': '1.x' }),
        post('/version', { 'accept-version': '2.x' }),
        post('/version', { 'accept-version': '3.x' }),
        post('/version', {}),
        post('/host', { host: 'a.example' }),
        post('/host', { host: 'b.example' }),
      ]),
    ).toEqual([
      [405, 'GET, HEAD'],
      [405, 'PUT'],
      [404, undefined],
      [404, undefined],
      [405, 'GET, HEAD'],
      [404, undefined],
    ]);
  });

  it("are none where a constraint of the app's own decides", async () => {
    const settings: FastifyServerOptions = {
      routerOptions: {
        constraints: {
          tenant: {
            name: 'tenant',
            storage: () => {
              const handlers = new Map<unknown, never>();
              return {
                get: (tenant) => handlers.get(tenant) ?? null,
                set: (tenant, handler) => void handlers.set(tenant, handler as never),
              };
            },
            deriveConstraint: (request) => String(request.headers['x-tenant']),
          },
        },
      },
    };
    const declare = (app: FastifyInstance): unknown => app.get('/', { constraints: { tenant: 'a' } }, fine);
    const headers = { 'x-tenant': 'a' };
    expect(await allowOf(declare, [{ headers }, { method: 'POST', headers }], { settings })).toEqual([
      [200, undefined],
      [404, undefined],
    ]);
  });

  it('are none where a route takes everything', async () => {
    const declare = async (app: FastifyInstance): Promise<void> => {
      await app.register(cors);
      app.get('/files/*', fine);
      app.get('/*', fine);
      app.post('/orders', fine);
    };
    expect(
      await allowOf(declare, [
        { method: 'PUT', path: '/nowhere' },
        { method: 'PUT', path: '/caf%C3%A9/%2525' },
        { method: 'PUT', path: '/files/a.csv' },
        { method: 'PUT', path: '/orders' },
      ]),
    ).toEqual([
      [404, undefined],
      [404, undefined],
      [405, 'GET, HEAD'],
      [405, 'POST'],
    ]);
  });

  it('do not make a 405 of a route that gives up', async () => {
    const declare = (app: FastifyInstance): unknown =>
      app.get('/', (_request, reply) => reply.callNotFound());
    expect(await allowOf(declare, [{}, { method: 'POST' }])).toEqual([
      [404, undefined],
      [405, 'GET, HEAD'],
    ]);
  });

  it('do not matter where methodNotAllowed is false', async () => {
    const options = { methodNotAllowed: false };
    expect(await allowOf((app) => app.get('/', fine), [{ method: 'POST' }], { options })).toEqual([
      [404, undefined],
    ]);
  });
});
