import { jsonContent, parseId, parseJson, parseOrder, type Bookshop } from '@bookshop/domain';
import type Router from '@koa/router';
import { exactRouter, readBody, signedIn, type State } from './middleware.ts';

/** The routes of orders. */
export function orderRoutes(shop: Bookshop): Router<State> {
  const router = exactRouter();

  router.post('/orders', signedIn(shop), async (ctx) => {
    shop.orderLimit.count(ctx.state.user.sub);
    const wanted = parseOrder(parseJson(await readBody(ctx, jsonContent)));
    const order = await shop.orders.place(ctx.state.user, wanted);
    ctx.status = 201;
    ctx.set('Location', `/orders/${order.id}`);
    ctx.body = order;
  });

  router.get('/orders/:id', signedIn(shop), async (ctx) => {
    ctx.body = await shop.orders.get(ctx.state.user, parseId(ctx.params.id));
  });

  return router;
}
