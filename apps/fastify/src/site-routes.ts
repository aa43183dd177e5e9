import { UpgradeRequired } from '@statusquo/fastify';
import type { FastifyPluginAsync } from 'fastify';
import type { RouteOptions } from './hooks.ts';

/** The routes that belong to no resource. */
export const siteRoutes: FastifyPluginAsync<RouteOptions> = async (app, { shop }) => {
  app.get('/catalog', (_request, reply) => reply.redirect('/books', 301));

  // An upgrade never gets as far: the stock feed takes it from the server.
  app.get('/stock-feed', () => {
    throw new UpgradeRequired({ upgrade: 'websocket' });
  });

  app.get('/boom', () => shop.boom());
};
