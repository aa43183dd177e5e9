import { createResponder, HttpError, unmatched, type Answer, type ProblemDetailsOptions, type Report } from '@statusquo/core';
import { requestView, responseView, send } from '@statusquo/node';
import type { Context, Middleware } from 'koa';
import { inspect, types } from 'node:util';

/**
 * Answers every error of a Koa app as a problem document: what middleware throws, a body stream that fails, and the
 * requests that nothing answered. Install it first: `app.use(problemDetails())`.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function problemDetails(options: ProblemDetailsOptions<Context> = {}): Middleware {
  const respond = createResponder(options);

  const answer = (error: unknown, ctx: Context): Answer<Context> => {
    const result = respond(error, requestView(ctx.req, ctx), responseView(ctx.req, ctx.res));
    emit(result.report, ctx);
    return result;
  };

  return async (ctx, next) => {
    if (options.onError !== undefined) silence(ctx);
    // Koa calls this for what fails after all middleware; with null when a response is finished.
    ctx.onerror = (error: unknown) => {
      if (error !== null && error !== undefined) send(answer(error, ctx), ctx.res);
    };
    try {
      await next();
      if (isUnanswered(ctx)) apply(answer(ctx.status === 404 ? unmatched(allowedMethods(ctx)) : new HttpError(ctx.status), ctx), ctx);
    } catch (error) {
      apply(answer(error, ctx), ctx);
    }
  };
}

/** An error status that nobody gave a body; a body of null is one that was given. */
function isUnanswered(ctx: Context): boolean {
  return ctx.status >= 400 && ctx.body === undefined && ctx.respond !== false && !ctx.headerSent;
}

/** The methods of the routes of @koa/router that match the path. */
function allowedMethods(ctx: Context): readonly string[] {
  const { matched } = ctx as { matched?: readonly { readonly methods: readonly string[] }[] };
  return matched?.flatMap((layer) => layer.methods) ?? [];
}

/** Leaves the answer to Koa, so that middleware in front of this one still has its say. */
function apply(answer: Answer<Context>, ctx: Context): void {
  if (answer.action !== 'send') {
    send(answer, ctx.res);
    ctx.respond = false;
    return;
  }
  ctx.respond = true;
  for (const name of answer.remove) ctx.remove(name);
  ctx.status = answer.status;
  ctx.body = answer.body;
  // Koa recomputes Content-Type and Content-Length when the body is assigned, so our fields go last.
  for (const [name, value] of Object.entries(answer.headers)) ctx.set(name, [value].flat());
}

/** Koa's contract: whatever becomes a 5xx is emitted on the app, as an Error. */
function emit({ status, error }: Report, ctx: Context): void {
  if (status < 500 || ctx.app.listenerCount('error') === 0) return;
  const isError = error instanceof Error || types.isNativeError(error);
  try {
    ctx.app.emit('error', isError ? error : new Error(`non-error thrown: ${inspect(error)}`, { cause: error }), ctx);
  } catch {
    // A listener that throws must not keep the answer from the client.
  }
}

/** `onError` replaces Koa's log line. The listener stays: without one, Koa keeps the errors of streams to itself. */
function silence({ app }: Context): void {
  if (!app.listeners('error').includes(app.onerror)) return;
  app.off('error', app.onerror);
  app.on('error', () => undefined);
}
