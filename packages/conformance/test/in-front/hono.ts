import { createAdaptorServer } from '@hono/node-server';
import { problemDetails, routedMethods, toResponse, unmatched, watchBody } from '@statusquo/fetch';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { timeout } from 'hono/timeout';
import type { Server } from 'node:http';
import { listen } from '../host.ts';
import { large, origin, patience, small, tooLong, webFailing, type Front } from './front.ts';

/** Hono, with the middleware that it brings. */
export const hono: Front = {
  host: 'hono',
  with: ['compression', 'CORS', 'ETag', 'security headers'],
  codings: ['gzip'],
  timesOut: 504,
  start(onError) {
    const options = { onError };
    const app = new Hono();
    app.use(compress(), cors({ origin }), secureHeaders());
    app.get('/late', (c) => watchBody(c.body(webFailing()), c.req.raw, options));
    app.get('/never', (c) => watchBody(c.body(webFailing(0)), c.req.raw, options));
    // It digests a whole body before a byte of it is sent, so streams do not go through it.
    app.use(etag());
    app.get('/large', large).get('/small', small);
    app.get('/leftovers', (c) => {
      c.header('ETag', '"v7"');
      c.header('Cache-Control', 'public');
      c.header('Content-Type', 'text/csv');
      return small();
    });
    app.get('/slow', timeout(patience), async (c) => {
      await tooLong();
      return c.text('too late');
    });
    app.notFound((c) =>
      toResponse(unmatched(routedMethods(app, c.req.raw)), c.req.raw, options, c.res.headers),
    );
    app.onError((error, c) => toResponse(error, c.req.raw, options, c.res.headers));
    return listen(createAdaptorServer({ fetch: problemDetails(app.fetch, options) }) as Server);
  },
};
