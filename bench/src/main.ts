// pnpm bench [micro|memory|startup|size|growth|http …]: what an error costs. See README.md.
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { hosts } from './hosts.js';
import type { Settings } from './settings.js';

const parts: Readonly<Record<string, () => Promise<(settings: Settings) => Promise<void>>>> = {
  micro: async () => (await import('./micro.js')).micro,
  memory: async () => (await import('./memory.js')).memory,
  startup: async () => (await import('./startup.js')).startup,
  size: async () => (await import('./size.js')).size,
  growth: async () => (await import('./growth.js')).growth,
  // Last, since it leaves this process pinned to a core.
  http: async () => (await import('./http.js')).http,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    host: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 7));
if (!Number.isSafeInteger(rounds) || rounds < 1)
  fail(`--rounds ${values.rounds}: a whole number above 0, please`);
const settings: Settings = { rounds, isQuick: values.quick, hosts: values.host ?? [] };
for (const name of values.host ?? [])
  if (!Object.hasOwn(hosts, name)) fail(`--host ${name}: the hosts are ${Object.keys(hosts).join(', ')}`);
for (const name of positionals)
  if (!Object.hasOwn(parts, name)) fail(`${name}: the parts are ${Object.keys(parts).join(', ')}`);

console.log(`# What an error costs

Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, ${new Date().toISOString()}.
${rounds} rounds in turns; ratios are medians of the ratios within a round, with the quartiles.\n`);
for (const [name, load] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`## ${name}\n`);
  const run = await load();
  await run(settings);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
