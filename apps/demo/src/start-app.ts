import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A build of the bookshop. */
export interface Build {
  readonly name: string;
  readonly app: 'express' | 'koa' | 'fastify' | 'nestjs';
  readonly env?: Readonly<Record<string, string>>;
}

/** The five builds, which have to answer alike. */
export const builds: readonly Build[] = [
  { name: 'express', app: 'express' },
  { name: 'koa', app: 'koa' },
  { name: 'fastify', app: 'fastify' },
  { name: 'nest on express', app: 'nestjs', env: { NEST_PLATFORM: 'express' } },
  { name: 'nest on fastify', app: 'nestjs', env: { NEST_PLATFORM: 'fastify' } },
];

/** A build that accepts connections. */
export interface RunningApp {
  readonly name: string;
  readonly url: string;
  /** Ends it by SIGTERM, unless it has ended; gives its exit code. */
  stop(): Promise<number | null>;
}

/** How a build ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

/**
 * Starts a build in a process of its own, on a free port, and waits until it accepts connections. The process ends with
 * this one at the latest.
 *
 * @throws {Error} if it ends before, with what it wrote on stderr.
 */
export async function startApp(build: Build, env: Env = {}): Promise<RunningApp> {
  const { child, ended } = launch(build, { PORT: '0', ...env });
  const url = await Promise.race([
    listening(child.stdout),
    ended.then(({ code, stderr }) => {
      throw new Error(`${build.name} ended with ${String(code)} before it listened:\n${stderr}`);
    }),
  ]);
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    return (await ended).code;
  };
  return { name: build.name, url, stop };
}

/** Runs a build that is expected to end by itself. */
export async function runApp(build: Build, env: Env): Promise<Ended> {
  return launch(build, env).ended;
}

/** What configures the bookshop, and comes from nowhere but here. */
const variables = [
  'DATABASE_URL',
  'JWT_SECRET',
  'NEST_PLATFORM',
  'ORDERS_PER_MINUTE',
  'PORT',
  'PRICING_TIMEOUT_MS',
  'PRICING_URL',
];

function launch({ app, env: platform }: Build, env: Env): { child: App; ended: Promise<Ended> } {
  const inherited = Object.entries(process.env).filter(([name]) => !variables.includes(name));
  const main = fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { ...Object.fromEntries(inherited), ...platform, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);

  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const ended = once(child, 'close').then(([code]): Ended => {
    process.off('exit', kill);
    return { code: code as number | null, stdout: stdout(), stderr: stderr() };
  });
  return { child, ended };
}

type App = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

/** Gives the last part of what a stream has said so far. */
function collect(stream: Readable): () => string {
  let all = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    all = (all + text).slice(-10_000);
  });
  return () => all;
}

async function listening(stdout: Readable): Promise<string> {
  const lines = createInterface({ input: stdout });
  return new Promise((resolve) => {
    lines.on('line', (line) => {
      const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
