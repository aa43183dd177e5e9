import etag from '@fastify/etag';
import { Conflict } from '@statusquo/core';
import { clientErrorHandler, frameworkErrors, problemDetails } from '@statusquo/fastify';
import { fastify } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addressOf } from './host.ts';
import { express4, express_ } from './in-front/express.ts';
import { fastify_ } from './in-front/fastify.ts';
import { fetch_ } from './in-front/fetch.ts';
import { hono } from './in-front/hono.ts';
import { koa2Behind, koa2First, koaBehind, koaFirst } from './in-front/koa.ts';
import { nestOnExpress, nestOnFastify } from './in-front/nest.ts';
import { node_ } from './in-front/node.ts';
import { playFronts } from './play-fronts.ts';

playFronts([
  express_,
  express4,
  koaBehind,
  koaFirst,
  koa2Behind,
  koa2First,
  fastify_,
  nestOnExpress,
  nestOnFastify,
  node_,
  hono,
  fetch_,
]);

describe('fastify behind @fastify/etag', () => {
  // The plugin looks neither at the status nor at Cache-Control, and its hook is the last: see the recipes of the adapter.
  it('gives problems an ETag, and 304 to a client that sends it', async () => {
    const app = fastify({ frameworkErrors, clientErrorHandler, forceCloseConnections: true });
    await app.register(problemDetails);
    await app.register(etag);
    app.get('/', () => {
      throw new Conflict();
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => app.close());
    const url = `http://127.0.0.1:${addressOf(app.server).port}/`;
    const first = await fetch(url);
    const value = first.headers.get('etag') ?? '';
    expect([first.status, value !== '', await first.text()]).toEqual([
      409,
      true,
      '{"type":"about:blank","title":"Conflict","status":409}',
    ]);
    expect((await fetch(url, { headers: { 'If-None-Match': value } })).status).toBe(304);
  });
});
