import type { Bookshop } from '@bookshop/domain';
import { problemDetails } from '@statusquo/express';
import express, { type Express } from 'express';
import { bookRoutes } from './book-routes.ts';
import { importRoutes } from './import-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { siteRoutes } from './site-routes.ts';

/** The bookshop on Express. */
export function createApp(shop: Bookshop): Express {
  const app = express();
  app.disable('x-powered-by');
  // The routes whose answers have an entity tag make it themselves.
  app.disable('etag');

  app.use((_req, res, next) => {
    shop.drain.refuse(res);
    next();
  });
  app.use(siteRoutes(shop), bookRoutes(shop), orderRoutes(shop), importRoutes(shop));
  app.use(problemDetails());
  return app;
}
