import { jsonContent, parseId, parseJson, parseOrder, type Bookshop } from '@bookshop/domain';
import { Router, type NextFunction, type Request } from 'express';
import { body, exactly, signedIn, type SignedIn } from './middleware.ts';

/** The routes of orders. */
export function orderRoutes(shop: Bookshop): Router {
  const router = Router(exactly);
  const limited = (_req: Request, res: SignedIn, next: NextFunction): void => {
    shop.orderLimit.count(res.locals.user.sub);
    next();
  };

  router.post('/orders', signedIn(shop), limited, body(jsonContent), async (req: Request, res: SignedIn) => {
    const wanted = parseOrder(parseJson(req.body as Buffer | undefined));
    const order = await shop.orders.place(res.locals.user, wanted);
    res.status(201).location(`/orders/${order.id}`).json(order);
  });

  router.get('/orders/:id', signedIn(shop), async (req: Request<{ id: string }>, res: SignedIn) => {
    res.json(await shop.orders.get(res.locals.user, parseId(req.params.id)));
  });

  return router;
}
