import { pathOf } from '@statusquo/core';
import { METHODS } from 'node:http';

/** What the walk reads of a request of Express, also of one that Nest serves on Express. */
export interface ExpressRequest {
  readonly method: string;
  readonly originalUrl: string;
  /** What the routers around the current handler have taken of the path; none in what Express has not seen. */
  readonly baseUrl?: string;
  /** What they have left of it. */
  readonly url: string;
  readonly app: object;
}

/** How far the walk goes, and what counts on it. */
export interface ExpressWalk {
  /** The middleware that asks: what comes behind it is never reached, and does not count. */
  readonly end?: object;
  /** Whether a route with this handler would take the request, if its method were another; throws where that is not known. */
  readonly serves?: (handler: object) => boolean;
}

/** The shape of an Express app and of the `router` package: `lib/layer.js`, `lib/route.js`. */
interface App {
  path(): string;
  readonly router: Router;
  /** The router of Express 4, whose `router` throws. */
  readonly _router?: Router;
}

interface Router {
  readonly stack: readonly Layer[];
}

interface Layer {
  /** What the last match took of the path; before router 2.3 only here. */
  readonly path?: string;
  readonly route?: Route;
  readonly handle: object & { readonly stack?: readonly Layer[] };
  match(path: string): boolean | { readonly path: string };
}

interface Route {
  readonly methods: Readonly<Record<string, boolean>>;
  readonly stack: readonly { readonly handle: object }[];
}

/**
 * The methods of the routes of an Express app that match the path of a request. The shape of the router is not documented,
 * so any surprise gives none; a mounted app keeps its routes to itself.
 */
export function expressMethods(request: ExpressRequest, walk: ExpressWalk = {}): readonly string[] {
  try {
    const app = request.app as App;
    const path = routedPath(request);
    for (const mount of mountsOf(app, request, walk)) {
      if (path === undefined || !path.startsWith(mount)) continue;
      const methods = new Set<string>();
      const isAtEnd = collect(
        methods,
        (app._router ?? app.router).stack,
        path.slice(mount.length),
        mount,
        request,
        walk,
      );
      if (isAtEnd || walk.end === undefined) return [...methods];
    }
    return [];
  } catch {
    return [];
  }
}

/** The path as the routers saw it; none where middleware has put another one in its place. */
function routedPath({ originalUrl, baseUrl = '', url }: ExpressRequest): string | undefined {
  const original = pathOf(originalUrl);
  const current = pathOf(url);
  // The router puts a slash where it has taken all of the path.
  if (current === '/' && baseUrl !== '' && original.endsWith(baseUrl)) return baseUrl;
  return original.endsWith(baseUrl + current) ? baseUrl + current : undefined;
}

/** Where the app may be mounted: a path with a parameter tells nothing, nor does a function, so the asker has to be found there. */
function mountsOf(app: App, { baseUrl = '' }: ExpressRequest, { end }: ExpressWalk): readonly string[] {
  if (end === undefined) return [app.path()];
  const segments = baseUrl.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** Adds the methods of the routes that match; true where the end of the walk is reached. */
function collect(
  methods: Set<string>,
  stack: readonly Layer[],
  rest: string,
  base: string,
  request: ExpressRequest,
  walk: ExpressWalk,
): boolean {
  const path = rest || '/';
  for (const layer of stack) {
    const match = layer.match(path);
    if (!match) continue;
    if (layer.route !== undefined) {
      for (const method of methodsOf(layer.route, walk)) methods.add(method);
      continue;
    }
    const taken = (match === true ? layer.path : match.path) ?? '';
    const left = path.slice(taken.length);
    // A pattern may match in the middle of a path, or of a segment: the router does not go in there either.
    if (!path.startsWith(taken) || !/^(\/|$)/.test(left)) continue;
    const inner = (base + taken).replace(/\/$/, '');
    if (layer.handle === walk.end && inner === (request.baseUrl ?? '')) return true;
    if (layer.handle.stack === undefined) continue;
    const nested = new Set<string>();
    const isAtEnd = collect(nested, layer.handle.stack, left, inner, request, walk);
    // A router answers OPTIONS for its own routes. One that did not has been left by `next('router')`.
    if (isAtEnd || walk.end === undefined || request.method !== 'OPTIONS') {
      for (const method of nested) methods.add(method);
    }
    if (isAtEnd) return true;
  }
  return false;
}

function methodsOf(route: Route, { serves }: ExpressWalk): readonly string[] {
  const methods = Object.keys(route.methods).filter((method) => method !== '_all');
  // `all` takes every method, under its own name in a router and under all of theirs in an app, and has passed this one on.
  if (methods.length >= METHODS.length) return [];
  if (serves !== undefined && !route.stack.every(({ handle }) => serves(handle))) return [];
  return methods.map((method) => method.toUpperCase());
}
