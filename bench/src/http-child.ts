import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { serverCore } from './pin.js';

/** The server of a contender in a process of its own. */
export class HttpChild {
  readonly #child: ChildProcess;
  readonly #port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  /** @throws if the process ends before it listens, with the last line that it wrote. */
  static async start(args: readonly string[], isPinned: boolean): Promise<HttpChild> {
    const child = fork(fileURLToPath(new URL('http-server.js', import.meta.url)), args, {
      ...(isPinned && {
        execPath: 'taskset',
        execArgv: ['--cpu-list', String(serverCore), process.execPath],
      }),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const gone = once(child, 'exit').then(() => []);
    const [port] = (await Promise.race([once(child, 'message'), gone])) as unknown[];
    if (typeof port !== 'number') throw new Error(/^\w*Error.*$/m.exec(said)?.[0] ?? `it ended: ${said}`);
    return new HttpChild(child, port);
  }

  /** What it answers: the status line's code, the fields but the date, the body. */
  async answer(
    method: string,
    path: string,
  ): Promise<{ status: number; headers: Record<string, string>; body: string }> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, { method });
    const { date: _, ...headers } = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  }

  /** Microseconds of CPU time of the server for each request. */
  async cpuTime(method: 'GET' | 'POST', path: string, amount: number): Promise<number> {
    const before = await this.#cpuUsage();
    const load = autocannon({
      url: `http://127.0.0.1:${this.#port}${path}`,
      method,
      amount,
      connections: 10,
    });
    const result = await awake(load);
    const after = await this.#cpuUsage();
    if (result.errors > 0 || result.requests.total < amount)
      throw new Error(`${result.errors} requests have failed.`);
    return (after - before) / amount;
  }

  stop(): void {
    this.#child.disconnect();
  }

  async #cpuUsage(): Promise<number> {
    this.#child.send('cpu');
    const [{ user, system }] = (await once(this.#child, 'message')) as [NodeJS.CpuUsage];
    return user + system;
  }
}

/** Keeps this process from sleeping meanwhile: a server would have to wake it, the more often the slower it is. */
async function awake<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  const turn = (): void => {
    if (!isDone) setImmediate(turn);
  };
  turn();
  try {
    return await promise;
  } finally {
    isDone = true;
  }
}
