import {
  createResponder,
  type Answer,
  type ProblemDetailsOptions,
  type Report,
  type Respond,
} from '@statusquo/core';
import { clearPhrase, requestView, responseView, send } from '@statusquo/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fromFastifyValidation } from './from-fastify-validation.ts';

/**
 * Answers an error through Fastify's reply. Never throws.
 *
 * @param isBegun Whether the reply has a whole body to send already, which only hooks keep from being sent.
 */
export type Answerer = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  isBegun?: boolean,
) => void;

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
  return function answer(error, request, given, isBegun = false) {
    const reply: Answered = given;
    const before = reply[answered];
    // Fastify keeps the fields of a reply to itself until it is sent.
    const fields = before ?? reply.getHeaders();
    const store = { getHeader: (name: string) => fields[name.toLowerCase()], getHeaders: () => fields };
    const view = responseView(request.raw, reply.raw, store);
    const decision = respond(
      error,
      requestView(request.raw, request),
      isBegun ? { ...view, phase: 'finished' } : view,
    );
    if (decision.action !== 'send') return send(decision, reply.raw);
    // A reply that was hijacked takes no answer but through its raw response.
    if (before !== undefined || reply.sent) return sendPastHooks(decision, reply, fields);
    reply[answered] = fields;
    sendReply(decision, reply, (failure) => answer(failure, request, reply));
  };
}

type Fields = ReturnType<FastifyReply['getHeaders']>;

/** Holds the fields of a reply that has been given an answer, as they were before. */
const answered = Symbol('answered');

type Answered = FastifyReply & { [answered]?: Fields };

function sendReply(
  { status, remove, headers, body }: Answer,
  reply: FastifyReply,
  onFailure: (error: unknown) => void,
): void {
  for (const name of remove) removeField(reply, name);
  // Fastify adds cookies to those that are there, and core has done so.
  if (headers['Set-Cookie'] !== undefined) removeField(reply, 'Set-Cookie');
  // Fastify counts the bytes, unless the reply has trailers: then it sends chunks, which exclude a Content-Length.
  for (const [name, value] of Object.entries(headers))
    if (name !== 'Content-Length') reply.header(name, value);
  clearPhrase(reply.raw);
  const sendBytes = watch(reply.code(status), onFailure);
  // Bytes: Fastify adds a charset to the type of a string, and a response schema would cut an object down. For HEAD its own
  // route counts the bytes of the payload (lib/head-route.js), of which Node sends none.
  sendBytes(body === '' ? Buffer.alloc(Number(headers['Content-Length'])) : Buffer.from(body));
}

function removeField(reply: FastifyReply, name: string): void {
  if (!reply.hasHeader(name)) return;
  reply.removeHeader(name);
  // Fastify leaves those of the raw response alone before 5.12.
  reply.raw.removeHeader(name);
}

/**
 * Learns of what fails while an answer is sent: an onSend hook, or a field that Node refuses. Fastify hands it to its own
 * handler, which tells the message, or whatever else was thrown (lib/error-handler.js, kReplyNextErrorHandler). That one calls
 * `headers`, and `send`. Gives what sends.
 */
function watch(reply: FastifyReply, onFailure: (error: unknown) => void): (payload: unknown) => unknown {
  const sendPayload = reply.send.bind(reply);
  const setFields = reply.headers.bind(reply);
  // Before it hands a failure on, Fastify takes Content-Type off (handleError); whoever sends a second time does not.
  const hasFailed = (): boolean => !reply.hasHeader('content-type');
  reply.send = (payload?: unknown) => {
    if (reply.sent) return sendPayload(payload);
    if (hasFailed() || payload instanceof Error) onFailure(payload);
    return reply;
  };
  reply.headers = (fields) => (hasFailed() ? reply : setFields(fields));
  return sendPayload;
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
