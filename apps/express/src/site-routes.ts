import type { Bookshop } from '@bookshop/domain';
import { UpgradeRequired } from '@statusquo/express';
import { Router } from 'express';
import { exactly } from './middleware.ts';

/** What is neither a book nor an order. */
export function siteRoutes(shop: Bookshop): Router {
  const router = Router(exactly);

  router.get('/catalog', (_req, res) => {
    res.status(301).location('/books').end();
  });

  router.get('/stock-feed', () => {
    // Whoever asks for a WebSocket has got one before Express saw the request.
    throw new UpgradeRequired({ upgrade: 'websocket' });
  });

  router.get('/boom', () => shop.boom());

  return router;
}
