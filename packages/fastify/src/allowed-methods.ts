import { pathOf } from '@statusquo/core';
import type { FastifyRequest } from 'fastify';
import { routeConstraints } from './route-constraints.ts';

/**
 * The methods of the routes that match the path of a request, its host and its version; none where that cannot be known.
 *
 * @param serves Whether what Fastify has found would take the request, if its method were another; throws where that is not known.
 */
export function allowedMethods(
  request: FastifyRequest,
  serves: (method: string, params: Params) => boolean = () => true,
): readonly string[] {
  const { raw, server } = request;
  const url = raw.url ?? '';
  try {
    const constraints = routeConstraints(request) as Record<string, string>;
    return server.supportedMethods.filter((method) => {
      const options = { method, url, constraints };
      const route = server.findRoute(options) as Route | null;
      // What stands for a path that the router refuses is made anew each time: find-my-way, `_onMaxParamLength`.
      const isRoute =
        route !== null && route.handler === (server.findRoute(options) as Route | null)?.handler;
      return isRoute && !saysNothing(route, method, url) && serves(method, route.params);
    });
  } catch {
    // A strategy of the app's own fails, or `serves` does not know.
    return [];
  }
}

type Params = Readonly<Record<string, string | undefined>>;

interface Route {
  readonly handler: unknown;
  readonly params: Params;
}

/** Whether a route matches so much that it says nothing about this path. */
function saysNothing({ params: { '*': rest } }: Route, method: string, url: string): boolean {
  if (rest === undefined) return false;
  // @fastify/cors has such a route for the preflights of all paths, or of all below a prefix.
  if (method === 'OPTIONS') return true;
  // By its segments, as what is left of the path comes decoded.
  return rest.split('/').length >= pathOf(url).split('/').length - 1;
}
