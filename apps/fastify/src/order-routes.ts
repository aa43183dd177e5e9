import { jsonContent, parseId, parseJson, parseOrder } from '@bookshop/domain';
import type { FastifyPluginAsync } from 'fastify';
import { authenticate, bytesOf, expects, userOf, type RouteOptions } from './hooks.ts';

/** The routes below /orders. */
export const orderRoutes: FastifyPluginAsync<RouteOptions> = async (app, { shop }) => {
  app.addHook('onRequest', authenticate(shop));

  app.post(
    '',
    {
      onRequest: async (request) => shop.orderLimit.count(userOf(request).sub),
      preParsing: expects(jsonContent),
      bodyLimit: jsonContent.limit,
    },
    async (request, reply) => {
      const order = await shop.orders.place(userOf(request), parseOrder(parseJson(bytesOf(request))));
      return reply.code(201).header('location', `/orders/${order.id}`).send(order);
    },
  );

  app.get<{ Params: { readonly id: string } }>('/:id(^.+$)', async (request) =>
    shop.orders.get(userOf(request), parseId(request.params.id)),
  );
};
