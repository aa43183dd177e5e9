import {
  entityTag,
  isNotModified,
  jsonContent,
  parseBook,
  parseBookUpdate,
  parseIsbn,
  parseJson,
  parsePage,
  requireIfMatch,
  type Bookshop,
} from '@bookshop/domain';
import { MethodNotAllowed } from '@statusquo/express';
import { Router, type Request, type Response } from 'express';
import { body, exactly, signedIn } from './middleware.ts';

/** The routes of books. */
export function bookRoutes(shop: Bookshop): Router {
  const router = Router(exactly);
  const staff = signedIn(shop, 'staff');

  router
    .route('/books')
    .get(async (req, res) => sendTagged(req, res, await shop.books.list(parsePage(req.url))))
    .post(staff, body(jsonContent), async (req: Request, res: Response) => {
      const book = await shop.books.add(parseBook(parseJson(req.body as Buffer | undefined)));
      res.status(201).location(`/books/${book.isbn}`).json(book);
    });

  router
    .route('/books/featured')
    .get(async (_req, res) => {
      const { isbn } = await shop.books.featured();
      res.status(302).location(`/books/${isbn}`).end();
    })
    .all((req, _res, next) => {
      // Without this, PUT and DELETE would take it for an ISBN. OPTIONS is for Express to answer.
      if (req.method !== 'OPTIONS') throw new MethodNotAllowed({ allow: ['GET'] });
      next();
    });

  router
    .route('/books/:isbn')
    .get(async (req, res) => sendTagged(req, res, await shop.books.get(parseIsbn(req.params.isbn))))
    .put(staff, checkUpdate, body(jsonContent), async (req: Request<{ isbn: string }>, res: Response) => {
      const book = parseBookUpdate(parseJson(req.body as Buffer | undefined), req.params.isbn);
      await shop.books.replace(book, requireIfMatch(req.get('if-match')));
      res.status(204).end();
    })
    .delete(staff, async (req: Request<{ isbn: string }>, res: Response) => {
      await shop.books.remove(parseIsbn(req.params.isbn));
      res.status(204).end();
    });

  router.get('/books/:isbn/price', async (req, res) => {
    res.json(await shop.priceOf(parseIsbn(req.params.isbn)));
  });

  return router;
}

/** What has to be right before the body of an update is worth reading. */
function checkUpdate(req: Request<{ isbn: string }>, _res: Response, next: () => void): void {
  requireIfMatch(req.get('if-match'));
  parseIsbn(req.params.isbn);
  next();
}

/** Sends a value with its entity tag, unless the client has it already. */
function sendTagged(req: Request, res: Response, value: object): void {
  const tag = entityTag(value);
  res.set('ETag', tag);
  if (isNotModified(req.get('if-none-match'), tag)) res.status(304).end();
  else res.json(value);
}
