import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
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
  readonly process: ChildProcess;
  /** Ends it by SIGTERM; gives its exit code. */
  stop(): Promise<number | null>;
}

/** The file that `node` runs for a build. */
export function mainFile({ app }: Build): string {
  return fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url));
}

/**
 * Starts a build in a process of its own, on a free port, and waits until it accepts connections.
 *
 * @throws {Error} if it ends before, with what it wrote on stderr.
 */
export async function startApp(
  build: Build,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const child = spawn(process.execPath, [mainFile(build)], {
    env: { ...process.env, PORT: '0', ...build.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  void exited.then(() => process.off('exit', kill));

  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-10_000);
  });
  const url = await Promise.race([
    listening(child),
    exited.then((code) => {
      throw new Error(`${build.name} ended with ${String(code)} before it listened:\n${log}`);
    }),
  ]);
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return exited;
  };
  return { name: build.name, url, process: child, stop };
}

async function listening(
  child: ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> },
): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return url;
    }
  }
  return new Promise(() => undefined);
}
