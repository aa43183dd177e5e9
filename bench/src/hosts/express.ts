import { errorHandler } from '@common-sense/error-iq/express';
import { problemDetails } from '@statusquo/express';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { HttpProblemResponse } from 'express-http-problem-details';
import createError from 'http-errors';
import { DefaultMappingStrategy, MapperRegistry } from 'http-problem-details-mapper';
import { message } from '../message.js';
import { conflict, fields, notFound, type ByHand } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host } from './host.js';
import { listen } from './listen.js';
import { throwBare, throwConflict, throwIqConflict } from './throw-conflict.js';

export const host: Host = {
  handWritten: () =>
    listen(
      app(async (_request, response) => {
        write(response, conflict, await fiveAwaits(conflict.text));
      }).set('etag', false),
    ),
  bareThrow: () =>
    listen(
      app(() => fiveAwaits(throwBare))
        .set('etag', false)
        .use(answerByHand),
    ),
  handWritten404: () =>
    listen(
      app((_request, response) => void response.end())
        .set('etag', false)
        .use((_request: Request, response: Response) => write(response, notFound, notFound.text())),
    ),
  statusquo: () => listen(app(() => fiveAwaits(throwConflict)).use(problemDetails())),
  // Else its last handler writes each error to the console.
  ownWay: () => listen(app(() => fiveAwaits(throwHttpError)).set('env', 'test')),
  packages: {
    '@common-sense/error-iq': () => listen(app(() => fiveAwaits(throwIqConflict)).use(errorHandler())),
    'express-http-problem-details': () => {
      const strategy = new DefaultMappingStrategy(new MapperRegistry());
      return listen(app(() => fiveAwaits(throwHttpError)).use(HttpProblemResponse({ strategy })));
    },
  },
};

function app(handler: RequestHandler): Express {
  return express().get('/orders/42', handler);
}

/** Of a string, `send` would make another type. */
function write(response: Response, { status }: ByHand, text: string): void {
  response.status(status).set(fields).send(Buffer.from(text));
}

const answerByHand: ErrorRequestHandler = (_error, _request, response, _next) =>
  write(response, conflict, conflict.text());

function throwHttpError(): never {
  throw createError(409, message);
}
