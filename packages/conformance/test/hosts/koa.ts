import bodyParser from '@koa/bodyparser';
import Router from '@koa/router';
import { checkContinue, checkExpectation, clientErrorHandler, problemDetails } from '@statusquo/koa';
import Koa, { type Context, type Middleware } from 'koa';
import mount from 'koa-mount';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import type { Case, Route } from '../../src/case.ts';
import { listen, methodsOf, pathBelow, playsAt, type Host } from '../host.ts';
import { listenHttp2 } from '../listen-http2.ts';
import { nodeStage } from '../node-stage.ts';
import type { Options } from '../options.ts';
import { validateOrder } from '../order.ts';
import { play, type Stage } from '../play.ts';

/** Koa 3. */
export const koa: Host = {
  name: 'koa',
  start: (cases, options) => serve(appOf(new Koa(), cases, options), options),
};

/** Koa 2. */
export const koa2: Host = {
  name: 'koa-2',
  start: (cases, options) => serve(appOf(new (require('koa-2') as typeof Koa)(), cases, options), options),
};

/** Koa 3 over HTTP/2 in clear text. */
export const koaHttp2: Host = {
  name: 'koa-http2',
  start(cases, options) {
    const handle = appOf(new Koa(), cases, options).callback();
    const server = createHttp2Server((request, response) => void handle(request, response));
    server.on('checkExpectation', checkExpectation(options));
    server.on('checkContinue', checkContinue);
    return listenHttp2(server);
  },
};

const require = createRequire(import.meta.url);

function serve(app: Koa, options: Options): ReturnType<Host['start']> {
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  server.on('clientError', clientErrorHandler(options));
  server.on('checkExpectation', checkExpectation(options));
  server.on('checkContinue', checkContinue);
  return listen(server);
}

/** Koa with its usual router and body parser: `problemDetails` first. */
function appOf(app: Koa, cases: readonly Case[], options: Options): Koa {
  app.use(problemDetails(options));
  app.use(early(cases, 'middleware'));
  app.use(bodyParser({ jsonLimit: 1000 }));
  app.use(routes(cases).routes());
  for (const row of cases) if (row.route?.mounted === true) app.use(mountedOf(row, row.route));
  return app;
}

function routes(cases: readonly Case[]): Router {
  const router = new Router();
  router.get('/fine', (ctx) => {
    ctx.body = 'fine';
  });
  for (const row of cases) {
    const { route } = row;
    if (route === undefined || route.mounted === true) continue;
    nest(router, route.below ?? [], (inner) => {
      inner.register(pathBelow(row), methodsOf(route), [
        early(cases, 'guard'),
        (ctx) => play(route, stageOf(ctx)),
      ]);
    });
  }
  return router;
}

/** The applications of a route, each mounted on the one around it. */
function mountedOf(row: Case, route: Route): Middleware {
  const router = new Router();
  router.register(pathBelow(row), methodsOf(route), [(ctx) => play(route, stageOf(ctx))]);
  return (route.below ?? []).reduceRight<Middleware>(
    (inner, prefix) => mount(prefix, new Koa().use(inner)),
    router.routes() as Middleware,
  );
}

function nest(
  outer: Router,
  [prefix, ...deeper]: readonly string[],
  register: (inner: Router) => void,
): void {
  if (prefix === undefined) return register(outer);
  const inner = new Router({ prefix });
  nest(inner, deeper, register);
  outer.use(inner.routes());
}

function early(cases: readonly Case[], where: 'middleware' | 'guard'): Middleware {
  return async (ctx, next) => {
    const route = playsAt(cases, where, ctx.originalUrl)?.route;
    if (route !== undefined) await play(route, stageOf(ctx));
    await next();
  };
}

function stageOf(ctx: Context): Stage {
  const { write, flush, interim, end, left } = nodeStage(ctx.res);
  // Koa's status is 404 until somebody sets it, also where the response is written past Koa.
  const begin = (): void => void (ctx.status = ctx.status === 404 ? 200 : ctx.status);
  return {
    header: (name, value) => ctx.set(name, value as string | string[]),
    status: (code) => void (ctx.status = code),
    write: (text) => (begin(), write(text)),
    flush: () => (begin(), flush()),
    interim,
    hijack: () => void (ctx.respond = false),
    end: (text) => (begin(), end(text)),
    json: () => Promise.resolve(ctx.request.body),
    validate: (status) => Promise.resolve(validateOrder(ctx.request.body, status)),
    stream: (stream) => void (ctx.body = Readable.from(stream)),
    left,
  };
}
