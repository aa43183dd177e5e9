import {
  createResponder,
  HttpError,
  unmatched,
  type Answer,
  type ProblemDetailsOptions,
  type Report,
  type RequestView,
  type ResponseView,
} from '@statusquo/core';
import { isConnectionError, requestView, responseView, send } from '@statusquo/node';
import type { Context, Middleware } from 'koa';
import { METHODS } from 'node:http';
import { inspect, types } from 'node:util';
import { watchBodies } from './watch-bodies.ts';

/**
 * Answers every error of a Koa app as a problem document: what middleware throws, a body that fails, and the requests that
 * nothing answered. Install it first: `app.use(problemDetails())`.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function problemDetails(
  options: ProblemDetailsOptions<Context> = {},
  // Koa would take the function itself, uncalled, for middleware, whose arguments are required.
  ..._none: never[]
): Middleware {
  const respond = createResponder(options);
  const isLoggedByKoa = options.onError === undefined;

  const answer = (error: unknown, ctx: Context): Answer<Context> => {
    const result = respond(error, requestOf(ctx), responseOf(ctx));
    if (result.status >= 500) emit(result.report, ctx, isLoggedByKoa);
    return result;
  };

  return async (ctx, next) => {
    ctx.onerror = onErrorOf(ctx, (error) => send(answer(error, ctx), ctx.res));
    keepOpen(ctx);
    watchBodies(ctx);
    try {
      await next();
      if (isUnanswered(ctx)) apply(answer(missing(ctx), ctx), ctx);
    } catch (error) {
      apply(answer(error, ctx), ctx);
    }
  };
}

/**
 * What Koa calls for whatever fails after all middleware. It also calls it with null for a response that is finished, with
 * the error of a connection that the client broke, and several times for a body stream that fails.
 */
function onErrorOf(ctx: Context, answer: (error: unknown) => void): (error: unknown) => void {
  let isAnswered = false;
  return (error) => {
    if (isAnswered || error == null || isConnectionError(error, ctx.req, ctx.res)) return;
    isAnswered = true;
    answer(error);
  };
}

/** Answers a body stream that fails, or cuts its answer, where Koa's `pipeline` would just end the connection. */
function keepOpen(ctx: Context): void {
  const { req, res } = ctx;
  const destroy = res.destroy.bind(res);
  res.destroy = (error) => {
    const { phase } = responseView(req, res);
    if (error === undefined || (phase !== 'open' && phase !== 'started')) return destroy(error);
    ctx.onerror(error);
    return res;
  };
}

/** The request as the client sent it: Koa writes a path that middleware changes into Node's request. */
function requestOf(ctx: Context): RequestView<Context> {
  const { originalUrl = ctx.originalUrl } = ctx.req as { originalUrl?: string };
  return requestView(ctx.req, ctx, originalUrl);
}

/** The response; of a 405 that has no Allow (RFC 9110 §15.5.6) the router knows it: `allowedMethods({ throw: true })`. */
function responseOf(ctx: Context): ResponseView {
  const view = responseView(ctx.req, ctx.res);
  const allow = (): string | undefined => {
    const methods = allowedMethods(ctx);
    // Where a route takes the method, a 405 is that route's own.
    return methods.includes(ctx.method) ? undefined : methods.join(', ') || undefined;
  };
  return {
    phase: view.phase,
    headerNames: () => view.headerNames(),
    header: (name) => view.header(name) ?? (name === 'allow' ? allow() : undefined),
  };
}

/** Whether nobody gave an error status a body. A body that was set to null is one that was given. */
function isUnanswered(ctx: Context): boolean {
  return ctx.status >= 400 && ctx.body === undefined && ctx.respond !== false && !ctx.headerSent;
}

function missing(ctx: Context): unknown {
  return ctx.status === 404 ? unmatched(allowedMethods(ctx)) : new HttpError(ctx.status);
}

/** The methods of the routes of @koa/router that match the path; another router may mean something else by `matched`. */
function allowedMethods(ctx: Context): string[] {
  const { matched } = ctx as { matched?: unknown };
  if (!Array.isArray(matched)) return [];
  return matched.flatMap((layer: { methods?: string[] } | null) => {
    const methods = layer?.methods ?? [];
    // `all` takes every method, and has passed this one on.
    return methods.length < METHODS.length ? methods : [];
  });
}

/** Leaves the answer to Koa, so that middleware in front of this one still has its say. */
function apply(answer: Answer<Context>, ctx: Context): void {
  ctx.respond = answer.action === 'send';
  if (!ctx.respond) return send(answer, ctx.res);
  const { remove, status, headers, body } = answer;
  for (const name of remove) ctx.remove(name);
  ctx.status = status;
  // Before the body, which would get a type of Koa's otherwise.
  for (const [name, value] of Object.entries(headers)) ctx.res.setHeader(name, value);
  // Node glues a string to the head and writes both as UTF-8, which garbles Latin-1 field values, also those that come later.
  ctx.body = Buffer.from(body);
  // For HEAD, Koa has counted no bytes.
  if (body === '') ctx.res.setHeader('Content-Length', headers['Content-Length'] as string);
}

/** Koa's contract: whatever becomes a 5xx is emitted on the app, as an Error. `onError` replaces the log line, not this. */
function emit({ error }: Report, ctx: Context, isLoggedByKoa: boolean): void {
  const { app } = ctx;
  const { silent } = app;
  try {
    if (!isLoggedByKoa) app.silent = true;
    app.emit('error', toError(error), ctx);
  } catch {
    // A listener that throws must not keep the answer from the client.
  } finally {
    app.silent = silent;
  }
}

function toError(value: unknown): Error {
  try {
    if (types.isNativeError(value) || value instanceof Error) return value;
    return new Error(`non-error thrown: ${inWords(value).slice(0, 1000)}`, { cause: value });
  } catch {
    return new Error('non-error thrown', { cause: value });
  }
}

/** A thrown value in short. What has members is not gone through: listing them takes as long as there are many. */
function inWords(value: unknown): string {
  if (value !== Object(value) && typeof value !== 'bigint') return inspect(value);
  const { message } = value as { readonly message?: unknown };
  return typeof message === 'string' ? message : Object.prototype.toString.call(value);
}
