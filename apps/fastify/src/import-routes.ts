import { importContent, parseId } from '@bookshop/domain';
import type { FastifyPluginAsync } from 'fastify';
import { authenticate, bytesOf, expects, type RouteOptions } from './hooks.ts';

/** The routes below /imports. */
export const importRoutes: FastifyPluginAsync<RouteOptions> = async (app, { shop }) => {
  app.addHook('onRequest', authenticate(shop, 'staff'));

  app.post(
    '',
    { preParsing: expects(importContent), bodyLimit: importContent.limit },
    async (request, reply) => {
      const id = shop.imports.start(bytesOf(request));
      return reply.code(202).header('location', `/imports/${id}`).send();
    },
  );

  app.get<{ Params: { readonly id: string } }>('/:id(^.+$)', async (request) =>
    shop.imports.get(parseId(request.params.id)),
  );
};
