import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { body, fields } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import { nestHost } from './nest.js';

export const host = nestHost(
  () => new FastifyAdapter(),
  async (reply: FastifyReply) => {
    const bytes = await fiveAwaits(() => body);
    await reply.code(409).headers(fields).send(bytes);
  },
);
