import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { createServer } from 'node:http';
import { expectTypeOf } from 'vitest';
import {
  bareStatus,
  checkExpectation,
  clientErrorHandler,
  problemDetails,
  type ProblemDetailsOptions,
  type Report,
} from './index.ts';

interface State {
  user: string;
}
interface Extra {
  shop: { name: string };
}

// It installs on an app and on a router, whatever their state and context.
new Koa().use(problemDetails());
new Koa<State>().use(problemDetails()).use((ctx) => expectTypeOf(ctx.state.user).toEqualTypeOf<string>());
new Koa<State, Extra>().use(problemDetails({ debug: true })).use((ctx) => {
  expectTypeOf(ctx.shop.name).toEqualTypeOf<string>();
  expectTypeOf(ctx.state.user).toEqualTypeOf<string>();
});
new Router().use(problemDetails());
new Router<State, Extra>().use(problemDetails());

// @ts-expect-error Without the call
new Koa().use(problemDetails);
// @ts-expect-error Without the call, on an app with types of its own
new Koa<State, Extra>().use(problemDetails);
// @ts-expect-error Without the call, on a router
new Router().use(problemDetails);

// The hooks get Koa's context.
new Koa().use(
  problemDetails({
    map: [bareStatus],
    onError(report) {
      expectTypeOf(report).toEqualTypeOf<Report<Context>>();
      expectTypeOf(report.request.native.ip).toEqualTypeOf<string>();
    },
    customize: (problem, { request }) => ({ ...problem, host: request.native.hostname }),
  }),
);

// The same options serve what Node answers itself.
const options: ProblemDetailsOptions<Context> = { onError: ({ request }) => void request.native.path };
const server = createServer();
server.on('clientError', clientErrorHandler(options));
server.on('checkExpectation', checkExpectation(options));

// @ts-expect-error A misspelt option
problemDetails({ onErrors: () => undefined });
