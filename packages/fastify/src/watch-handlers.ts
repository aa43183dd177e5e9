import { isConnectionError } from '@statusquo/node';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Answerer } from './answerer.ts';
import { hasBegun } from './watch-streams.ts';

/**
 * Fastify drops what a handler throws after it has answered, or hijacked the reply (lib/wrap-thenable.js, lib/reply.js), and takes
 * some of what an error handler throws for an answer.
 */
export function watchHandlers(app: FastifyInstance, answer: Answerer): void {
  app.addHook('onRoute', (route) => {
    route.handler = watched(route.handler, answer);
    route.errorHandler &&= rejecting(route.errorHandler);
  });
  const { setErrorHandler } = app as unknown as ErrorHandling;
  // Scopes inherit it.
  Object.assign(app, {
    setErrorHandler(this: FastifyInstance, handler: ErrorHandler) {
      return setErrorHandler.call(this, rejecting(handler));
    },
  } satisfies ErrorHandling);
}

type ErrorHandler = NonNullable<RouteOptions['errorHandler']>;

interface ErrorHandling {
  setErrorHandler: (this: FastifyInstance, handler: ErrorHandler) => FastifyInstance;
}

/** Fastify sends what an error handler throws at once, if that is no Error; not what it rejects with: lib/error-handler.js. */
function rejecting(handler: ErrorHandler): ErrorHandler {
  // Fastify refuses what is no function.
  if (typeof handler !== 'function') return handler;
  return function (error, request, reply): unknown {
    try {
      return handler.call(this, error, request, reply);
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}

function watched(handler: RouteOptions['handler'], answer: Answerer): RouteOptions['handler'] {
  return function (request, reply) {
    let result: unknown;
    try {
      result = handler.call(this, request, reply);
    } catch (error) {
      if (!isAnswered(error, request, reply, answer)) throw error;
      return reply;
    }
    // A reply is thenable too, and Fastify looks after that itself.
    if (result === reply || !isThenable(result)) return result;
    // Not by `then` alone: to reject costs less than to throw once more.
    return new Promise((resolve, reject) => {
      Promise.resolve(result).then(resolve, (error: unknown) => {
        if (isAnswered(error, request, reply, answer)) resolve(reply);
        else reject(error);
      });
    });
  };
}

/**
 * Answers an error that Fastify would no more than log, or would send after an answer that has begun; tells whether it did. The handler
 * gives the reply then, for which Fastify waits. Never throws.
 */
function isAnswered(error: unknown, request: FastifyRequest, reply: FastifyReply, answer: Answerer): boolean {
  try {
    const isBegun = hasBegun(reply) && !reply.sent;
    const isDropped = reply.sent && !isConnectionError(error, request.raw, reply.raw);
    if (!isBegun && !isDropped) return false;
    answer(error, request, reply, isBegun);
    return true;
  } catch {
    // Another plugin has wrapped the handler, and calls it with other things.
    return false;
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
