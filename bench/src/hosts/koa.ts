import { errorMiddleware } from '@common-sense/error-iq/koa';
import Router from '@koa/router';
import { problemDetails } from '@statusquo/koa';
import Koa, { type Context, type Middleware } from 'koa';
import { message } from '../message.js';
import { conflict, fields, notFound, type ByHand } from './by-hand.js';
import { fiveAwaits } from './five-awaits.js';
import type { Host, Start } from './host.js';
import { listen } from './listen.js';
import { throwBare, throwConflict, throwIqConflict } from './throw-conflict.js';

export const host: Host = {
  handWritten: start([], async (ctx) => write(ctx, conflict, await fiveAwaits(conflict.text))),
  bareThrow: start(
    [
      async (ctx, next) => {
        try {
          await next();
        } catch {
          write(ctx, conflict, conflict.text());
        }
      },
    ],
    () => fiveAwaits(throwBare),
  ),
  handWritten404: start(
    [
      async (ctx, next) => {
        await next();
        if (ctx.body === undefined) write(ctx, notFound, notFound.text());
      },
    ],
    async (ctx) => void (ctx.body = ''),
  ),
  statusquo: start([problemDetails()], () => fiveAwaits(throwConflict)),
  ownWay: start([], (ctx) => fiveAwaits(() => ctx.throw(409, message))),
  packages: {
    '@common-sense/error-iq': start([errorMiddleware() as Middleware], () => fiveAwaits(throwIqConflict)),
  },
};

function write(ctx: Context, { status }: ByHand, text: string): void {
  ctx.status = status;
  ctx.set(fields);
  ctx.body = text;
}

function start(first: readonly Middleware[], handler: (ctx: Context) => Promise<unknown>): Start {
  return () => {
    const app = new Koa();
    for (const middleware of first) app.use(middleware);
    app.use(new Router().get('/orders/42', (ctx) => handler(ctx as Context)).routes() as Middleware);
    const answer = app.callback();
    return listen((request, response) => void answer(request, response));
  };
}
