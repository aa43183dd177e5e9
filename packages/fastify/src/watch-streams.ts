import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Answerer } from './answerer.ts';

/** Set on a reply that has been given a whole body to send. */
const begun: unique symbol = Symbol('begun');

interface Begun {
  [begun]?: true;
}

/** Whether a reply has a whole body to send, which hooks may still keep from being sent: Fastify itself does not tell. */
export function hasBegun(reply: FastifyReply & Begun): boolean {
  return reply[begun] === true;
}

/** Fastify tells nobody about a stream that fails once the head is out: lib/reply.js, sendStream and sendWebStream. */
export function watchStreams(app: FastifyInstance, answer: Answerer): void {
  app.addHook('onSend', (request, reply: FastifyReply & Begun, payload, next) => {
    if (isWhole(payload)) {
      reply[begun] = true;
      return next();
    }
    const onFailure = (error: unknown): void => {
      if (reply.raw.headersSent) answer(error, request, reply);
    };
    next(null, watched(payload, onFailure));
  });
}

function isWhole(payload: unknown): boolean {
  return typeof payload !== 'object' || payload === null || ArrayBuffer.isView(payload);
}

/** What Fastify takes for a stream: also one of the package readable-stream, which has a class of its own. */
function isStream(payload: unknown): payload is NodeJS.ReadableStream {
  return typeof (payload as { pipe?: unknown } | null | undefined)?.pipe === 'function';
}

function watched(payload: unknown, onFailure: (error: unknown) => void): unknown {
  if (isStream(payload)) return payload.once('error', onFailure);
  if (payload instanceof ReadableStream && !payload.locked) return watchedWeb(payload, onFailure);
  if (payload instanceof Response && payload.body !== null && !payload.bodyUsed)
    return new Response(watchedWeb(payload.body, onFailure), payload);
  return payload;
}

/** A web stream has no event for its failure: only its reader learns of it. */
function watchedWeb(source: ReadableStream<unknown>, onFailure: (error: unknown) => void): ReadableStream {
  const reader = source.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        // A rejection fails this stream too, unless it was cancelled meanwhile.
        const { done, value } = await reader.read().catch((error: unknown) => {
          onFailure(error);
          throw error;
        });
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
