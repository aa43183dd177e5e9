import type { Bookshop } from '@bookshop/domain';
import { clientErrorHandler, frameworkErrors, problemDetails } from '@statusquo/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { bookRoutes } from './book-routes.ts';
import { importRoutes } from './import-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { siteRoutes } from './site-routes.ts';

/** The bookshop on Fastify. */
export async function createApp(shop: Bookshop): Promise<FastifyInstance> {
  const app = fastify({
    frameworkErrors,
    clientErrorHandler,
    // Standard output is for the line that says where the server listens.
    logger: { level: 'error', stream: process.stderr },
    // What is too long for an ISBN is judged like any other text that is none.
    routerOptions: { maxParamLength: 16_384 },
  });
  await app.register(problemDetails);

  app.addHook('onRequest', async (_request, reply) => shop.drain.refuse(reply.raw));
  app.decorateRequest('user', null);
  // Bodies stay bytes: the routes that want one look at its head first, and the rest ignore theirs.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.addContentTypeParser(
    ['application/json', 'application/x-ndjson'],
    { parseAs: 'buffer' },
    (_request, bytes, done) => done(null, bytes),
  );

  await app.register(siteRoutes, { shop });
  await app.register(bookRoutes, { shop, prefix: '/books' });
  await app.register(orderRoutes, { shop, prefix: '/orders' });
  await app.register(importRoutes, { shop, prefix: '/imports' });
  await app.ready();
  return app;
}
