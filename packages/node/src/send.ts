import type { Answer } from '@statusquo/core';
import type { ServerResponse } from 'node:http';
import { constants } from 'node:http2';
import type { NodeResponse } from './node-views.ts';

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
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  // A phrase that the handler set would contradict the status; HTTP/2 has none, and Node warns about it there.
  if (!('stream' in response)) response.statusMessage = '';
  // Node glues a string body to the head and then writes both as UTF-8, which garbles Latin-1 field values.
  response.end(Buffer.from(body));
}

function destroy(response: NodeResponse): void {
  if ('stream' in response) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else {
    if (endsWithConnection(response)) reset(response);
    response.destroy();
  }
}

/** Whether the client takes the end of the connection for the end of the body, as on HTTP/1.0. RFC 9112 §6.3 */
function endsWithConnection(response: ServerResponse): boolean {
  return (
    !response.useChunkedEncodingByDefault &&
    !response.chunkedEncoding &&
    !response.hasHeader('Content-Length')
  );
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
