import cors from '@fastify/cors';
import { fastify, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:http2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestApp } from '../test/app.ts';
import { ask, rawAsk, serve, type Sent } from '../test/exchange.ts';
import {
  clientErrorHandler,
  frameworkErrors,
  problemDetails,
  Unauthorized,
  type ProblemDetailsOptions,
} from './index.ts';

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

  it('do not ask for a version where no route has one', async () => {
    const headers = { 'accept-version': '1.x' };
    expect(await allowOf((app) => app.get('/', fine), [{ method: 'POST', headers }])).toEqual([
      [405, 'GET, HEAD'],
    ]);
  });

  it('are never those of another host', async () => {
    const declare = (app: FastifyInstance): void => {
      app.get('/', { constraints: { host: 'a.example' } }, fine);
      app.put('/', { constraints: { host: /^b\.example/ } }, fine);
      app.patch('/', { constraints: { host: 'b.example', version: '1.0.0' } }, fine);
      app.delete('/', fine);
    };
    const post = (host: string, version?: string): Sent => ({
      method: 'POST',
      headers: { host, ...(version !== undefined && { 'accept-version': version }) },
    });
    expect(
      await allowOf(declare, [
        post('a.example'),
        post('b.example'),
        post('b.example', '1.x'),
        post('c.example'),
      ]),
    ).toEqual([
      [405, 'DELETE, GET, HEAD'],
      [405, 'DELETE, PUT'],
      [405, 'PATCH'],
      [405, 'DELETE'],
    ]);
  });

  it('are those of the authority over HTTP/2', async () => {
    const app = fastify({ http2: true, frameworkErrors, clientErrorHandler });
    app.register(problemDetails);
    app.get('/', { constraints: { host: /^127\.0\.0\.1:/ } }, fine);
    app.put('/', { constraints: { host: 'a.example' } }, fine);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const session = connect(app.listeningOrigin);
    onTestFinished(async () => {
      session.destroy();
      await app.close();
    });
    const stream = session.request({ ':method': 'DELETE', ':path': '/' });
    const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
    expect(headers).toMatchObject({ ':status': 405, allow: 'GET, HEAD' });
  });

  /** A constraint that takes the value of a field. */
  const tenant = (more?: object) => ({
    name: 'tenant',
    storage: () => {
      const handlers = new Map<unknown, never>();
      return {
        get: (name: unknown) => handlers.get(name) ?? null,
        set: (name: unknown, handler: unknown) => void handlers.set(name, handler as never),
      };
    },
    deriveConstraint: (request: { readonly headers: IncomingHttpHeaders }) =>
      String(request.headers['x-tenant']),
    ...more,
  });
  const ofTenants = (app: FastifyInstance): void => {
    app.get('/', { constraints: { tenant: 'a' } }, fine);
    app.put('/', { constraints: { tenant: 'b' } }, fine);
  };
  const postAs = (name: string): Sent => ({ method: 'POST', headers: { 'x-tenant': name } });

  it("are those that a constraint of the app's own leaves", async () => {
    const settings = { routerOptions: { constraints: { tenant: tenant() } } };
    expect(
      await allowOf(ofTenants, [postAs('a'), postAs('b'), postAs('c'), { method: 'POST' }], { settings }),
    ).toEqual([
      [405, 'GET, HEAD'],
      [405, 'PUT'],
      [404, undefined],
      [404, undefined],
    ]);
  });

  it('are none where a constraint is derived later', async () => {
    const deriveConstraint = (
      { headers }: { readonly headers: IncomingHttpHeaders },
      _context: unknown,
      done: (error: null, value: unknown) => void,
    ): void => done(null, headers['x-tenant']);
    const settings = { routerOptions: { constraints: { tenant: tenant({ deriveConstraint }) } } };
    const declare = (app: FastifyInstance): void => {
      ofTenants(app);
      app.get('/free', fine);
    };
    expect(await allowOf(declare, [postAs('a'), { ...postAs('a'), path: '/free' }], { settings })).toEqual([
      [404, undefined],
      [405, 'GET, HEAD'],
    ]);
  });

  it('are none where Fastify keeps a constraint to itself', async () => {
    const declare = (app: FastifyInstance): void => {
      app.addConstraintStrategy(tenant());
      ofTenants(app);
    };
    expect(await allowOf(declare, [postAs('a')])).toEqual([[404, undefined]]);
  });

  it('are none where a constraint fails', async () => {
    let calls = 0;
    const deriveConstraint = (): string => {
      if (++calls > 1) throw new Error('no tenant');
      return 'a';
    };
    const settings = { routerOptions: { constraints: { tenant: tenant({ deriveConstraint }) } } };
    expect(await allowOf(ofTenants, [postAs('a')], { settings })).toEqual([[404, undefined]]);
  });

  it('are those of the path that `rewriteUrl` gives', async () => {
    const settings: FastifyServerOptions = { rewriteUrl: ({ url = '' }) => url.replace('/old', '/new') };
    const declare = (app: FastifyInstance): void => {
      app.get('/new', fine);
      app.put('/old', fine);
    };
    expect(await allowOf(declare, [{ method: 'POST', path: '/old' }], { settings })).toEqual([
      [405, 'GET, HEAD'],
    ]);
  });

  it('are those of a target in absolute form', async () => {
    const { app } = createTestApp();
    app.register(problemDetails);
    app.get('/*', fine);
    app.put('/a/b', fine);
    const port = await serve(app);
    const answer = (path: string): Promise<string> =>
      rawAsk(port, `DELETE http://test${path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n`);
    expect(await answer('/a/b?c=d')).toContain('\r\nallow: PUT\r\n');
    expect(await answer('/a/c')).toMatch(/^HTTP\/1\.1 404 /);
    expect(await answer('?a')).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('are none where the router refuses a parameter for its length', async () => {
    const declare = (app: FastifyInstance): unknown => app.get('/books/:id', fine);
    const path = `/books/${'9'.repeat(101)}`;
    const [get, post] = await allowOf(declare, [{ path }, { method: 'POST', path }]);
    expect(get?.[0]).not.toBe(200);
    expect(post).toEqual([404, undefined]);
  });

  it('do not name OPTIONS for the preflights of a whole scope', async () => {
    const declare = async (app: FastifyInstance): Promise<void> => {
      await app.register(
        async (scope) => {
          await scope.register(cors);
          scope.get('/books', fine);
        },
        { prefix: '/v1/api' },
      );
      app.options('/exact', fine);
    };
    expect(
      await allowOf(declare, [
        { method: 'PUT', path: '/v1/api/nowhere' },
        { method: 'PUT', path: '/v1/api/books' },
        { method: 'PUT', path: '/exact' },
      ]),
    ).toEqual([
      [404, undefined],
      [405, 'GET, HEAD'],
      [405, 'OPTIONS'],
    ]);
  });

  it('are none where a route takes every method and gives up', async () => {
    const declare = (app: FastifyInstance): unknown =>
      app.all('/', (_request, reply) => reply.callNotFound());
    expect(await allowOf(declare, [{ method: 'POST' }])).toEqual([[404, undefined]]);
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

  it('are told after the hooks of the app, and before those of a scope', async () => {
    const refuse = (): never => {
      throw new Unauthorized();
    };
    const declare = (app: FastifyInstance): void => {
      app.addHook('onRequest', async ({ url }) => (url.startsWith('/hidden') ? refuse() : undefined));
      app.get('/hidden', fine);
      app.register(
        async (scope) => {
          scope.addHook('onRequest', async () => refuse());
          scope.get('/', fine);
        },
        { prefix: '/scope' },
      );
    };
    expect(
      await allowOf(declare, [
        { method: 'POST', path: '/hidden' },
        { path: '/scope' },
        { method: 'POST', path: '/scope' },
      ]),
    ).toEqual([
      [401, undefined],
      [401, undefined],
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
