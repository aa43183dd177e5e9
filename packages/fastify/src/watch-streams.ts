import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import type { Answerer } from './answerer.ts';

/** Fastify tells nobody about a stream that fails once the head is out: lib/reply.js, sendStream. */
export function watchStreams(app: FastifyInstance, answer: Answerer): void {
  app.addHook('onSend', (request, reply, payload, next) => {
    if (payload instanceof Readable) {
      payload.once('error', (error) => {
        if (reply.raw.headersSent) answer(error, request, reply);
      });
    }
    next();
  });
}
