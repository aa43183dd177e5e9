import type { RequestView, ResponseView } from '@statusquo/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** A request of node:http, or of node:http2 in its compatibility API. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
/** A response of node:http, or of node:http2 in its compatibility API. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** The request as core sees it; `native` is what the hooks get: the request itself, unless the host wraps it. */
export function requestView<Request extends NodeRequest>(request: Request): RequestView<Request>;
export function requestView<Native>(request: NodeRequest, native: Native): RequestView<Native>;
export function requestView(request: NodeRequest, native: unknown = request): RequestView<unknown> {
  return {
    method: request.method ?? '',
    // Express takes the mount path off `url`, and keeps what the client sent here.
    url: (request as { originalUrl?: string }).originalUrl ?? request.url ?? '',
    httpVersion: request.httpVersion,
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    native,
  };
}

/** The response as core sees it. */
export function responseView(request: NodeRequest, response: NodeResponse): ResponseView {
  return {
    phase: phaseOf(request, response),
    header(name) {
      const value = response.getHeader(name) as number | string | string[] | undefined;
      return typeof value === 'number' ? String(value) : value;
    },
    headerNames: () => response.getHeaderNames(),
  };
}

function phaseOf(request: NodeRequest, response: NodeResponse): ResponseView['phase'] {
  // A stream that failed on this side has taken the response with it (stream.pipeline does): the client is still there.
  if ('errored' in response && response.errored !== null) return 'started';
  if (isCut(request, response)) return 'aborted';
  if (response.writableEnded) return 'finished';
  return response.headersSent ? 'started' : 'open';
}

/** Whether the connection ended before the response did. */
function isCut(request: NodeRequest, response: NodeResponse): boolean {
  if ('stream' in response) return response.stream.aborted || (response.stream.destroyed && !response.writableEnded);
  if (response.writableFinished) return false;
  // `request.destroyed` alone says nothing: it is also true once a body has been read to its end.
  return response.destroyed || request.socket.destroyed || (request.destroyed && !request.complete);
}
