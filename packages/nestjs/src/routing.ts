import { NotFoundException, StreamableFile, type HttpServer } from '@nestjs/common';
import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import {
  allowedMethods,
  createServerHandlers,
  provideHandlers,
  watchStreams,
} from '@statusquo/fastify/internal';
import { expressMethods, type ExpressRequest, type NodeResponse } from '@statusquo/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpAnswerer, HttpRequest } from './http.ts';
import { isInstance } from './is-instance.ts';
import { watchServer } from './watch-server.ts';

type Methods = (request: HttpRequest) => Iterable<string>;

/** The requests that came to Nest's handler for unknown routes, and how to find the methods of their paths. */
const unrouted = new WeakMap<HttpRequest, Methods>();

/** The exception, unless it is the one that Nest throws where it has no route. */
export function withRouting(exception: unknown, request: HttpRequest): unknown {
  const methods = unrouted.get(request);
  return methods === undefined ? exception : unmatched(methods(request));
}

const watched = new WeakSet<HttpServer>();

/** Learns of what an adapter answers by itself: unknown routes, and on Express files that cannot be read. */
export function watchAdapter(
  adapter: HttpServer,
  answer: HttpAnswerer,
  options: ProblemDetailsOptions,
): void {
  // Of several filters, the first: that of the module.
  if (watched.has(adapter)) return;
  watched.add(adapter);
  if (adapter.getType() === 'fastify') watchFastify(adapter, answer, options);
  else watchExpress(adapter, answer, options);
}

function watchExpress(adapter: HttpServer, answer: HttpAnswerer, options: ProblemDetailsOptions): void {
  markUnrouted(adapter, (request) => expressMethods(request as unknown as ExpressRequest));
  answerFailedFiles(adapter, answer);
  answerLast(adapter.getInstance() as ExpressApp, answer);
  watchServer(adapter, options);
}

function watchFastify(adapter: HttpServer, answer: HttpAnswerer, options: ProblemDetailsOptions): void {
  const app = adapter.getInstance() as FastifyInstance;
  markUnrouted(adapter, (request) => allowedMethods(request as FastifyRequest));
  watchStreams(app, answer);
  provideHandlers(app, { answer, ...createServerHandlers(options) });
}

function markUnrouted(adapter: HttpServer, methods: Methods): void {
  const setNotFoundHandler = adapter.setNotFoundHandler?.bind(adapter);
  // What Nest throws tells where it comes from only in its text, so the request is marked on the way there.
  adapter.setNotFoundHandler = (handler: (...args: unknown[]) => unknown, ...where) => {
    const marking = (request: HttpRequest, ...others: unknown[]): unknown => {
      unrouted.set(request, methods);
      return handler(request, ...others);
    };
    setNotFoundHandler?.(marking, ...where);
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
function answerLast(app: ExpressApp, answer: HttpAnswerer): void {
  const handle = app.handle.bind(app);
  app.handle = (request, response, done) => {
    handle(
      request,
      response,
      done ??
        ((error) => {
          answer(error ?? unmatched(expressMethods(request as unknown as ExpressRequest)), request, response);
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
