import { checkContinue, checkExpectation, clientErrorHandler, problemDetails } from '@statusquo/express';
import express, { Router, type IRouter, type RequestHandler } from 'express';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import type { Case, Method } from '../../src/case.ts';
import { listen, methodsOf, pathBelow, playsAt, proceed, type Host } from '../host.ts';
import { nodeStage } from '../node-stage.ts';
import { validateOrder } from '../order.ts';
import { play, type Stage } from '../play.ts';

/** Express 5: routes first, `problemDetails` last. */
export const expressHost: Host = {
  name: 'express',
  start(cases, options) {
    const app = express();
    app.use(early(cases, 'middleware'));
    app.use(express.json({ limit: 1000 }));
    app.get('/fine', (_request, response) => void response.send('fine'));
    for (const row of cases) mount(app, row, early(cases, 'guard'));
    app.use(problemDetails(options));

    const server = createServer(app);
    server.on('clientError', clientErrorHandler(options));
    server.on('checkExpectation', checkExpectation(options));
    server.on('checkContinue', checkContinue);
    return listen(server);
  },
};

function early(cases: readonly Case[], where: 'middleware' | 'guard'): RequestHandler {
  return (request, response, next) => {
    const route = playsAt(cases, where, request.originalUrl)?.route;
    if (route === undefined) return next();
    return proceed(play(route, expressStage(request, response, next)), next);
  };
}

function mount(app: IRouter, row: Case, guard: RequestHandler): void {
  if (row.route === undefined) return;
  const { route } = row;
  let router = app;
  for (const prefix of route.below ?? []) {
    const inner = Router();
    router.use(prefix, inner);
    router = inner;
  }
  for (const method of methodsOf(route)) {
    router[verb(method)](pathBelow(row), guard, (request, response, next) =>
      play(route, expressStage(request, response, next)),
    );
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
