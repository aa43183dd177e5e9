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
} from '@bookshop/domain';
import { MethodNotAllowed } from '@statusquo/fastify';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, bytesOf, expects, type RouteOptions } from './hooks.ts';

interface ByIsbn {
  readonly Params: { readonly isbn: string };
}

// For find-my-way a parameter may be empty, so that `/books/` would be the book without an ISBN.
const byIsbn = '/:isbn(^.+$)';

/** The routes below /books. */
export const bookRoutes: FastifyPluginAsync<RouteOptions> = async (app, { shop }) => {
  const staff = authenticate(shop, 'staff');
  const json = { preParsing: expects(jsonContent), bodyLimit: jsonContent.limit };

  app.get('', async (request, reply) => {
    return sendTagged(request, reply, await shop.books.list(parsePage(request.raw.url ?? '')));
  });

  app.post('', { onRequest: staff, ...json }, async (request, reply) => {
    const book = parseBook(parseJson(bytesOf(request)));
    await shop.books.add(book);
    return reply.code(201).header('location', `/books/${book.isbn}`).send(book);
  });

  app.get('/featured', async (_request, reply) => {
    const { isbn } = await shop.books.featured();
    return reply.redirect(`/books/${isbn}`, 302);
  });
  // Without it, PUT and DELETE would take `featured` for an ISBN.
  app.route({
    method: app.supportedMethods.filter((method) => !['GET', 'HEAD', 'OPTIONS'].includes(method)),
    url: '/featured',
    handler: () => {
      throw new MethodNotAllowed({ allow: ['GET'] });
    },
  });

  app.get<ByIsbn>(byIsbn, async (request, reply) => {
    return sendTagged(request, reply, await shop.books.get(parseIsbn(request.params.isbn)));
  });

  app.put<ByIsbn>(
    byIsbn,
    {
      onRequest: [
        staff,
        async ({ headers, params }) => {
          requireIfMatch(headers['if-match']);
          parseIsbn(params.isbn);
        },
      ],
      ...json,
    },
    async (request, reply) => {
      const book = parseBookUpdate(parseJson(bytesOf(request)), request.params.isbn);
      await shop.books.replace(book, requireIfMatch(request.headers['if-match']));
      return reply.code(204).send();
    },
  );

  app.delete<ByIsbn>(byIsbn, { onRequest: staff }, async (request, reply) => {
    await shop.books.remove(parseIsbn(request.params.isbn));
    return reply.code(204).send();
  });

  app.get<ByIsbn>(`${byIsbn}/price`, async (request) => shop.priceOf(parseIsbn(request.params.isbn)));
};

function sendTagged(request: FastifyRequest, reply: FastifyReply, value: object): FastifyReply {
  const tag = entityTag(value);
  void reply.header('etag', tag);
  return isNotModified(request.headers['if-none-match'], tag) ? reply.code(304).send() : reply.send(value);
}
