import type { Report } from '@statusquo/core';
import { fastify, type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { clientErrorHandler, frameworkErrors } from '../src/index.ts';

export interface TestApp {
  readonly app: FastifyInstance;
  /** What the app has logged, from `warn` up. */
  readonly lines: readonly LogLine[];
}

export interface LogLine {
  readonly level: number;
  readonly msg?: string;
  readonly err?: { readonly message: string };
}

/** An app that is constructed as the README says. */
export function createTestApp(options: FastifyServerOptions = {}): TestApp {
  const lines: LogLine[] = [];
  const stream = { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) };
  const app = fastify({
    frameworkErrors,
    clientErrorHandler,
    logger: { level: 'warn', stream },
    ...options,
  });
  return { app, lines };
}

/** An `onError` that keeps what it gets. */
export function collect(): {
  reports: Report<FastifyRequest>[];
  onError: (report: Report<FastifyRequest>) => void;
} {
  const reports: Report<FastifyRequest>[] = [];
  return { reports, onError: (report) => void reports.push(report) };
}

/** Resolves once a condition holds; the test's own time limit ends the wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
