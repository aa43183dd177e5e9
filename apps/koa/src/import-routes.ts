import { importContent, parseId, type Bookshop } from '@bookshop/domain';
import type Router from '@koa/router';
import { exactRouter, readBody, signedIn, type State } from './middleware.ts';

/** The routes of imports. */
export function importRoutes(shop: Bookshop): Router<State> {
  const router = exactRouter();
  const staff = signedIn(shop, 'staff');

  router.post('/imports', staff, async (ctx) => {
    const id = shop.imports.start(await readBody(ctx, importContent));
    ctx.body = null;
    ctx.status = 202;
    ctx.set('Location', `/imports/${id}`);
  });

  router.get('/imports/:id', staff, async (ctx) => {
    ctx.body = await shop.imports.get(parseId(ctx.params.id));
  });

  return router;
}
