import type { RequestView, ResponseView } from '@statusquo/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { Duplex } from 'node:stream';

/** A request of node:http, or of node:http2 in its compatibility API. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
/** A response of node:http, or of node:http2 in its compatibility API. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

/**
 * The request as core sees it; `native` is what the hooks get: the request itself, unless the host wraps it. `url` is for hosts that
 * write another into the request.
 */
export function requestView<Request extends NodeRequest>(request: Request): RequestView<Request>;
export function requestView<Native>(request: NodeRequest, native: Native, url?: string): RequestView<Native>;
export function requestView(
  request: NodeRequest,
  native: unknown = request,
  // Express takes the mount path off `url`, and keeps what the client sent here.
  url: string = (request as { originalUrl?: string }).originalUrl ?? request.url ?? '',
): RequestView {
  return {
    method: request.method ?? '',
    url,
    httpVersion: request.httpVersion,
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    native,
  };
}

/** Whatever keeps the fields of a response until it is sent: the response itself, or the object of a host around it. */
export interface FieldStore {
  getHeader(name: string): number | string | readonly string[] | undefined;
  getHeaders(): object;
  /** The same names, where there is a shorter way to them. */
  getHeaderNames?(): readonly string[];
}

/** The response as core sees it; `fields` is what the host keeps its fields in, unless that is the response. */
export function responseView(
  request: NodeRequest,
  response: NodeResponse,
  fields: FieldStore = response,
): ResponseView {
  return {
    phase: phaseOf(request, response),
    header(name) {
      const value = fields.getHeader(name);
      return typeof value === 'number' ? String(value) : value;
    },
    headerNames: () => fields.getHeaderNames?.() ?? Object.keys(fields.getHeaders()),
  };
}

function phaseOf(request: NodeRequest, response: NodeResponse): ResponseView['phase'] {
  if (response.writableEnded) return 'finished';
  if (connectionOf(request).destroyed) {
    if (isCutHere(request, response)) return 'started';
    return isAllOut(request, response) ? 'finished' : 'aborted';
  }
  return response.headersSent ? 'started' : 'open';
}

/** Whether a request came over HTTP/2; not by a member that an app may have set as well, as `stream`. */
export function isHttp2(request: NodeRequest): request is Http2ServerRequest {
  return request.httpVersionMajor >= 2;
}

/** Whether the head was all there was to send, as for HEAD: a stream of HTTP/2 is over with it. */
function isAllOut(request: NodeRequest, response: NodeResponse): boolean {
  return isHttp2(request) && response.headersSent && !request.stream.aborted;
}

/** Whether an error is what broke the connection to the client, rather than one of the program. */
export function isConnectionError(error: unknown, request: NodeRequest, response: NodeResponse): boolean {
  return error === connectionOf(request).errored && !isCutHere(request, response);
}

/** What carries one request: its stream on HTTP/2, else the socket. */
function connectionOf(request: NodeRequest): Duplex {
  return isHttp2(request) ? request.stream : request.socket;
}

/** Whether a stream that failed on this side has taken the connection with it, as `pipeline` makes it do. */
function isCutHere(request: NodeRequest, response: NodeResponse): boolean {
  const { errored } = connectionOf(request);
  if (errored == null) return false;
  return isHttp2(request)
    ? (errored as { code?: string }).code !== 'ERR_HTTP2_STREAM_ERROR'
    : errored === response.errored;
}
