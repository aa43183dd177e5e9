import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { clientErrorHandler, frameworkErrors, problemDetails } from '@statusquo/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { addressOf } from '../host.ts';
import { failing, large, limit, origin, patience, small, tooLong, type Front } from './front.ts';

export const fastify_: Front = {
  host: 'fastify',
  with: ['compression', 'CORS', 'security headers', 'rate limit'],
  timesOut: 503,
  async start(onError) {
    const app = fastify({ frameworkErrors, clientErrorHandler, forceCloseConnections: true });
    await app.register(problemDetails, { onError });
    await app.register(compress);
    await app.register(cors, { origin });
    await app.register(helmet);
    await app.register(rateLimit, { global: false });
    addRoutes(app);
    await app.listen({ host: '127.0.0.1', port: 0 });
    return { port: addressOf(app.server).port, close: () => app.close() };
  },
};

function addRoutes(app: FastifyInstance): void {
  app.get('/large', large);
  app.get('/small', small);
  app.get('/late', (_request, reply) => reply.type('text/plain').send(failing()));
  app.get('/never', (_request, reply) => reply.type('text/plain').send(failing(0)));
  app.get('/leftovers', (_request, reply) => {
    reply.headers({ etag: '"v7"', 'cache-control': 'public', 'content-type': 'text/csv' });
    small();
  });
  app.get('/slow', { handlerTimeout: patience }, async () => {
    await tooLong();
    return 'too late';
  });
  app.get('/limited', { config: { rateLimit: { max: limit } } }, () => 'fine');
}
