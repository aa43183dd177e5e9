import type { Context } from 'koa';
import { Stream } from 'node:stream';

type Response = Context['response'];

const watched = new WeakSet<object>();

/**
 * Koa swallows the failure of a body that middleware has piped into another, such as a compressor, which then waits for
 * ever: lib/response.js, set body. Once for each app.
 */
export function watchBodies({ app: { response } }: Context): void {
  if (watched.has(response)) return;
  watched.add(response);
  const accessor = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(response), 'body');
  if (accessor === undefined) return;
  Object.defineProperty(response, 'body', {
    ...accessor,
    set(this: Response, body: unknown) {
      const { body: source, ctx } = this;
      accessor.set?.call(this, body);
      // Only where problemDetails has come by is `onerror` a member of the context itself.
      if (
        source !== body &&
        source instanceof Stream &&
        body instanceof Stream &&
        Object.hasOwn(ctx, 'onerror')
      )
        source.once('error', (error: Error) => ctx.onerror(error));
    },
  });
}
