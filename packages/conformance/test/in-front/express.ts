import { problemDetails, TooManyRequests } from '@statusquo/express';
import compression from 'compression';
import timeout from 'connect-timeout';
import cors from 'cors';
import express, { type Request } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { createServer } from 'node:http';
import { listen } from '../host.ts';
import { failing, large, limit, origin, patience, small, tooLong, type Front } from './front.ts';

export const express_: Front = {
  host: 'express',
  with: ['compression', 'CORS', 'ETag', 'security headers', 'rate limit', 'timeout'],
  start(onError) {
    // Express sets an ETag by itself; `strong` so that it is not only a weak one.
    const app = express().set('etag', 'strong');
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
    app.get('/slow', timeout(patience), async (request: Request, response) => {
      await tooLong();
      // What connect-timeout tells handlers to look at, and many forget.
      response.send(String(request.timedout));
    });
    app.use(
      '/limited',
      rateLimit({ limit, handler: (_request, _response, next) => next(new TooManyRequests()) }),
    );
    app.get('/limited', (_request, response) => void response.send('fine'));
    app.use(problemDetails({ onError }));
    return listen(createServer(app));
  },
};
