import Koa, { type Context } from 'koa';
import { vi } from 'vitest';
import { listen } from '../../node/test/wire.ts';
import { problemDetails, type ProblemDetailsOptions, type Report } from '../src/index.ts';

export interface Started {
  readonly app: Koa;
  readonly port: number;
  /** What `onError` got. */
  readonly reports: Report<Context>[];
  /** What the event `error` of the app got. */
  readonly emitted: unknown[];
}

/** Starts an app with `problemDetails` in front, unless the middleware brings its own. */
export async function start(
  middleware: (app: Koa, install: () => void) => void,
  options?: ProblemDetailsOptions<Context>,
): Promise<Started> {
  const reports: Report<Context>[] = [];
  const emitted: unknown[] = [];
  const app = new Koa();
  app.on('error', (error) => emitted.push(error));
  let isInstalled = false;
  const install = (): void => {
    isInstalled = true;
    app.use(problemDetails({ onError: (report) => void reports.push(report), ...options }));
  };
  if (middleware.length < 2) install();
  middleware(app, install);
  if (!isInstalled) throw new Error('problemDetails was not installed');
  return { app, port: await listen(app.callback()), reports, emitted };
}

/** Starts an app with one middleware behind `problemDetails`. */
export function startWith(
  middleware: (ctx: Context) => unknown,
  options?: ProblemDetailsOptions<Context>,
): Promise<Started> {
  return start((app) => void app.use(async (ctx) => void (await middleware(ctx))), options);
}

/** Starts an app that has no listener of the user's, and no `onError`. */
export async function startBare(middleware: (ctx: Context) => unknown): Promise<{
  readonly port: number;
  readonly log: string[];
}> {
  const log: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void log.push(String(line)));
  const app = new Koa().use(problemDetails()).use(async (ctx) => void (await middleware(ctx)));
  return { port: await listen(app.callback()), log };
}
