import {
  createResponder,
  nothingSent,
  ServiceUnavailable,
  type ProblemDetailsOptions,
  type Report,
} from '@statusquo/core';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerAtOnce } from './answer-at-once.ts';
import { consoleLog } from './create-node-responder.ts';
import { requestView } from './node-views.ts';
import { currentResponse, endWith } from './socket-state.ts';

/**
 * Answers a request beyond `server.maxRequestsPerSocket` with 503: `server.on('dropRequest', dropRequestHandler(options))`. One
 * that comes while an earlier request is still at work keeps Node's own 503, which has no body. Takes the options of any
 * adapter; in the hooks, `native` is the request of Node.
 * Given to `on` without a call, it has the default options.
 *
 * @param log Where a 5xx goes if there is no `onError`.
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function dropRequestHandler<Native = IncomingMessage>(
  options: ProblemDetailsOptions<Native> = {},
  log: (report: Report<Native>) => void = consoleLog,
): (request: IncomingMessage, socket: Duplex) => void {
  if (typeof log !== 'function') return answerAtOnce(dropRequestHandler(), options, log);
  const respond = createResponder(options, { log });
  return (request, socket) => {
    // Node writes its answer when this returns: to nobody, if the socket has ended by then.
    if (!socket.writable || currentResponse(socket)?.req !== request) return;
    const answer = respond(new ServiceUnavailable(), requestView(request, request as Native), nothingSent);
    endWith(answer, socket);
  };
}
