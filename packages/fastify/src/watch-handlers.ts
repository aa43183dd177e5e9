import { isConnectionError } from '@statusquo/node';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Answerer } from './answerer.ts';

/** Fastify drops what a handler throws after it has answered, or hijacked the reply: lib/wrap-thenable.js, lib/reply.js. */
export function watchHandlers(app: FastifyInstance, answer: Answerer): void {
  app.addHook('onRoute', (route) => {
    route.handler = watched(route.handler, answer);
  });
}

function watched(handler: RouteOptions['handler'], answer: Answerer): RouteOptions['handler'] {
  return function (request, reply) {
    const fail = (error: unknown): void => {
      if (!isDropped(error, request, reply)) throw error;
      answer(error, request, reply);
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
