import { problemDetails } from '@statusquo/koa';
import Koa from 'koa';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { listen } from '../host.ts';
import { deletes, type Limited } from './limited.ts';

const require = createRequire(import.meta.url);

export const plainFunction: Limited = {
  ask: deletes,
  start(host, options) {
    const app = new (host === 'koa-2' ? (require('koa-2') as typeof Koa) : Koa)();
    app.use(problemDetails(options));
    app.use(async (ctx, next) => {
      if (ctx.method === 'GET' && ctx.path === '/books') ctx.body = 'fine';
      else await next();
    });
    const handle = app.callback();
    return listen(createServer((request, response) => void handle(request, response)));
  },
};
