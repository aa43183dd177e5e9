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
import type Router from '@koa/router';
import { MethodNotAllowed } from '@statusquo/koa';
import type { Context } from 'koa';
import { exactRouter, readBody, signedIn, type State } from './middleware.ts';

/** The routes of books. */
export function bookRoutes(shop: Bookshop): Router<State> {
  const router = exactRouter();
  const staff = signedIn(shop, 'staff');

  router.get('/books', async (ctx) => {
    sendTagged(ctx, await shop.books.list(parsePage(ctx.url)));
  });

  router.post('/books', staff, async (ctx) => {
    const book = await shop.books.add(parseBook(parseJson(await readBody(ctx, jsonContent))));
    ctx.status = 201;
    ctx.set('Location', `/books/${book.isbn}`);
    ctx.body = book;
  });

  router.get('/books/featured', async (ctx) => {
    const { isbn } = await shop.books.featured();
    ctx.body = null;
    ctx.status = 302;
    ctx.set('Location', `/books/${isbn}`);
  });

  // Without this, PUT and DELETE would take it for an ISBN.
  router.all('/books/featured', () => {
    throw new MethodNotAllowed({ allow: ['GET'] });
  });

  router.get('/books/:isbn', async (ctx) => {
    sendTagged(ctx, await shop.books.get(parseIsbn(ctx.params.isbn)));
  });

  router.put('/books/:isbn', staff, async (ctx) => {
    const ifMatch = requireIfMatch(ctx.get('if-match'));
    const isbn = parseIsbn(ctx.params.isbn);
    const book = parseBookUpdate(parseJson(await readBody(ctx, jsonContent)), isbn);
    await shop.books.replace(book, ifMatch);
    ctx.status = 204;
  });

  router.delete('/books/:isbn', staff, async (ctx) => {
    await shop.books.remove(parseIsbn(ctx.params.isbn));
    ctx.status = 204;
  });

  router.get('/books/:isbn/price', async (ctx) => {
    ctx.body = await shop.priceOf(parseIsbn(ctx.params.isbn));
  });

  return router;
}

/** Sends a value with its entity tag, unless the client has it already. */
function sendTagged(ctx: Context, value: object): void {
  const tag = entityTag(value);
  ctx.set('ETag', tag);
  if (isNotModified(ctx.get('if-none-match'), tag)) ctx.status = 304;
  else ctx.body = value;
}
