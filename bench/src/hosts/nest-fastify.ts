import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { fields, type ByHand } from './by-hand.js';
import { nestHost } from './nest.js';

export const host = nestHost(
  () => new FastifyAdapter(),
  (reply: FastifyReply, { status }: ByHand, text) =>
    void reply.code(status).headers(fields).send(Buffer.from(text)),
);
