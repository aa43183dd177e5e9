import { clientErrorHandler, frameworkErrors, problemDetails } from '@statusquo/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { addressOf } from '../host.ts';
import { deletes, type Limited } from './limited.ts';

const construction = { frameworkErrors, clientErrorHandler, forceCloseConnections: true } as const;

interface Fields {
  readonly headers: IncomingHttpHeaders;
}

/** A constraint that takes the value of a field. */
const byShop = (more?: object) => ({
  name: 'shop',
  storage: () => {
    const handlers = new Map<unknown, never>();
    return {
      get: (shop: unknown) => handlers.get(shop) ?? null,
      set: (shop: unknown, handler: unknown) => void handlers.set(shop, handler as never),
    };
  },
  deriveConstraint: ({ headers }: Fields) => String(headers['x-shop']),
  ...more,
});

const byShopLater = byShop({
  deriveConstraint({ headers }: Fields, _context: unknown, done: (error: null, shop: unknown) => void): void {
    done(null, headers['x-shop']);
  },
});

function limited(create: () => FastifyInstance): Limited {
  return {
    ask: { path: deletes.path, request: { ...deletes.request, headers: [['X-Shop', 'north']] } },
    async start(_host, options) {
      const app = create();
      await app.register(problemDetails, options);
      app.get('/books', { constraints: { shop: 'north' } }, () => 'fine');
      await app.listen({ host: '127.0.0.1', port: 0 });
      return { port: addressOf(app.server).port, close: () => app.close() };
    },
  };
}

export const derivedLater = limited(() =>
  fastify({ ...construction, routerOptions: { constraints: { shop: byShopLater } } }),
);

export const addedLater = limited(() => {
  const app = fastify(construction);
  app.addConstraintStrategy(byShop());
  return app;
});
