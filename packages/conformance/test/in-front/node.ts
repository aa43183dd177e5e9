import { problemDetails, unmatched } from '@statusquo/node';
import compression from 'compression';
import cors from 'cors';
import helmet from 'helmet';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { listen } from '../host.ts';
import { failing, large, origin, small, type Front } from './front.ts';

type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

// Made for Express, and content with Node's objects.
const inFront = [compression(), cors({ origin }), helmet()] as unknown as readonly Middleware[];

const routes: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
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
};

export const node_: Front = {
  host: 'node',
  with: ['compression', 'CORS', 'security headers'],
  start(onError) {
    const handler = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      for (const middleware of inFront) await promisify(middleware)(request, response);
      const route = routes[request.url ?? ''];
      if (route === undefined) throw unmatched();
      await route(response);
    };
    return listen(createServer(problemDetails(handler, { onError })));
  },
};
