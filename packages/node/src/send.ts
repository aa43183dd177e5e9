import type { Answer } from '@statusquo/core';
import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { isHttp2, type NodeResponse } from './node-views.ts';

/** RFC 9113 §7; the module that names it takes milliseconds to load. */
const internalError = 2;

/** Does what core decided with the calls of Node's response. Never throws: what cannot be sent ends the connection. */
export function send(answer: Answer, response: NodeResponse): void {
  if (answer.action === 'none') return;
  try {
    if (answer.action === 'send') write(answer, response);
    else destroy(response);
  } catch {
    destroy(response);
  }
}

function write({ status, remove, headers, body }: Answer, response: NodeResponse): void {
  for (const name of remove) response.removeHeader(name);
  clearPhrase(response);
  response.statusCode = status;
  // Not by `writeHead`, which may leave nothing behind for whoever logs the fields of the response.
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  end(response, body, headers['Content-Length']);
}

/** Takes off the phrase that a handler set, and that would contradict the status; HTTP/2 has none, and Node warns about it there. */
export function clearPhrase(response: NodeResponse): void {
  if (!answersHttp2(response) && response.statusMessage) response.statusMessage = '';
}

/** Node glues a string to the head, and writes both at once. */
function end(response: NodeResponse, body: string, length: unknown): void {
  // Where each character is a byte, that is one encoding for both; UTF-8 would garble Latin-1 field values in the head.
  if (String(body.length) === length) response.end(body, 'latin1');
  else response.end(Buffer.from(body));
}

/** Cuts an answer off in a way that the client can tell from its end. */
export function destroy(response: NodeResponse): void {
  if (answersHttp2(response)) response.stream.close(internalError);
  else {
    if (endsWithConnection(response)) reset(response);
    response.destroy();
  }
}

function answersHttp2(response: NodeResponse): response is Http2ServerResponse {
  return isHttp2(response.req);
}

/** Whether the client takes the end of the connection for the end of the body, as on HTTP/1.0. RFC 9112 §6.3 */
function endsWithConnection(response: ServerResponse): boolean {
  // What was sent, whoever wrote it: Node keeps no other account of it.
  const { _header: head } = response as { readonly _header?: string | null };
  return !/^(?:content-length|transfer-encoding):/im.test(head ?? '');
}

/** Breaks the connection off in a way that the client can tell from its end. RFC 9112 §8 */
function reset({ req, socket }: ServerResponse): void {
  // The head of a HEAD is all there is, and must not get lost.
  if (req.method === 'HEAD') return;
  try {
    socket?.resetAndDestroy();
  } catch {
    // Only TCP has a reset; TLS says by itself that the end is missing.
  }
}
