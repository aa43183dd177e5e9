import { getRequestListener } from '@hono/node-server';
import { problemDetails, unmatched, watchBody } from '@statusquo/fetch';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../host.ts';
import { large, small, webFailing, type Front } from './front.ts';
import { passInFront } from './node.ts';

/** A bare fetch handler on Node, whose middleware stands in front of it. */
export const fetch_: Front = {
  host: 'fetch',
  with: ['compression', 'CORS', 'security headers'],
  start(onError) {
    const options = { onError };
    const handler = (request: Request): Response | Promise<Response> => {
      switch (new URL(request.url).pathname) {
        case '/large':
          return large();
        case '/small':
        case '/leftovers':
          return small();
        case '/late':
          return watchBody(new Response(webFailing()), request, options);
        case '/never':
          return watchBody(new Response(webFailing(0)), request, options);
        default:
          throw unmatched();
      }
    };
    const listener = getRequestListener(problemDetails(handler, options));
    const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      await passInFront(request, response);
      await listener(request, response);
    };
    return listen(createServer((request, response) => void serve(request, response)));
  },
};
