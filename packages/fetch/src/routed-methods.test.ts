import { Hono, type Context } from 'hono';
import { LinearRouter } from 'hono/router/linear-router';
import { PatternRouter } from 'hono/router/pattern-router';
import { TrieRouter } from 'hono/router/trie-router';
import { describe, expect, it } from 'vitest';
import { routedMethods } from './index.ts';

const ok = (c: Context): Response => c.text('ok');

function shop(app: Hono): Hono {
  app.use(async (_c, next) => next());
  app.use('/orders/*', async (_c, next) => next());
  app.get('/orders', ok).post('/orders', ok);
  app.put('/orders/:id', ok).delete('/orders/:id{[0-9]+}', ok);
  app.get('/files/*', ok);
  app.all('/any', ok);
  app.on('PURGE', '/cache', ok);
  const lines = new Hono().get('/:line', ok).patch('/:line', ok);
  app.route('/orders/:id/lines', lines);
  app.route('/v2', new Hono().basePath('/api').post('/orders', ok));
  return app;
}

const methodsAt = (app: Hono, path: string, method = 'GET'): readonly string[] =>
  routedMethods(app, new Request(`http://shop.example${path}`, { method }));

describe('routedMethods', () => {
  const routers = {
    default: () => new Hono(),
    linear: () => new Hono({ router: new LinearRouter() }),
    pattern: () => new Hono({ router: new PatternRouter() }),
    trie: () => new Hono({ router: new TrieRouter() }),
  };

  describe.each(Object.entries(routers))('with the %s router', (_name, make) => {
    const app = shop(make());
    it.each([
      ['/orders', ['GET', 'POST']],
      ['/orders?page=2', ['GET', 'POST']],
      ['/orders/abc', ['PUT']],
      ['/orders/42', ['PUT', 'DELETE']],
      ['/files/a/b', ['GET']],
      ['/cache', ['PURGE']],
      ['/orders/42/lines/7', ['GET', 'PATCH']],
      ['/v2/api/orders', ['POST']],
      ['/any', []],
      ['/nowhere', []],
    ])('finds the methods of %s', (path, methods) => {
      expect(methodsAt(app, path).toSorted()).toEqual(methods.toSorted());
    });
  });

  it('finds none where the router does not take the path', () => {
    const app = new Hono({
      getPath: () => {
        throw new Error('a path of another kind');
      },
    }).get('/orders', ok);
    expect(methodsAt(app, '/orders')).toEqual([]);
  });

  it('follows the setting for slashes', () => {
    const strict = new Hono().get('/orders', ok);
    const loose = new Hono({ strict: false }).get('/orders', ok);
    expect([methodsAt(strict, '/orders/'), methodsAt(loose, '/orders/')]).toEqual([[], ['GET']]);
  });
});
