import { problemDetails, unmatched } from '@statusquo/node';
import compression from 'compression';
import timeout from 'connect-timeout';
import cors from 'cors';
import helmet from 'helmet';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { listen } from '../host.ts';
import { failing, large, origin, patience, small, tooLong, type Front } from './front.ts';

type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

// Made for Express, and content with Node's objects.
const inFront = [compression(), cors({ origin }), helmet()] as unknown as readonly Middleware[];
const timeLimit = timeout(patience) as unknown as Middleware;

/** Runs the middleware of Connect's shape in front of a handler. */
export async function passInFront(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const middleware of inFront) await promisify(middleware)(request, response);
}

const routes: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => unknown>> = {
  '/large': large,
  '/small': small,
  '/late': (response) =>
    new Promise((_resolve, reject) => void failing().once('error', reject).pipe(response)),
  '/never': (response) =>
    new Promise((_resolve, reject) => void failing(0).once('error', reject).pipe(response)),
  '/leftovers': (response) => {
    response
      .setHeader('ETag', '"v7"')
      .setHeader('Cache-Control', 'public')
      .setHeader('Content-Type', 'text/csv');
    small();
  },
  '/slow': (response, request) =>
    new Promise<void>((resolve, reject) => {
      // It goes on at once, and comes back with an error when the time is up.
      timeLimit(request, response, (error) => {
        if (error === undefined) void tooLong().then(() => resolve(void response.end('too late')), reject);
        else reject(error);
      });
    }),
};

export const node_: Front = {
  host: 'node',
  with: ['compression', 'CORS', 'security headers'],
  timesOut: 503,
  start(onError) {
    const handler = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      await passInFront(request, response);
      const route = routes[request.url ?? ''];
      if (route === undefined) throw unmatched();
      await route(response, request);
    };
    return listen(createServer(problemDetails(handler, { onError })));
  },
};
