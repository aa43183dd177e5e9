import type { Bookshop } from '@bookshop/domain';
import { problemDetails } from '@statusquo/koa';
import Koa from 'koa';
import { bookRoutes } from './book-routes.ts';
import { importRoutes } from './import-routes.ts';
import { checkPath } from './middleware.ts';
import { orderRoutes } from './order-routes.ts';
import { siteRoutes } from './site-routes.ts';

/** The bookshop on Koa. */
export function createApp(shop: Bookshop): Koa {
  const app = new Koa();
  app.use(problemDetails());
  app.use((ctx, next) => {
    shop.drain.refuse(ctx.res);
    return next();
  });
  app.use(checkPath);
  for (const routes of [siteRoutes, bookRoutes, orderRoutes, importRoutes]) app.use(routes(shop).routes());
  return app;
}
