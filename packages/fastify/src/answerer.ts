import {
  createResponder,
  type Answer,
  type ProblemDetailsOptions,
  type Respond,
  type ResponseView,
} from '@statusquo/core';
import { requestView, responseView } from '@statusquo/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fromFastifyValidation } from './from-fastify-validation.ts';

/** Answers an error through Fastify's reply. Never throws. */
export type Answerer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** @throws {TypeError} if an option is unknown, or has a value it cannot have. */
export function createAnswerer(options: ProblemDetailsOptions<FastifyRequest>): Answerer {
  const respond = createResponder(options, {
    log: ({ request, error }) => request.native.log.error({ err: error }),
    rules: [fromFastifyValidation],
  });
  return answererOf(respond);
}

/** Gives what a responder decides to Fastify's reply. */
export function answererOf(respond: Respond<FastifyRequest>): Answerer {
  return (error, request, reply) => {
    obey(respond(error, requestView(request.raw, request), replyView(request, reply)), reply);
  };
}

/** Fastify keeps the fields of a reply to itself until it is sent. */
function replyView({ raw }: FastifyRequest, reply: FastifyReply): ResponseView {
  return {
    phase: responseView(raw, reply.raw).phase,
    header: (name) => {
      const value = reply.getHeader(name);
      return typeof value === 'number' ? String(value) : value;
    },
    headerNames: () => Object.keys(reply.getHeaders()),
  };
}

function obey({ action, status, remove, headers, body }: Answer<FastifyRequest>, reply: FastifyReply): void {
  if (action === 'destroy') reply.raw.destroy();
  if (action !== 'send') return;
  for (const name of [...remove, ...Object.keys(headers)]) {
    reply.removeHeader(name);
    reply.raw.removeHeader(name);
  }
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  // Bytes: Fastify adds a charset to the type of a string, and a response schema would cut an object down. For HEAD its own
  // route counts the bytes of the payload (lib/head-route.js), of which Node sends none.
  const length = Number(headers['Content-Length']);
  void reply.code(status).send(body === '' ? Buffer.alloc(length) : Buffer.from(body));
}
