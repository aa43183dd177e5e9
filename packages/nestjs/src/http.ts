import type { Respond } from '@statusquo/core';
import { answererOf } from '@statusquo/fastify/internal';
import { requestView, responseView, send, type NodeRequest, type NodeResponse } from '@statusquo/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Stream } from 'node:stream';

/** What Nest gives a filter: Fastify's own objects in a route; Node's in middleware, and everywhere on Express. */
export type HttpRequest = NodeRequest | FastifyRequest;
export type HttpResponse = NodeResponse | FastifyReply;

/** Answers an error with the calls of the platform. Never throws. */
export type HttpAnswerer = (error: unknown, request: HttpRequest, response: HttpResponse) => void;

export function createHttpAnswerer(respond: Respond): HttpAnswerer {
  const onFastify = answererOf(respond as Respond<FastifyRequest>);
  return (error, request, response) => {
    if (isFastifys(request) && isFastifys(response)) return onFastify(error, request, response);
    const asked = nodesOf(request);
    const answered = nodesOf(response);
    send(respond(error, requestView(asked, request), responseView(asked, answered)), answered);
  };
}

/** Whether there is an HTTP response in what the handler was called with. */
export function isHttpResponse(value: unknown): value is HttpResponse {
  return typeof value === 'object' && value !== null && ('setHeader' in value || isFastifys(value));
}

/** Node's own request or response, on either platform. */
export function nodesOf(value: HttpRequest): NodeRequest;
export function nodesOf(value: HttpResponse): NodeResponse;
export function nodesOf(value: HttpRequest | HttpResponse): NodeRequest | NodeResponse {
  return isFastifys(value) ? value.raw : value;
}

/** Whether it is a request or a reply of Fastify: around a stream of Node's. An app may call anything `raw`, also on Node's own. */
export function isFastifys<T extends object>(value: T): value is Extract<T, FastifyRequest | FastifyReply> {
  return !(value instanceof Stream) && (value as { raw?: unknown }).raw instanceof Stream;
}
