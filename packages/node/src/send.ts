import type { Answer } from '@statusquo/core';
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
  else response.destroy();
}
