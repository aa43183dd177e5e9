import { METHODS } from 'node:http';

/** What the walk reads of a request of Express, also of one that Nest serves on Express. */
export interface ExpressRequest {
  readonly originalUrl: string;
  readonly app: object;
}

/** The shape of an Express app and of the `router` package: `lib/layer.js`, `lib/route.js`. */
interface App {
  path(): string;
  readonly router: { readonly stack: readonly Layer[] };
}

interface Layer {
  /** What the last match took of the path; before router 2.3 only here. */
  readonly path?: string;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  match(path: string): boolean | { readonly path: string };
}

/**
 * The methods of the routes of an Express app that match the path of a request. The shape of the router is not documented,
 * so any surprise gives none; a mounted app keeps its routes to itself.
 */
export function expressMethods(request: ExpressRequest): readonly string[] {
  try {
    const [path = ''] = request.originalUrl.split('?', 1);
    const app = request.app as App;
    const mount = app.path();
    if (!path.startsWith(mount)) return [];
    return [...methodsOf(app.router.stack, path.slice(mount.length) || '/')];
  } catch {
    return [];
  }
}

function* methodsOf(stack: readonly Layer[], path: string): Generator<string> {
  for (const layer of stack) {
    const match = layer.match(path);
    if (!match) continue;
    if (layer.route !== undefined) {
      const methods = Object.keys(layer.route.methods).filter((method) => method !== '_all');
      // `all` takes every method, under its own name in a router and under all of theirs in an app, and has passed this one on.
      if (methods.length < METHODS.length) yield* methods.map((method) => method.toUpperCase());
    } else if (layer.handle.stack !== undefined) {
      const taken = (match === true ? layer.path : match.path) ?? '';
      const rest = path.slice(taken.length);
      // A pattern may match in the middle of a path, or of a segment: the router does not go in there either.
      if (path.startsWith(taken) && /^(\/|$)/.test(rest)) yield* methodsOf(layer.handle.stack, rest || '/');
    }
  }
}
