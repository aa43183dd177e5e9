import type { Bookshop } from '@bookshop/domain';
import type Router from '@koa/router';
import { UpgradeRequired } from '@statusquo/koa';
import { exactRouter, type State } from './middleware.ts';

/** What is neither a book nor an order. */
export function siteRoutes(shop: Bookshop): Router<State> {
  const router = exactRouter();

  router.get('/catalog', (ctx) => {
    ctx.body = null;
    ctx.status = 301;
    ctx.set('Location', '/books');
  });

  router.get('/stock-feed', () => {
    // Whoever asks for a WebSocket has got one before Koa saw the request.
    throw new UpgradeRequired({ upgrade: 'websocket' });
  });

  router.get('/boom', () => shop.boom());

  return router;
}
