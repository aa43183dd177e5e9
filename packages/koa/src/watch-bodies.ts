import type { Context } from 'koa';
import { finished, Stream, type Readable } from 'node:stream';

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
      if (source === body || !(body instanceof Stream) || !Object.hasOwn(ctx, 'onerror')) return;
      if (source instanceof Stream) source.once('error', (error: Error) => ctx.onerror(error));
      watchEnd(this, body);
    },
  });
}

/** Koa 2 pipes a body without watching its end: lib/application.js, respond. One that is closed before tells nobody. */
function watchEnd({ ctx, res }: Response, body: Stream): void {
  finished(body as Readable, { writable: false }, (error) => {
    const isSent = ctx.body === body && ctx.respond !== false && !res.writableEnded;
    if (error?.code === 'ERR_STREAM_PREMATURE_CLOSE' && isSent) ctx.onerror(error);
  });
}
