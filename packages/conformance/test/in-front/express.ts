import { problemDetails, TooManyRequests } from '@statusquo/express';
import compression from 'compression';
import timeout from 'connect-timeout';
import cors from 'cors';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { listen } from '../host.ts';
import { awaited, type Handler, type Wrap } from '../hosts/express.ts';
import { failing, large, limit, origin, patience, small, tooLong, type Front } from './front.ts';

const require = createRequire(import.meta.url);

export const express_ = front('express', express, (handler) => handler);

export const express4 = front('express-4', require('express-4') as typeof express, awaited);

function front(host: string, framework: typeof express, wrap: Wrap): Front {
  const start: Front['start'] = (onError) => {
    // Express sets an ETag by itself; `strong` so that it is not only a weak one.
    const app = framework().set('etag', 'strong');
    app.use(compression(), cors({ origin }), helmet());
    app.get('/large', large).get('/small', small);
    app.get('/late', (_request, response, next) => void failing().once('error', next).pipe(response));
    app.get(
      '/never',
      (_request, response, next) => void failing(0).once('error', next).pipe(response.type('text')),
    );
    app.get('/leftovers', (_request, response) => {
      response.set({ ETag: '"v7"', 'Cache-Control': 'public', 'Content-Type': 'text/csv' });
      small();
    });
    const slow: Handler = async (request, response) => {
      await tooLong();
      // What connect-timeout tells handlers to look at, and many forget.
      response.send(String(request.timedout));
    };
    app.get('/slow', timeout(patience), wrap(slow));
    app.use(
      '/limited',
      rateLimit({ limit, handler: (_request, _response, next) => next(new TooManyRequests()) }),
    );
    app.get('/limited', (_request, response) => void response.send('fine'));
    app.use(problemDetails({ onError }));
    return listen(createServer(app));
  };
  return {
    host,
    with: ['compression', 'CORS', 'ETag', 'security headers', 'rate limit'],
    timesOut: 503,
    start,
  };
}
