import type { Respond } from '@statusquo/core';
import { answererOf } from '@statusquo/fastify/internal';
import { requestView, responseView, send, type NodeRequest, type NodeResponse } from '@statusquo/node';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What Nest gives a filter: Fastify's own objects in a route; Node's in middleware, and everywhere on Express. */
export type HttpRequest = NodeRequest | FastifyRequest;
export type HttpResponse = NodeResponse | FastifyReply;

/** Answers an error with the calls of the platform. Never throws. */
export type HttpAnswerer = (error: unknown, request: HttpRequest, response: HttpResponse) => void;

export function createHttpAnswerer(respond: Respond): HttpAnswerer {
  const onFastify = answererOf(respond as Respond<FastifyRequest>);
  return (error, request, response) => {
    if ('raw' in request && 'raw' in response) {
      onFastify(error, request, response);
      return;
    }
    const asked = 'raw' in request ? request.raw : request;
    const answered = 'raw' in response ? response.raw : response;
    send(respond(error, requestView(asked, request), responseView(asked, answered)), answered);
  };
}

/** Whether there is an HTTP response in what the handler was called with. */
export function isHttpResponse(value: unknown): value is HttpResponse {
  return typeof value === 'object' && value !== null && ('raw' in value || 'setHeader' in value);
}
