// One host in a process of its own, which tells on request what it holds on to.
import { setTimeout as delay } from 'node:timers/promises';
import { getHeapCodeStatistics } from 'node:v8';
import { cases } from '../../src/cases.ts';
import { settings } from '../../src/settings.ts';
import { soakHosts } from '../hosts.ts';
import { optionsOf } from '../options.ts';
import { forget } from '../play.ts';
import type { Sample } from './sample.ts';

const [, , name, setting = 'plain'] = process.argv;
const host = soakHosts.find((other) => other.name === name);
const chosen = Object.entries(settings).find(([key]) => key === setting)?.[1];
if (host === undefined || chosen === undefined || globalThis.gc === undefined || process.send === undefined) {
  throw new Error('usage: fork with --expose-gc and the names of a host and of its settings');
}

const rows = cases.filter((row) => (row.settings ?? 'plain') === setting);
const counts = { reports: 0, escaped: 0, warnings: 0 };
// Counted instead of fatal: the run goes on and shows how many there are.
process.on('uncaughtException', (error) => {
  if (counts.escaped++ < 3) console.error('uncaught', error);
});
process.on('unhandledRejection', (reason) => {
  if (counts.escaped++ < 3) console.error('unhandled', reason);
});
process.on('warning', (warning) => {
  if (counts.warnings++ < 3) console.error(warning);
});

const options = optionsOf(chosen, () => {
  counts.reports++;
});
const { port } = await host.start(rows, options);

process.on('message', () => void sample().then((value) => process.send?.(value)));
process.on('disconnect', () => process.exit());
process.send({ port });

async function sample(): Promise<Sample> {
  // The table keeps what a route threw last.
  for (const { route } of rows) forget(route);
  // What has just been closed goes in the turns that follow.
  for (let tries = 0; tries < 100 && resources().TCPSocketWrap !== undefined; tries++) await delay(50);
  await delay(200);
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await delay(20);
  }
  return { ...counts, heap: heldBytes(), resources: resources() };
}

/** V8 goes on compiling what gets hot, for hundreds of thousands of requests: that is not held by what was thrown. */
function heldBytes(): number {
  const { code_and_metadata_size: machineCode, bytecode_and_metadata_size: bytecode } =
    getHeapCodeStatistics();
  return process.memoryUsage().heapUsed - machineCode - bytecode;
}

function resources(): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) counted[type] = (counted[type] ?? 0) + 1;
  return counted;
}
