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
    /** Answers what Fastify would drop; whether it would. */
    const isAnswered = (error: unknown): boolean => {
      const isBegun = hasBegun(reply) && !reply.sent;
      if (!isBegun && !isDropped(error, request, reply)) return false;
      answer(error, request, reply, isBegun);
      return true;
    };
    let result: unknown;
    try {
      result = handler.call(this, request, reply);
    } catch (error) {
      if (!isAnswered(error)) throw error;
      // Fastify waits for it, where it would send once more.
      return reply;
    }
    // A reply is thenable too, and Fastify looks after that itself.
    if (result === reply || !isThenable(result)) return result;
    return new Promise((resolve, reject) => {
      result.then(resolve, (error: unknown) => {
        if (isAnswered(error)) resolve(reply);
        // Which costs less than to throw once more.
        else reject(error);
      });
    });
  };
}

/** Whether Fastify would say no more than a line in its log. The arguments of other plugins' handlers may be other things. */
function isDropped(error: unknown, request: FastifyRequest, reply: FastifyReply): boolean {
  return reply.sent && !isConnectionError(error, request.raw, reply.raw);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
