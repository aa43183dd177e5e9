// Prints the bytes that an error allocates, and those that are kept as long as it is held. Forked by memory.ts.
import { HttpError } from '@statusquo/core';
import { do_not_optimize } from 'mitata';
import { control, type Contender } from './compare.js';
import { baselines, others, ours, type ErrorMaker } from './error-makers.js';
import { printRatios } from './print-ratios.js';

const [rounds, count] = process.argv.slice(2).map(Number) as [number, number];
const { gc } = globalThis;
if (gc === undefined) throw new Error('Start it with --expose-gc.');

const makers: readonly (ErrorMaker & { readonly captureStack?: boolean })[] = [
  ...baselines,
  ...others,
  ours(JSON.stringify),
  { ...ours(JSON.stringify), name: 'statusquo, 4xx stacks off', captureStack: false },
];

await print('Allocated for each error', (make) => {
  const before = process.memoryUsage().heapUsed;
  for (let made = 0; made < count; made++) do_not_optimize(make());
  return process.memoryUsage().heapUsed - before;
});
await print('Kept for each error that is held', (make) => {
  const held = Array.from<unknown>({ length: count }).fill(undefined);
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let made = 0; made < count; made++) held[made] = make();
  gc();
  const kept = process.memoryUsage().heapUsed - before;
  do_not_optimize(held);
  return kept;
});

async function print(title: string, measure: (make: () => Error) => number): Promise<void> {
  const contenders = makers.map(({ name, make, captureStack = true }): Contender => ({
    name,
    measure() {
      HttpError.captureStack = captureStack;
      do_not_optimize(undefined);
      gc?.();
      return measure(make) / count;
    },
  }));
  const [first] = contenders;
  if (first !== undefined) await printRatios(title, 'bytes', [...contenders, control(first)], rounds);
}
