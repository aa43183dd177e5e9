import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Settings } from './settings.js';

/** Prints the bytes of an error, from a process that collects no garbage in between. */
export async function memory({ rounds, isQuick }: Settings): Promise<void> {
  const child = fork(
    fileURLToPath(new URL('memory-child.js', import.meta.url)),
    [String(rounds), isQuick ? '5000' : '20000'],
    // Megabytes; the young generation is three of these.
    { execArgv: ['--expose-gc', '--max-semi-space-size=256', '--min-semi-space-size=256'] },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The process that measures memory ended with ${code}.`);
}
