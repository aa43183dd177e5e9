// pnpm fuzz: the properties of total.test.ts, for as long as one likes.
import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { checkAnswer, occasion } from './check-answer.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000000' },
    seconds: { type: 'string', default: '7200' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = count('runs');
const seconds = count('seconds');
const seed = count('seed');

/** As many are made from one seed: a counterexample is found again with its seed and one batch. */
const batch = 10_000;
// Most of what an error costs is its stack, and none of the properties needs one.
Error.stackTraceLimit = 0;
const started = performance.now();
const rejections: unknown[] = [];
process.on('unhandledRejection', (reason) => rejections.push(reason));

let done = 0;
let shown = 0;
while (done < runs && elapsed() < seconds && process.exitCode === undefined) {
  const batchSeed = seed + done / batch;
  const size = Math.min(batch, runs - done);
  const result = fc.check(fc.property(occasion, checkAnswer), {
    seed: batchSeed,
    numRuns: size,
    // What is behind a recipe's numbers does not get simpler as they get smaller, and trying may take for ever.
    endOnFailure: true,
  });
  done += result.numRuns;
  // A rejection that nobody handles is told after the jobs of the batch, and would end a process.
  await new Promise((resolve) => setImmediate(resolve));
  if (result.failed || rejections.length > 0) {
    console.log(result.failed ? stackOf(result.errorInstance) : `Unhandled: ${String(rejections[0])}`);
    console.log(fc.stringify(result.counterexample));
    console.log(`Again: pnpm fuzz --seed ${batchSeed} --runs ${size}`);
    process.exitCode = 1;
  }
  if (elapsed() - shown > 30) {
    shown = elapsed();
    console.log(
      `${done} of ${runs}, ${Math.round(shown)} s, ${Math.round(process.memoryUsage().heapUsed / 2 ** 20)} MiB`,
    );
  }
}
const end = process.exitCode === 1 ? 'one of them broke a property' : 'every property held';
console.log(`The fuzzer threw ${done} values in ${Math.round(elapsed())} s, from seed ${seed} on: ${end}.`);

function elapsed(): number {
  return (performance.now() - started) / 1000;
}

function count(name: 'runs' | 'seconds' | 'seed'): number {
  const given = Number(values[name]);
  if (Number.isSafeInteger(given) && given >= 0) return given;
  console.error(`--${name} ${values[name]}: not a whole number`);
  process.exit(2);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? String(error.stack) : String(error);
}
