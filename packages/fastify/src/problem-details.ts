import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import type { FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { createAnswerer } from './answerer.ts';
import { createRouteTable } from './route-table.ts';
import { missingConstants, provideOptions } from './server-errors.ts';
import { watchStreams } from './watch-streams.ts';

type Options = ProblemDetailsOptions<FastifyRequest>;

/**
 * Answers every error of a Fastify app, or of the scope it is registered in, as a problem document: what handlers and hooks
 * throw, what Fastify raises itself, and the requests that no route answered. Register it first, and construct the app
 * with `frameworkErrors` and `clientErrorHandler`.
 *
 * @throws {TypeError} at start, if an option is unknown, or has a value it cannot have.
 */
export const problemDetails: FastifyPluginCallback<Options> = fastifyPlugin(install, {
  fastify: '5.x',
  name: '@statusquo/fastify',
});

function install(app: FastifyInstance, given: Options, done: () => void): void {
  warn(app);
  // Fastify hands on what `register` takes for itself.
  const {
    prefix: _p,
    logLevel: _l,
    logSerializers: _s,
    ...options
  } = given as Options & Record<string, unknown>;
  const answer = createAnswerer(options);
  provideOptions(app, options);
  const routes = createRouteTable(app);

  app.addHook('onRoute', (route) => routes.add(route));
  app.setErrorHandler((error, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answer(unmatched(routes.methodsFor(request.raw)), request, reply),
  );
  watchStreams(app, answer);
  done();
}

function warn(app: FastifyInstance): void {
  const missing = missingConstants(app);
  if (missing.length > 0) {
    app.log.warn(
      `@statusquo/fastify: construct the app with Fastify({ ${missing.join(', ')} }), both exported here; without, Fastify answers some errors itself`,
    );
  }
  if (app.printRoutes() !== '(empty tree)') {
    app.log.warn(
      '@statusquo/fastify: register problemDetails before the routes; those that exist already are not known for 405',
    );
  }
}
