import { problemDetails, routedMethods, toResponse, unmatched } from '@statusquo/fetch';
import { Hono } from 'hono';
import { mount } from 'hono/mount';
import { respondTo } from '../fetch-stage.ts';
import { methodsOf, pathBelow, playsAt, type Host } from '../host.ts';
import { serve, targetOf } from './fetch.ts';
import type { Case } from '../../src/case.ts';
import type { Options } from '../options.ts';

/** Hono, with what it lets no error handler see behind it. */
export const hono: Host = {
  name: 'hono',
  start(cases, options) {
    const app = new Hono();
    app.use(async (c, next) => {
      const early = playsAt(cases, 'middleware', targetOf(c.req.raw))?.route;
      if (early !== undefined) await respondTo(early, c.req.raw, c.res.headers, options);
      await next();
    });
    app.get('/fine', (c) => c.text('fine'));
    for (const row of cases) addRoute(app, row, row.route?.below ?? [], options, cases);
    app.notFound((c) =>
      toResponse(unmatched(routedMethods(app, c.req.raw)), c.req.raw, options, c.res.headers),
    );
    app.onError((error, c) => toResponse(error, c.req.raw, options, c.res.headers));
    return serve(problemDetails(app.fetch, options), options);
  },
};

function addRoute(
  outer: Hono,
  row: Case,
  [prefix, ...deeper]: readonly string[],
  options: Options,
  cases: readonly Case[],
): void {
  const { route } = row;
  if (route === undefined) return;
  if (prefix !== undefined) {
    const inner = new Hono();
    addRoute(inner, row, deeper, options, cases);
    if (route.mounted === true) outer.all(`${prefix}/*`, mount(inner.fetch));
    else outer.route(prefix, inner);
    return;
  }
  outer.on(methodsOf(route), pathBelow(row), async (c) => {
    const guard = playsAt(cases, 'guard', targetOf(c.req.raw))?.route;
    return respondTo(guard ?? route, c.req.raw, c.res.headers, options);
  });
}
