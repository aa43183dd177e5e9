import type { FastifyInstance, FastifyServerOptions } from 'fastify';

/** What an app was constructed with; Fastify has no public name for the functions among its options: lib/symbols.js, kOptions. */
export function constructionOptions(app: FastifyInstance): FastifyServerOptions | undefined {
  // A scope inherits from the app around it.
  for (
    let scope: object | null = app;
    scope !== null;
    scope = Object.getPrototypeOf(scope) as object | null
  ) {
    const key = Object.getOwnPropertySymbols(scope).find(
      ({ description }) => description === 'fastify.options',
    );
    if (key !== undefined) return (scope as Readonly<Record<symbol, FastifyServerOptions>>)[key];
  }
  return undefined;
}
