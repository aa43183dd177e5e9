import {
  createResponder,
  type Answer,
  type ProblemDetailsOptions,
  type Report,
  type Respond,
} from '@statusquo/core';
import { requestView, responseView, send } from '@statusquo/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fromFastifyValidation } from './from-fastify-validation.ts';

/** Answers an error through Fastify's reply. Never throws. */
export type Answerer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** @throws {TypeError} if an option is unknown, or has a value it cannot have. */
export function createAnswerer(
  options: ProblemDetailsOptions<FastifyRequest>,
  log: (report: Report<FastifyRequest>) => void = ({ request, error }) =>
    request.native.log.error({ err: error }),
): Answerer {
  const respond = createResponder(options, { log, rules: [fromFastifyValidation] });
  return answererOf(respond);
}

/** Gives what a responder decides to Fastify's reply. */
export function answererOf(respond: Respond<FastifyRequest>): Answerer {
  return function answer(error, request, reply) {
    // Fastify keeps the fields of a reply to itself until it is sent.
    const view = responseView(request.raw, reply.raw, reply);
    const decision = respond(error, requestView(request.raw, request), view);
    // A reply that was hijacked takes no answer but through its raw response.
    const fields = answered.get(reply) ?? (reply.sent ? reply.getHeaders() : undefined);
    if (decision.action !== 'send') send(decision, reply.raw);
    else if (fields !== undefined) sendPastHooks(decision, reply, fields);
    else sendReply(decision, reply, (failure) => answer(failure, request, reply));
  };
}

type Fields = ReturnType<FastifyReply['getHeaders']>;

/** The fields of the replies that have been given an answer, as they were then. */
const answered = new WeakMap<FastifyReply, Fields>();

function sendReply(
  { status, remove, headers, body }: Answer,
  reply: FastifyReply,
  onFailure: (error: unknown) => void,
): void {
  for (const name of [...remove, ...Object.keys(headers)]) {
    reply.removeHeader(name);
    // Fastify leaves those of the raw response alone before 5.12.
    reply.raw.removeHeader(name);
  }
  // Fastify counts the bytes, unless the reply has trailers: then it sends chunks, which exclude a Content-Length.
  const { 'Content-Length': length, ...fields } = headers;
  for (const [name, value] of Object.entries(fields)) reply.header(name, value);
  answered.set(reply, reply.getHeaders());
  const sendBytes = reply.code(status).send.bind(reply);
  watch(reply, onFailure);
  // Bytes: Fastify adds a charset to the type of a string, and a response schema would cut an object down. For HEAD its own
  // route counts the bytes of the payload (lib/head-route.js), of which Node sends none.
  sendBytes(body === '' ? Buffer.alloc(Number(length)) : Buffer.from(body));
}

/**
 * Learns of what fails while an answer is sent: an onSend hook, or a field that Node refuses. Fastify hands it to its own
 * handler, which tells the message, or whatever else was thrown (lib/error-handler.js, kReplyNextErrorHandler). That one calls
 * `headers`, and `send`.
 */
function watch(reply: FastifyReply, onFailure: (error: unknown) => void): void {
  const sendPayload = reply.send.bind(reply);
  const setFields = reply.headers.bind(reply);
  // Before it hands a failure on, Fastify takes Content-Type off (handleError); whoever sends a second time does not.
  const hasFailed = (): boolean => !reply.hasHeader('content-type');
  const sendOnce = (payload: unknown): unknown => {
    if (reply.sent) return sendPayload(payload);
    return hasFailed() || payload instanceof Error ? onFailure(payload) : reply;
  };
  const setUnlessFailed = (fields: Fields): FastifyReply => (hasFailed() ? reply : setFields(fields));
  Object.defineProperties(reply, { send: { value: sendOnce }, headers: { value: setUnlessFailed } });
}

/** Sends an answer without the hooks, of which one has failed. */
function sendPastHooks(answer: Answer, reply: FastifyReply, fields: Fields): void {
  const { raw } = reply.hijack();
  for (const [name, value] of Object.entries(fields)) {
    try {
      raw.setHeader(name, value ?? []);
    } catch {
      // The field that Node refuses.
    }
  }
  send(answer, raw);
}
