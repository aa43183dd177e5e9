import { HttpException, NotFoundException, StreamableFile, type HttpServer } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import { createServerHandlers, provideHandlers, watchStreams } from '@statusquo/fastify/internal';
import type { NodeResponse } from '@statusquo/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { cutEventStreams } from './event-streams.ts';
import { methodsOnExpress, watchRoutes } from './express-routes.ts';
import { boundRoutes, methodsOnFastify, refusesHost } from './fastify-routes.ts';
import { noteHosts } from './host-bound.ts';
import type { HttpAnswerer, HttpRequest } from './http.ts';
import { isInstance } from './is-instance.ts';
import { log } from './log.ts';
import { isMappingOf } from './mapped-by-nest.ts';
import { watchServer } from './watch-server.ts';

type Methods = (request: HttpRequest) => Iterable<string>;

/** Set on a request that came to Nest's handler for unknown routes: how to find the methods of its path. */
const unrouted: unique symbol = Symbol('unrouted');

type Unrouted = HttpRequest & { [unrouted]?: Methods | undefined };

/** What reached Nest from outside of its routes: from parsers, middleware and hooks. */
const raised = new WeakMap<HttpRequest, unknown>();

/** What the exception stands for: no route, what was raised before Nest made an exception of its own of it, or itself. */
export function originOf(exception: unknown, request: Unrouted): unknown {
  const methods = request[unrouted];
  if (methods !== undefined) {
    // What fails while that is sent is an error of its own.
    request[unrouted] = undefined;
    return unmatched(methods(request));
  }
  const original = raised.get(request);
  // A filter of the user's may have thrown something of its own since.
  return isInstance(exception, HttpException) && isMappingOf(exception, original) ? original : exception;
}

const watched = new WeakSet<HttpServer>();

/** Learns of what an adapter answers by itself: unknown routes, and on Express files that cannot be read. */
export function watchAdapter(
  adapter: HttpServer,
  answer: HttpAnswerer,
  options: ProblemDetailsOptions,
  modules: ModulesContainer | undefined,
): void {
  // Of several filters, the first: that of the module.
  if (watched.has(adapter)) return;
  watched.add(adapter);
  if (modules !== undefined) {
    noteHosts(modules);
    cutEventStreams(modules, adapter, answer);
  }
  if (adapter.getType() === 'fastify') watchFastify(adapter, answer, options);
  else watchExpress(adapter, answer, options);
}

function watchExpress(adapter: HttpServer, answer: HttpAnswerer, options: ProblemDetailsOptions): void {
  const methods: Methods = (request) => methodsOnExpress(adapter, request);
  watchRoutes(adapter);
  markUnrouted(adapter, methods);
  keepRaised(adapter);
  answerFailedFiles(adapter, answer);
  answerLast(adapter.getInstance() as ExpressApp, methods, answer);
  watchServer(adapter, options);
}

function watchFastify(adapter: HttpServer, answer: HttpAnswerer, options: ProblemDetailsOptions): void {
  const app = adapter.getInstance() as FastifyInstance;
  const routes = boundRoutes(app);
  const methods: Methods = (request) => methodsOnFastify(adapter, routes, request as FastifyRequest);
  markUnrouted(adapter, methods);
  markRefusedHosts(adapter, methods);
  keepRaised(adapter);
  watchStreams(app, answer);
  provideHandlers(app, { answer, ...createServerHandlers(options, log) });
}

function markUnrouted(adapter: HttpServer, methods: Methods): void {
  const setNotFoundHandler = adapter.setNotFoundHandler?.bind(adapter);
  // What Nest throws tells where it comes from only in its text, so the request is marked on the way there.
  adapter.setNotFoundHandler = (handler: (...args: unknown[]) => unknown, ...where) => {
    const marking = (request: Unrouted, ...others: unknown[]): unknown => {
      request[unrouted] = methods;
      return handler(request, ...others);
    };
    setNotFoundHandler?.(marking, ...where);
  };
}

/** On Fastify, a route that is bound to another host throws what Nest throws where it has no route. */
function markRefusedHosts(adapter: HttpServer, methods: Methods): void {
  const setErrorHandler = adapter.setErrorHandler?.bind(adapter);
  adapter.setErrorHandler = (handler: (...args: unknown[]) => unknown, ...where) => {
    const marking = (error: unknown, request: FastifyRequest & Unrouted, ...others: unknown[]): unknown => {
      if (refusesHost(error, request)) request[unrouted] = methods;
      return handler(error, request, ...others);
    };
    setErrorHandler?.(marking, ...where);
  };
}

/** Nest 11 throws a copy with the text of the original, which quotes the request, and drops the rest. `routes-resolver.js` */
function keepRaised(adapter: HttpServer): void {
  const setErrorHandler = adapter.setErrorHandler?.bind(adapter);
  adapter.setErrorHandler = (handler: (...args: unknown[]) => unknown, ...where) => {
    // Express knows an error handler by its four parameters.
    const keeping = (error: unknown, request: HttpRequest, response: unknown, next: unknown): unknown => {
      raised.set(request, error);
      return handler(error, request, response, next);
    };
    setErrorHandler?.(keeping, ...where);
  };
}

/** Nest's Express adapter answers a stream that fails by itself, with 400 and no JSON. */
function answerFailedFiles(adapter: HttpServer, answer: HttpAnswerer): void {
  const reply = adapter.reply.bind(adapter);
  adapter.reply = (response: NodeResponse, body: unknown, status?: number): unknown => {
    if (body instanceof StreamableFile && String(body.errorHandler) === defaultErrorHandler) {
      const leave = body.errorHandler;
      body.setErrorHandler((error, native) => {
        // All bytes have been handed over: nothing is lost.
        if (body.getStream().readableEnded) leave(error, native);
        else answer(error, response.req, response);
      });
    }
    return reply(response, body, status) as unknown;
  };
}

/** Each file has a closure of its own, so that only the text tells it from a handler of the user's. */
const defaultErrorHandler = String(new StreamableFile(new Uint8Array()).errorHandler);

interface ExpressApp {
  handle(request: HttpRequest, response: NodeResponse, done?: (error?: unknown) => void): void;
}

/** What Nest leaves to Express, which would answer in HTML: paths outside of the global prefix, and routes added later. */
function answerLast(app: ExpressApp, methods: Methods, answer: HttpAnswerer): void {
  const handle = app.handle.bind(app);
  app.handle = (request, response, done) => {
    handle(
      request,
      response,
      done ??
        ((error) => {
          answer(error ?? unmatched(methods(request)), request, response);
        }),
    );
  };
}

/** Whether the request shows that no route answered; for a filter that has no adapter to tell. */
export function looksUnrouted(exception: unknown, request: HttpRequest): boolean {
  if (!isInstance(exception, NotFoundException)) return false;
  const { is404, route } = request as Partial<FastifyRequest> & {
    readonly route?: { readonly path: unknown };
  };
  // Below a global prefix, Nest's handler is a route of this path.
  return is404 ?? (route === undefined || route.path === '*path');
}
