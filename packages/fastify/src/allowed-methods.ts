import type { FastifyRequest } from 'fastify';

/** The methods of the routes that match the path of a request; none where that cannot be known. */
export function allowedMethods({ raw, server }: FastifyRequest): readonly string[] {
  const url = raw.url ?? '';
  // Fastify derives these two by itself. A route with a constraint of the app's own does not match here: a 404, not a 405.
  const constraints = { host: raw.headers.host, version: raw.headers['accept-version'] };
  return server.supportedMethods.filter((method) => {
    const route = server.findRoute({
      method,
      url,
      constraints: constraints as Record<string, string>,
    }) as Route | null;
    return route !== null && !takesEverything(route, url);
  });
}

interface Route {
  readonly params: Readonly<Record<string, string | undefined>>;
}

/** Whether a route matches every path (@fastify/cors has one for OPTIONS), and so says nothing about this one. */
function takesEverything({ params: { '*': rest } }: Route, url: string): boolean {
  const [path = ''] = url.split('?', 1);
  // By its segments, as what is left of the path comes decoded.
  return rest !== undefined && rest.split('/').length >= path.split('/').length - 1;
}
