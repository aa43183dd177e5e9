import {
  createResponder,
  ExpectationFailed,
  HttpError,
  statusInfo,
  type Answer,
  type ProblemDetailsOptions,
} from '@statusquo/core';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { consoleLog } from './create-node-responder.ts';
import { requestView, responseView, type NodeRequest, type NodeResponse } from './node-views.ts';
import { send } from './send.ts';

/** What Node's parser gives up on. `lib/_http_server.js`, socketOnError */
const statusByCode: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what Node's parser refuses before any framework sees it (400, 408, 413, 431):
 * `server.on('clientError', clientErrorHandler(options))`. Takes the options of any adapter; in the hooks there is no request
 * yet: `method` and `url` are empty, and `native` is the socket.
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function clientErrorHandler<Native = Duplex>(
  options: ProblemDetailsOptions<Native> = {},
): (error: Error & { code?: string }, socket: Duplex) => void {
  const respond = createResponder(options, { log: consoleLog });
  return (error, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const refused = new HttpError(statusByCode[error.code ?? ''] ?? 400, { cause: error });
    const request = {
      method: '',
      url: '',
      httpVersion: '1.1',
      header: () => undefined,
      native: socket as Native,
    };
    const phase = hasBegun(socket) ? 'started' : 'open';
    const answer = respond(refused, request, { phase, header: () => undefined, headerNames: () => [] });
    if (answer.action === 'send') socket.end(serialize(answer), () => socket.destroy());
    else socket.destroy();
  };
}

/** Whether an answer to an earlier request is on its way. Node itself looks here, and has no public name for it. */
function hasBegun(socket: Duplex): boolean {
  return (socket as { _httpMessage?: { headersSent?: boolean } | null })._httpMessage?.headersSent === true;
}

function serialize({ status, headers, body }: Answer): Buffer {
  const fields = Object.entries({ ...headers, Connection: 'close', Date: new Date().toUTCString() });
  const lines = fields.flatMap(([name, value]) => [value].flat().map((line) => `${name}: ${line}`));
  const head = `HTTP/1.1 ${status} ${statusInfo(status)?.phrase ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/**
 * Answers an expectation other than `100-continue` with 417: `server.on('checkExpectation', checkExpectation(options))`.
 * Takes the options of any adapter; in the hooks, `native` is the request of Node. RFC 9110 §10.1.1
 *
 * @throws {TypeError} if an option is unknown, or has a value it cannot have.
 */
export function checkExpectation<Native = IncomingMessage>(
  options: ProblemDetailsOptions<Native> = {},
): (request: NodeRequest, response: NodeResponse) => void {
  const respond = createResponder(options, { log: consoleLog });
  return (request, response) => {
    const view = requestView(request, request as Native);
    send(respond(new ExpectationFailed(), view, responseView(request, response)), response);
  };
}
