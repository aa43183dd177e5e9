import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  RegisterOptions,
} from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { allowedMethods } from './allowed-methods.ts';
import { createAnswerer } from './answerer.ts';
import { refuseCall } from './refuse-call.ts';
import { createHandlers, isBelow, missingConstants, provideHandlers } from './server-errors.ts';
import { watchHandlers } from './watch-handlers.ts';
import { watchStreams } from './watch-streams.ts';

type Options = ProblemDetailsOptions<FastifyRequest>;

/**
 * Answers every error of a Fastify app, or of the scope or the prefix it is registered with, as a problem document: what
 * handlers and hooks throw, what Fastify raises itself, and the requests that no route answered. Register it first, and
 * construct the app with `frameworkErrors` and `clientErrorHandler`.
 *
 * @throws {TypeError} at start, if an option is unknown, or has a value it cannot have.
 */
export const problemDetails: FastifyPluginAsync<Options> = fastifyPlugin(install, {
  fastify: '^5.5.0',
  name: '@statusquo/fastify',
});

// Asynchronous, as Fastify lets a plugin that throws at once end the process.
async function install(app: FastifyInstance, given: Options & RegisterOptions): Promise<void> {
  refuseCall('problemDetails', given);
  const { prefix, logLevel: _level, logSerializers: _serializers, ...options } = given;
  const handlers = createHandlers(options, app);
  const { answer } = handlers;
  const part = `${app.prefix}/${prefix ?? ''}`.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
  provideHandlers(app, handlers, part);
  const parent = Object.getPrototypeOf(app) as Partial<FastifyInstance>;
  if (parent.prefix === undefined && part === '') warn(app);

  const { errorHandler: others } = app;
  const onError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    if (prefix === undefined || isBelow(part, request.routeOptions.url ?? request.url))
      answer(error, request, reply);
    // Fastify gives an Error to the handler that was there before.
    else if (error instanceof Error) void reply.send(error);
    else others(error as FastifyError, request, reply);
  };
  explain(
    () => app.setErrorHandler(onError),
    'problemDetails answers errors, and this app has an error handler already: remove it, or set it in a scope of its own',
  );
  const onUnmatched = (request: FastifyRequest, reply: FastifyReply): void => {
    answer(unmatched(allowedMethods(request)), request, reply);
  };
  if (prefix !== undefined) {
    app.register(
      (scope, _, next) => {
        scope.setNotFoundHandler(onUnmatched);
        next();
      },
      { prefix },
    );
  } else if (app.prefix !== parent.prefix) {
    // A scope without a prefix of its own shares the unknown paths of the one around it.
    setNotFoundHandler(app, onUnmatched);
  }
  watchHandlers(app, answer);
  // Without `onError`, a stream that fails midway has a line in Fastify's own log.
  watchStreams(app, options.onError === undefined ? createAnswerer(options, () => undefined) : answer);
}

function setNotFoundHandler(
  app: FastifyInstance,
  handler: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  explain(
    () => app.setNotFoundHandler(handler),
    'problemDetails answers unknown routes, and this app has a not-found handler already: remove it, or set it in a scope with a prefix',
  );
}

/** Says what to do about a handler that Fastify does not take. */
function explain(set: () => unknown, what: string): void {
  try {
    set();
  } catch (cause) {
    throw new Error(`@statusquo/fastify: ${what}`, { cause });
  }
}

function warn(app: FastifyInstance): void {
  const missing = missingConstants(app);
  if (missing.length > 0) {
    app.log.warn(
      `@statusquo/fastify: construct the app with Fastify({ ${missing.join(', ')} }), exported by @statusquo/fastify; without, Fastify answers some errors itself`,
    );
  }
  app.addHook('onReady', async () => {
    // What Fastify prints for its own handler: lib/error-handler.js, rootErrorHandler.
    if (!app.printRoutes({ includeMeta: ['errorHandler'] }).includes('"defaultErrorHandler()"')) return;
    app.log.warn(
      "@statusquo/fastify: register problemDetails before the routes; those that were there before it keep Fastify's error handler",
    );
  });
}
