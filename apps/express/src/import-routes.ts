import { importContent, parseId, type Bookshop } from '@bookshop/domain';
import { Router, type Request, type Response } from 'express';
import { body, exactly, signedIn } from './middleware.ts';

/** The routes of imports. */
export function importRoutes(shop: Bookshop): Router {
  const router = Router(exactly);
  const staff = signedIn(shop, 'staff');

  router.post('/imports', staff, body(importContent), (req: Request, res: Response) => {
    const id = shop.imports.start(req.body as Buffer | undefined);
    res.status(202).location(`/imports/${id}`).end();
  });

  router.get('/imports/:id', staff, async (req: Request<{ id: string }>, res: Response) => {
    res.json(await shop.imports.get(parseId(req.params.id)));
  });

  return router;
}
