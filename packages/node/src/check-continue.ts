import type { EventEmitter } from 'node:events';
import type { ServerHttp2Stream } from 'node:http2';
import { isHttp2, type NodeRequest, type NodeResponse } from './node-views.ts';

/**
 * Lets the app answer 401, 403, 413 or 415 before an upload instead of after it: `server.on('checkContinue', checkContinue)`.
 * The request goes to the app at once; `100 Continue` is sent when the app first reads the body. An answer without it closes the
 * connection on HTTP/1.1, as the body might still come: Node takes care of that. RFC 9110 §10.1.1
 */
export function checkContinue(this: EventEmitter, request: NodeRequest, response: NodeResponse): void {
  if ((request as NodeRequest | undefined) === undefined)
    throw new TypeError('Give checkContinue to server.on without a call');
  const read = request._read.bind(request);
  let isAskedFor = false;
  // The one place that every way to read a stream comes through.
  request._read = (size) => {
    request._read = read;
    if (!response.headersSent) {
      if (isThrownAway(request)) return endUnread(request);
      response.writeContinue();
      isAskedFor = true;
    }
    read(size);
  };
  if (isHttp2(request)) {
    const { stream } = request;
    stream.once('finish', () => {
      if (!isAskedFor) closeSoon(stream);
    });
  }
  this.emit('request', request, response);
}

/** Whether a body that nobody has sent yet is read for nobody: body-parser does so before it tells that it is too large. */
function isThrownAway(request: NodeRequest): boolean {
  return (
    request.readableFlowing === true && request.listenerCount('data') === 0 && request.readableLength === 0
  );
}

/** Ends a body before it has begun. What the client sends all the same is dropped by Node. */
function endUnread(request: NodeRequest): void {
  // Node takes the end of a request that is not complete for one that was aborted; over HTTP/2 it does not.
  if (!isHttp2(request)) request.complete = true;
  request.push(null);
}

/**
 * Closes a stream whose answer is out, as Node does where nobody has so much as paused the body. A turn later than it could: in
 * one packet with the end of the answer, clients take the reset for an answer that was cut. RFC 9113 §8.1
 */
function closeSoon(stream: ServerHttp2Stream): void {
  setImmediate(() => setImmediate(() => stream.close()));
}
