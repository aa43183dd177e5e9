import type { Request } from 'express';

/** What the walk reads of a layer of the `router` package: `router/lib/layer.js`, `router/lib/route.js`. */
interface Layer {
  readonly path?: string;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  match(path: string): boolean;
}

/**
 * The methods of the routes that match the path of a request. The shape of the router is not documented, so any surprise
 * gives none; a mounted app keeps its routes to itself.
 */
export function allowedMethods(request: Request): readonly string[] {
  try {
    const [path = ''] = request.originalUrl.split('?', 1);
    const mount = request.app.path();
    if (!path.startsWith(mount)) return [];
    const { router } = request.app as unknown as { router: { stack: readonly Layer[] } };
    return [...methodsOf(router.stack, path.slice(mount.length) || '/')];
  } catch {
    return [];
  }
}

function* methodsOf(stack: readonly Layer[], path: string): Generator<string> {
  for (const layer of stack) {
    if (!layer.match(path)) continue;
    if (layer.route !== undefined) {
      for (const [method, isHandled] of Object.entries(layer.route.methods)) if (isHandled) yield method.toUpperCase();
    } else if (layer.handle.stack !== undefined) {
      yield* methodsOf(layer.handle.stack, path.slice(layer.path?.length ?? 0) || '/');
    }
  }
}
