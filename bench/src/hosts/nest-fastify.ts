import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { fields } from './by-hand.js';
import { nestHost } from './nest.js';

export const host = nestHost(
  () => new FastifyAdapter(),
  (reply: FastifyReply, bytes) => void reply.code(409).headers(fields).send(bytes),
);
