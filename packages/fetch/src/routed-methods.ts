/** What is read of a Hono app. */
export interface HonoApp<Environment extends object = object> {
  readonly routes: readonly { readonly method: string }[];
  readonly router: {
    match(method: string, path: string): readonly [readonly Match[], ...(readonly unknown[])];
  };
  getPath(request: Request, options?: Environment): string;
}

type Match = readonly [
  handler: readonly [handler: unknown, route: { readonly method: string }],
  ...(readonly unknown[]),
];

/**
 * The methods of the routes of a Hono app that match the path of a request, for `unmatched`. Middleware and routes made with
 * `all` count for none: they took the request, and passed it on.
 *
 * @example app.notFound((c) => toResponse(unmatched(routedMethods(app, c.req.raw)), c.req.raw, options, c.res.headers));
 */
export function routedMethods(app: HonoApp, request: Request): readonly string[] {
  try {
    return methodsAt(app, app.getPath(request));
  } catch {
    // A router of the user's may not take every path: 404, as in any doubt.
    return [];
  }
}

function methodsAt(app: HonoApp, path: string): readonly string[] {
  const methods = new Set(app.routes.map(({ method }) => method));
  methods.delete('ALL');
  return [...methods].filter((name) =>
    app.router.match(name, path)[0].some(([[, { method }]]) => method === name),
  );
}
