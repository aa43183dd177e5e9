import { checkContinue, checkExpectation, clientErrorHandler, problemDetails } from '@statusquo/express';
import express from 'express';
import type { IRouter, NextFunction, Request, RequestHandler, Response } from 'express';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import type { Case, Method } from '../../src/case.ts';
import { listen, methodsOf, pathBelow, playsAt, proceed, type Host } from '../host.ts';
import { nodeStage } from '../node-stage.ts';
import { validateOrder } from '../order.ts';
import type { Options } from '../options.ts';
import { play, type Stage } from '../play.ts';

/** Express 5. */
export const expressHost: Host = {
  name: 'express',
  start: (cases, options) => start(express, (handler) => handler, cases, options),
};

/** Express 4, whose handlers need a wrapper to be asynchronous. */
export const express4: Host = {
  name: 'express-4',
  start: (cases, options) => start(require('express-4') as typeof express, awaited, cases, options),
};

const require = createRequire(import.meta.url);

/** What the README of the adapter shows for Express 4. */
export function awaited(handler: Handler): Handler {
  return async (request, response, next) => {
    try {
      await handler(request, response, next);
    } catch (error) {
      next(error || new Error('A handler has thrown nothing.'));
    }
  };
}

export type Handler = (request: Request, response: Response, next: NextFunction) => unknown;
export type Wrap = (handler: Handler) => Handler;

/** Routes first, `problemDetails` last. */
function start(
  framework: typeof express,
  wrap: Wrap,
  cases: readonly Case[],
  options: Options,
): ReturnType<Host['start']> {
  const app = framework();
  app.use(wrap(early(cases, 'middleware')));
  app.use(framework.json({ limit: 1000 }));
  app.get('/fine', (_request, response) => void response.send('fine'));
  for (const row of cases) mount(framework, app, row, wrap);
  app.use(problemDetails(options));

  const server = createServer(app);
  server.on('clientError', clientErrorHandler(options));
  server.on('checkExpectation', checkExpectation(options));
  server.on('checkContinue', checkContinue);
  return listen(server);
}

function early(cases: readonly Case[], where: 'middleware' | 'guard'): Handler {
  return (request, response, next) => {
    const route = playsAt(cases, where, request.originalUrl)?.route;
    if (route === undefined) return next();
    return proceed(play(route, expressStage(request, response, next)), next);
  };
}

function mount(framework: typeof express, app: IRouter, row: Case, wrap: Wrap): void {
  if (row.route === undefined) return;
  const { route } = row;
  let router = app;
  for (const prefix of route.below ?? []) {
    const inner = route.mounted === true ? framework() : framework.Router();
    router.use(prefix, inner);
    router = inner;
  }
  for (const method of methodsOf(route)) {
    const handler: Handler = (request, response, next) => play(route, expressStage(request, response, next));
    router[verb(method)](pathBelow(row), wrap(early([row], 'guard')), wrap(handler));
  }
}

function verb(method: Method): 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete' | 'options' {
  return method.toLowerCase() as Lowercase<Method>;
}

export function expressStage(...[request, response, next]: Parameters<RequestHandler>): Stage {
  return {
    ...nodeStage(response),
    header: (name, value) => void response.set(name, value as string | string[]),
    status: (code) => void response.status(code),
    end: (text) => void response.end(text),
    json: () => Promise.resolve(request.body),
    validate: (status) => Promise.resolve(validateOrder(request.body, status)),
    stream: (stream) => void Readable.from(stream).once('error', next).pipe(response),
    pass: (error) => next(error),
  };
}
