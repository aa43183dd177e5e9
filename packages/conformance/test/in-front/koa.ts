import cors from '@koa/cors';
import Router from '@koa/router';
import { problemDetails } from '@statusquo/koa';
import Koa from 'koa';
import compress from 'koa-compress';
import conditional from 'koa-conditional-get';
import etag from 'koa-etag';
import { createServer } from 'node:http';
import { listen } from '../host.ts';
import { failing, large, origin, small, type Front } from './front.ts';

/** In front of `problemDetails`, where they see its answers, or behind it, as its README says. */
function front(host: string, isBehind: boolean): Front {
  return {
    host,
    with: ['compression', 'CORS', 'ETag'],
    start(onError) {
      const app = new Koa();
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

export const koaBehind = front('koa, in front', false);
export const koaFirst = front('koa, problemDetails first', true);
