import { clientErrorHandler, frameworkErrors, problemDetails } from '@statusquo/fastify';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Case } from '../../src/case.ts';
import { addressOf, methodsOf, pathBelow, playsAt, type Host, type Running } from '../host.ts';
import { nodeStage } from '../node-stage.ts';
import type { Options } from '../options.ts';
import { orderSchema } from '../order.ts';
import { play, type Stage } from '../play.ts';

/** Fastify 5: the two constants at construction, `problemDetails` first. */
export const fastifyHost: Host = {
  name: 'fastify',
  start: (cases, options) => serve(fastify({ ...construction, forceCloseConnections: true }), cases, options),
};

/** Fastify 5 over HTTP/2 in clear text. */
export const fastifyHttp2: Host = {
  name: 'fastify-http2',
  start(cases, options) {
    const app = fastify({ ...construction, http2: true });
    // The same interface, with other types for the objects of Node.
    return serve(app as unknown as FastifyInstance, cases, options);
  },
};

const construction = {
  frameworkErrors,
  clientErrorHandler,
  bodyLimit: 1000,
  ajv: { customOptions: { allErrors: true } },
} as const;

async function serve(app: FastifyInstance, cases: readonly Case[], options: Options): Promise<Running> {
  await app.register(problemDetails, options);
  app.addHook('onRequest', early(cases, 'middleware'));
  app.get('/fine', (_request, reply) => reply.send('fine'));
  for (const row of cases) mount(app, row, early(cases, 'guard'));

  await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: addressOf(app.server).port, close: () => app.close() };
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

function early(cases: readonly Case[], where: 'middleware' | 'guard'): Hook {
  return async (request, reply) => {
    const route = playsAt(cases, where, request.originalUrl)?.route;
    if (route !== undefined) await play(route, fastifyStage(request, reply));
  };
}

function mount(
  app: FastifyInstance,
  row: Case,
  guard: Hook,
  [prefix, ...deeper]: readonly string[] = row.route?.below ?? [],
): void {
  const { route } = row;
  if (route === undefined) return;
  if (prefix !== undefined) {
    app.register(async (scope) => mount(scope, row, guard, deeper), { prefix });
    return;
  }
  const validates = route.steps?.some(([call]) => call === 'validate') === true;
  app.route({
    method: methodsOf(route),
    url: pathBelow(row),
    preHandler: guard,
    handler: (request, reply) => play(route, fastifyStage(request, reply)),
    ...(validates && { schema: { body: orderSchema } }),
  });
}

/** What Fastify offers to a route. */
export function fastifyStage(request: FastifyRequest, reply: FastifyReply): Stage {
  const { write, flush, interim, left } = nodeStage(reply.raw);
  // Fastify has no way to begin a body but its raw response, which knows nothing of the reply's headers.
  const begin = (): void =>
    void reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  return {
    header: (name, value) => void reply.header(name, value),
    status: (code) => void reply.code(code),
    write: (text) => (begin(), write(text)),
    flush: () => (begin(), flush()),
    interim,
    hijack: () => void reply.hijack(),
    end: (text) => void reply.send(text),
    json: () => Promise.resolve(request.body),
    validate: () => Promise.resolve(),
    stream: (stream) => reply.send(Readable.from(stream)),
    left,
    pass: (error) => reply.send(error),
  };
}
