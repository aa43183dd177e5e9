import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { do_not_optimize, measure } from 'mitata';
import type { Settings } from './settings.js';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Nanoseconds of CPU time so far, of all threads: what else runs on the machine does not count, what the collector does counts. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

function budget({ isQuick }: Settings): number {
  return isQuick ? 2e7 : 6e7;
}

/** Nanoseconds that a call takes. The average, and not the median: whoever leaves garbage behind pays for it. */
export async function measureTime(run: () => unknown, settings: Settings): Promise<number> {
  gc();
  // The collector throws compiled code away, and what was measured before may have undone an optimisation.
  const start = now();
  while (now() - start < budget(settings) / 2) do_not_optimize(run());
  const { avg } = await measure(() => do_not_optimize(run()), {
    min_cpu_time: budget(settings),
    // The clock ticks in microseconds; more in a batch would take long where a call takes ten of them.
    batch_samples: 1024,
    min_samples: 4,
    warmup_threshold: Infinity,
    batch_threshold: Infinity,
    now,
    gc: false,
  });
  return avg;
}

/** Nanoseconds for each error, where they come in batches that have to wait for something. */
export async function measureBatches(
  run: (size: number) => Promise<unknown>,
  settings: Settings,
): Promise<number> {
  const size = 1000;
  gc();
  let start = now();
  while (now() - start < budget(settings) / 2) await run(size);
  start = now();
  let [errors, taken] = [0, 0];
  while (taken < budget(settings)) {
    do_not_optimize(await run(size));
    errors += size;
    taken = now() - start;
  }
  return taken / errors;
}
