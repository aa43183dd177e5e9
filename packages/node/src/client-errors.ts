import {
  createResponder,
  HttpError,
  nothingSent,
  type ProblemDetailsOptions,
  type Report,
  type RequestView,
  type ResponseView,
} from '@statusquo/core';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerAtOnce } from './answer-at-once.ts';
import { consoleLog } from './create-node-responder.ts';
import { destroy } from './send.ts';
import { currentResponse, endWith, unfinishedRequest } from './socket-state.ts';

/** What Node's parser gives up on. `lib/_http_server.js`, socketOnError */
const statusByCode: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

type ParserError = Error & { code?: string };

/** The sockets whose parser has given up: it repeats its error for whatever else arrives. */
const refused = new WeakSet<Duplex>();

/**
 * Answers what Node's parser refuses before any framework sees it (400, 408, 413, 431):
 * `server.on('clientError', clientErrorHandler(options))`. The answers to earlier requests on the connection come first. Takes
 * the options of any adapter; in the hooks there is no request yet: `method` and `url` are empty, and `native` is the socket.
 * RFC 9112 §9.3.2
 * Given to `on` without a call, it has the default options.
 *
 * @param log Where a 5xx goes if there is no `onError`.
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function clientErrorHandler<Native = Duplex>(
  options: ProblemDetailsOptions<Native> = {},
  log: (report: Report<Native>) => void = consoleLog,
): (error: ParserError, socket: Duplex) => void {
  if (typeof log !== 'function') return answerAtOnce(clientErrorHandler(), options, log);
  const respond = createResponder(options, { log });
  const refuse = (error: ParserError, socket: Duplex, broken: IncomingMessage | undefined): void => {
    const status = statusByCode[error.code ?? ''] ?? 400;
    const response = { ...nothingSent, phase: phaseOf(socket, broken) };
    const answer = respond(
      new HttpError(status, { cause: error }),
      unknownRequest(socket as Native),
      response,
    );
    if (answer.action === 'send') endWith(answer, socket);
    else cut(socket);
  };

  return (error, socket) => {
    if (refused.has(socket)) return;
    refused.add(socket);
    const broken = unfinishedRequest(socket);
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
    } else if (error.code === 'HPE_INVALID_EOF_STATE' && broken !== undefined) {
      // The client has gone in the middle of an upload: whoever reads it hears of that from Node.
      afterEarlierAnswers(socket, broken, () => cut(socket));
    } else {
      afterEarlierAnswers(socket, broken, () => refuse(error, socket, broken));
    }
  };
}

/** Goes on when it is the turn of the request that is broken, or of the one that never came to be. */
function afterEarlierAnswers(socket: Duplex, broken: IncomingMessage | undefined, next: () => void): void {
  const current = currentResponse(socket);
  const isOurTurn = current === undefined || (current.req === broken && !current.writableEnded);
  if (isOurTurn || socket.destroyed) next();
  // Node lets the next response have the socket before it says that this one is over.
  else current.once('close', () => afterEarlierAnswers(socket, broken, next));
}

/** Ends a connection, and in a way that the client can tell where an answer has begun. */
function cut(socket: Duplex): void {
  const current = currentResponse(socket);
  if (current?.headersSent === true) destroy(current);
  else socket.destroy();
}

function phaseOf(socket: Duplex, broken: IncomingMessage | undefined): ResponseView['phase'] {
  if (!socket.writable) return 'aborted';
  if (broken === undefined) return 'open';
  const current = currentResponse(socket);
  if (current?.req !== broken) return 'finished';
  return current.headersSent ? 'started' : 'open';
}

function unknownRequest<Native>(native: Native): RequestView<Native> {
  return { method: '', url: '', httpVersion: '1.1', header: () => undefined, native };
}
