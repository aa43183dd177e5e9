import { pathOf, unmatched, type ProblemDetailsOptions, type Report } from '@statusquo/core';
import {
  addDefaultListener,
  checkContinue,
  checkExpectation,
  clientErrorHandler as createClientErrorHandler,
  dropRequestHandler,
  type NodeRequest,
  type NodeResponse,
} from '@statusquo/node';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createAnswerer, type Answerer } from './answerer.ts';
import { constructionOptions } from './construction-options.ts';
import { refuseCall } from './refuse-call.ts';

/** What is answered for Node in one part of an app. */
interface ServerHandlers {
  readonly onClientError: (error: Error & { code?: string }, socket: Duplex) => void;
  readonly onExpectation: (request: NodeRequest, response: NodeResponse) => void;
  readonly onDropped: (request: IncomingMessage, socket: Duplex) => void;
}

/** What is answered before routing in one part of an app. */
export interface Handlers extends ServerHandlers {
  readonly answer: Answerer;
}

interface Part {
  readonly prefix: string;
  readonly handlers: Handlers;
}

/** The parts of each server's app, the longest prefix first. */
const partsOf = new WeakMap<object, readonly Part[]>();

/** Lets the two constants, and the listeners of the server, find the handlers of an app, or of what lies below a prefix. */
export function provideHandlers(app: FastifyInstance, handlers: Handlers, prefix = ''): void {
  const { server } = app;
  const others = partsOf.get(server);
  if (others === undefined) addListeners(app);
  const parts = [...(others ?? []), { prefix, handlers }];
  partsOf.set(
    server,
    parts.sort((a, b) => b.prefix.length - a.prefix.length),
  );
}

/** Answers what Node would answer itself, and no option of Fastify reaches. */
function addListeners(app: FastifyInstance): void {
  const { server } = app;
  addDefaultListener(server, 'checkContinue', checkContinue);
  addDefaultListener(server, 'checkExpectation', (request: NodeRequest, response: NodeResponse) => {
    handlersFor(app, request.url ?? '').onExpectation(request, response);
  });
  server.on('dropRequest', (request, socket) => {
    handlersFor(app, request.url ?? '').onDropped(request, socket);
  });
}

/** @throws {TypeError} if an option is unknown, or has a value it cannot have. */
export function createHandlers(
  options: ProblemDetailsOptions<FastifyRequest>,
  app: FastifyInstance,
): Handlers {
  // There is no request of Fastify's yet that would have a log of its own.
  const log = ({ error }: Report): void => app.log.error({ err: error });
  return { answer: createAnswerer(options), ...createServerHandlers(options, log) };
}

/** @throws {TypeError} if an option is unknown, or has a value it cannot have. */
export function createServerHandlers(
  options: ProblemDetailsOptions<FastifyRequest>,
  log: (report: Report) => void,
): ServerHandlers {
  return {
    onClientError: createClientErrorHandler(options, log),
    onExpectation: checkExpectation(options, log),
    onDropped: dropRequestHandler(options, log),
  };
}

/** Whether a path is the prefix of a part, or lies below it. */
export function isBelow(prefix: string, url: string): boolean {
  const path = pathOf(url);
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
}

function handlersFor(app: FastifyInstance, url: string): Handlers {
  const part = partsOf.get(app.server)?.find(({ prefix }) => isBelow(prefix, url));
  return part?.handlers ?? createHandlers({}, app);
}

/** Answers what Fastify refuses before routing, such as a malformed path: `Fastify({ frameworkErrors })`. */
export function frameworkErrors(
  error: FastifyError,
  // Those of HTTP/2 have other types.
  request: Pick<FastifyRequest, 'server' | 'url'>,
  reply: object,
): void {
  refuseCall('frameworkErrors', request);
  // No route can match a path that cannot be decoded.
  const cause = error.code === 'FST_ERR_BAD_URL' ? unmatched() : error;
  const { answer } = handlersFor(request.server, request.url);
  answer(cause, request as FastifyRequest, reply as FastifyReply);
}

/** Answers what Node's parser refuses before Fastify sees it: `Fastify({ clientErrorHandler })`. */
export function clientErrorHandler(
  this: FastifyInstance,
  error: Error & { code?: string },
  socket: Duplex,
): void {
  refuseCall('clientErrorHandler', socket);
  handlersFor(this, '').onClientError(error, socket);
}

/** The names of the constants that an app was constructed without. */
export function missingConstants(app: FastifyInstance): readonly string[] {
  const options = constructionOptions(app);
  if (options === undefined) return [];
  const isMissing = {
    frameworkErrors: options.frameworkErrors === undefined,
    // Fastify puts its own in the place of the one that is not given.
    clientErrorHandler: options.clientErrorHandler?.name === 'defaultClientErrorHandler',
  };
  return Object.entries(isMissing).flatMap(([name, missing]) => (missing ? [name] : []));
}
