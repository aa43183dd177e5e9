import { unmatched, type ProblemDetailsOptions } from '@statusquo/core';
import { clientErrorHandler as createClientErrorHandler } from '@statusquo/node';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Duplex } from 'node:stream';
import { createAnswerer, type Answerer } from './answerer.ts';

/** What the two constants do on one server. */
export interface Handlers {
  readonly answer: Answerer;
  readonly onClientError: (error: Error & { code?: string }, socket: Duplex) => void;
}

/** The handlers of each server, as the plugin was registered on it. */
const handlersOf = new WeakMap<object, Handlers>();

/** Lets the two constants find the options of the plugin. The first registration of an app counts: the outermost. */
export function provideOptions(
  { server }: FastifyInstance,
  options: ProblemDetailsOptions<FastifyRequest>,
): void {
  if (!handlersOf.has(server)) handlersOf.set(server, createHandlers(options));
}

/** The same for a host that answers in its own way. */
export function provideHandlers({ server }: FastifyInstance, handlers: Handlers): void {
  handlersOf.set(server, handlers);
}

function createHandlers(options: ProblemDetailsOptions<FastifyRequest>): Handlers {
  return { answer: createAnswerer(options), onClientError: createClientErrorHandler(options) };
}

function handlersFor(server: object): Handlers {
  return handlersOf.get(server) ?? createHandlers({});
}

/** Answers what Fastify refuses before routing, such as a malformed path: `Fastify({ frameworkErrors })`. */
export function frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  // No route can match a path that cannot be decoded.
  const cause = error.code === 'FST_ERR_BAD_URL' ? unmatched() : error;
  handlersFor(request.server.server).answer(cause, request, reply);
}

/** Answers what Node's parser refuses before Fastify sees it: `Fastify({ clientErrorHandler })`. */
export function clientErrorHandler(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Duplex,
): void {
  handlersFor(this.server).onClientError(error, socket);
}

/** The names of the constants that an app was constructed without. */
export function missingConstants(app: FastifyInstance): readonly string[] {
  // Fastify has no public name for the functions among its options: lib/symbols.js, kOptions.
  const key = Object.getOwnPropertySymbols(app).find(({ description }) => description === 'fastify.options');
  const options =
    key === undefined ? undefined : (app as unknown as Record<symbol, Record<string, unknown>>)[key];
  const constants: Readonly<Record<string, unknown>> = { frameworkErrors, clientErrorHandler };
  return Object.keys(constants).filter((name) => options !== undefined && options[name] === undefined);
}
