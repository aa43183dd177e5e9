import { createAdaptorServer } from '@hono/node-server';
import { problemDetails } from '@statusquo/fetch';
import { checkContinue, checkExpectation, clientErrorHandler } from '@statusquo/node';
import type { Server } from 'node:http';
import { respondTo } from '../fetch-stage.ts';
import { findRoute } from '../find-route.ts';
import { listen, playsAt, type Host } from '../host.ts';
import type { Options } from '../options.ts';

/** A bare fetch handler, served by Node. */
export const fetchHost: Host = {
  name: 'fetch',
  start(cases, options) {
    const handler = async (request: Request): Promise<Response> => {
      const target = targetOf(request);
      const headers = new Headers();
      const early = playsAt(cases, 'middleware', target)?.route;
      if (early !== undefined) await respondTo(early, request, headers, options);
      const found = findRoute(cases, request.method, target);
      return found === 'fine' ? new Response('fine') : respondTo(found, request, headers, options);
    };
    return serve(problemDetails(handler, options), options);
  },
};

/** Serves a fetch handler with Node, which has errors of its own to answer. */
export function serve(
  handler: (request: Request) => Response | Promise<Response>,
  options: Options,
): ReturnType<Host['start']> {
  const server = createAdaptorServer({ fetch: handler }) as Server;
  server.on('clientError', clientErrorHandler(options));
  server.on('checkExpectation', checkExpectation(options));
  server.on('checkContinue', checkContinue);
  return listen(server);
}

/** The request target, as it was sent. */
export function targetOf(request: Request): string {
  return request.url.replace(/^[a-z]+:\/\/[^/]*/, '');
}
