import { Conflict, problemDetails } from '@statusquo/express';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { listen } from '../host.ts';
import { deletes, type Limited } from './limited.ts';

const require = createRequire(import.meta.url);

function limited(
  ask: Limited['ask'],
  prepare: (app: Express) => unknown,
  last?: (error: unknown) => void,
): Limited {
  return {
    ask,
    start(host, options) {
      const framework = host === 'express-4' ? (require('express-4') as typeof express) : express;
      const app = framework();
      prepare(app);
      app.use(problemDetails(options));
      // Without a last handler, Express has its own.
      return listen(
        createServer(
          (request, response) => void app(request as Request, response as Response, last as NextFunction),
        ),
      );
    },
  };
}

let left: unknown;

const afterFirst = limited(
  { path: '/twice' },
  (app) => {
    left = undefined;
    app.get('/twice', (_request, _response, next) => {
      next(new Conflict());
      throw new Error('the second is hunter2');
    });
  },
  (error) => (left = error),
);

export const secondError: Limited = { ...afterFirst, leftToHost: () => left };

export const plainFunction = limited(deletes, (app) =>
  app.use('/books', (request, response, next) => {
    if (request.method === 'GET') response.send('fine');
    else next();
  }),
);

export const replacedPath = limited(deletes, (app) => {
  app.use((request, _response, next) => {
    request.url = request.url.replace('/books', '/new/books');
    next();
  });
  app.get('/new/books', (_request, response) => void response.send('fine'));
});
