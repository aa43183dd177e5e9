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
    const fail = (error: unknown): unknown => {
      const isBegun = hasBegun(reply) && !reply.sent;
      if (!isBegun && !isDropped(error, request, reply)) throw error;
      answer(error, request, reply, isBegun);
      // Fastify waits for it, where it would send once more.
      return isBegun ? reply : undefined;
    };
    try {
      // A reply is thenable too, and Fastify looks after that itself.
      const result: unknown = handler.call(this, request, reply);
      return result !== reply && isThenable(result) ? result.then((value) => value, fail) : result;
    } catch (error) {
      return fail(error);
    }
  };
}

/** Whether Fastify would say no more than a line in its log. The arguments of other plugins' handlers may be other things. */
function isDropped(error: unknown, request: FastifyRequest, reply: FastifyReply): boolean {
  return reply.sent && !isConnectionError(error, request.raw, reply.raw);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
