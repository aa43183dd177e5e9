import { registerFastifyHandler } from '@common-sense/error-iq/fastify';
import { problemDetails } from '@statusquo/fastify';
import { fastify, type FastifyInstance, type FastifyReply, type RouteHandlerMethod } from 'fastify';
import { message } from '../message.js';
import { conflict, fields, notFound, type ByHand } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host, Start } from './host.js';
import { throwBare, throwConflict, throwIqConflict } from './throw-conflict.js';

export const host: Host = {
  handWritten: start(
    () => undefined,
    async (_request, reply) => write(reply, conflict, await fiveAwaits(conflict.text)),
  ),
  bareThrow: start(
    (app) => app.setErrorHandler((_error, _request, reply) => write(reply, conflict, conflict.text())),
    () => fiveAwaits(throwBare),
  ),
  handWritten404: start(
    (app) => app.setNotFoundHandler((_request, reply) => write(reply, notFound, notFound.text())),
    () => '',
  ),
  statusquo: start(
    (app) => app.register(problemDetails),
    () => fiveAwaits(throwConflict),
  ),
  ownWay: start(
    () => undefined,
    () => fiveAwaits(throwWithStatus),
  ),
  packages: {
    '@common-sense/error-iq': start(
      (app) => registerFastifyHandler(app),
      () => fiveAwaits(throwIqConflict),
    ),
  },
};

/** Of a string, `send` would make another type. */
function write(reply: FastifyReply, { status }: ByHand, text: string): FastifyReply {
  return reply.code(status).headers(fields).send(Buffer.from(text));
}

function start(install: (app: FastifyInstance) => unknown, handler: RouteHandlerMethod): Start {
  return async () => {
    const app = fastify();
    await install(app);
    app.get('/orders/42', handler);
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  };
}

function throwWithStatus(): never {
  throw Object.assign(new Error(message), { statusCode: 409 });
}
