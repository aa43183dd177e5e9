import type { FastifyInstance, RouteOptions } from 'fastify';
import findMyWay from 'find-my-way';
import type { IncomingMessage } from 'node:http';

/** The routes of an app, which Fastify lets nobody ask by path. */
export interface RouteTable {
  add(route: Pick<RouteOptions, 'method' | 'url' | 'constraints'>): void;
  /** The methods of the routes that match the path of a request; none where that cannot be known. */
  methodsFor(request: IncomingMessage): readonly string[];
}

/** Makes a table that matches as the app does: case, slashes, versions and hosts. */
export function createRouteTable(app: FastifyInstance): RouteTable {
  const {
    caseSensitive,
    ignoreTrailingSlash,
    ignoreDuplicateSlashes,
    useSemicolonDelimiter,
    maxParamLength,
  } = {
    ...app.initialConfig,
    ...app.initialConfig.routerOptions,
  };
  const settings = {
    caseSensitive,
    ignoreTrailingSlash,
    ignoreDuplicateSlashes,
    useSemicolonDelimiter,
    maxParamLength,
  };
  const router = findMyWay(
    Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  );
  const methods = new Set<string>();

  return {
    add({ method, url, constraints = {} }) {
      // A route for everything (@fastify/cors has one for OPTIONS) says nothing about a path.
      if (url === '*' || url === '/*') return;
      for (const name of [method].flat()) {
        try {
          router.on(name as 'GET', url, { constraints }, () => undefined);
          methods.add(name);
        } catch {
          // A constraint of the app's own, or the same route twice in two scopes: what is not in the table is a 404.
        }
      }
    },
    methodsFor({ url = '', headers }) {
      const constraints = { host: headers.host, version: headers['accept-version'] };
      return [...methods].filter(
        (name) => router.find(name as 'GET', url, constraints as Record<string, string>) !== null,
      );
    },
  };
}
