import cors from '@koa/cors';
import Router from '@koa/router';
import { problemDetails } from '@statusquo/koa';
import Koa from 'koa';
import compress from 'koa-compress';
import conditional from 'koa-conditional-get';
import etag from 'koa-etag';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { listen } from '../host.ts';
import { failing, large, origin, small, type Front } from './front.ts';

/** In front of `problemDetails`, where they see its answers, or behind it, as its README says. */
function front(host: string, framework: typeof Koa, isBehind: boolean): Front {
  return {
    host,
    with: ['compression', 'CORS', 'ETag'],
    // koa-compress behind problemDetails never sees the answer.
    ...(isBehind && { codings: [] }),
    start(onError) {
      const app = new framework();
      if (isBehind) app.use(problemDetails({ onError }));
      app
        .use(compress())
        .use(conditional())
        .use(etag())
        .use(cors({ origin, keepHeadersOnError: true }));
      if (!isBehind) app.use(problemDetails({ onError }));
      const router = new Router();
      router.get('/large', large).get('/small', small);
      router.get('/late', (ctx) => void (ctx.body = failing()));
      router.get('/never', (ctx) => {
        ctx.type = 'text';
        ctx.body = failing(0);
      });
      router.get('/leftovers', (ctx) => {
        ctx.set({ ETag: '"v7"', 'Cache-Control': 'public', 'Content-Type': 'text/csv' });
        small();
      });
      app.use(router.routes());
      const handle = app.callback();
      return listen(createServer((request, response) => void handle(request, response)));
    },
  };
}

const require = createRequire(import.meta.url);
const koa2 = require('koa-2') as typeof Koa;

export const koaBehind = front('koa, in front', Koa, false);
export const koaFirst = front('koa, problemDetails first', Koa, true);
export const koa2Behind = front('koa-2, in front', koa2, false);
export const koa2First = front('koa-2, problemDetails first', koa2, true);
