// pnpm soak: failing requests of every kind in the table, with clients that vanish, at each host in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cases } from '../../src/cases.ts';
import { settings } from '../../src/settings.ts';
import type { HostName } from '../../src/deviations.ts';
import { parseArgs } from 'node:util';
import { soakHosts } from '../hosts.ts';
import { Client, shotsOf, type Shot } from './client.ts';
import type { Sample } from './sample.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    host: { type: 'string', multiple: true },
    settings: { type: 'string', default: 'plain' },
    clients: { type: 'string', default: '128' },
    seed: { type: 'string', default: '1' },
  },
});
const requests = count('requests');
const clients = count('clients');
const seed = count('seed');
const chosen = values.host ?? soakHosts.map(({ name }) => name);
for (const name of chosen) {
  if (!soakHosts.some((host) => host.name === name)) fail(`--host ${name}: there is no such host`);
}
if (!Object.hasOwn(settings, values.settings))
  fail(`--settings ${values.settings}: there are no such settings`);

/** One in so many requests is sent by a client that does not wait for the answer. */
const vanishing = 25;
const checkpoints = 10;
/** The first checkpoints warm the host up: code is compiled, caches are filled. */
const warm = 2;
/** Bytes that the heap may differ by between the warm checkpoint and the last one, whatever the number of requests. */
const slack = 1_500_000;

const nest11 = new URL('use-nest-11.js', import.meta.url).href;

interface Result {
  readonly host: string;
  readonly sent: number;
  readonly vanished: number;
  readonly seconds: number;
  readonly wrong: readonly string[];
  readonly samples: readonly Sample[];
  readonly hasCrashed: boolean;
}

const results: Result[] = [];
for (const name of chosen) results.push(await soak(name as HostName));
console.log(`\n${table(results)}\n`);
const problems = results.flatMap(problemsOf);
for (const line of problems) console.log(line);
console.log(
  problems.length === 0 ? 'The soak found nothing.' : `The soak found ${problems.length} problems.`,
);
// After a million connections Node 20 may wait for ever for a handle to close: node::Environment::CleanupHandles.
process.exit(problems.length === 0 ? 0 : 1);

async function soak(host: HostName): Promise<Result> {
  const child = fork(new URL('server.js', import.meta.url), [host, values.settings], {
    execArgv: ['--expose-gc', ...(host.startsWith('nest-11') ? [`--import=${nest11}`] : [])],
  });
  const gone = once(child, 'exit').then(() => [undefined]);
  const message = (): Promise<readonly unknown[]> => Promise.race([once(child, 'message'), gone]);
  const [started] = (await message()) as readonly [{ readonly port: number } | undefined];
  if (started === undefined) fail(`${host} did not start`);
  const rows = cases.filter((row) => (row.settings ?? 'plain') === values.settings);
  const shots = shotsOf(rows, host);
  const random = generator(seed);
  const wrong = new Map<string, number>();
  const samples: Sample[] = [];
  const from = performance.now();
  let [sent, vanished] = [0, 0];

  for (let checkpoint = 1; checkpoint <= checkpoints; checkpoint++) {
    const until = Math.round((requests * checkpoint) / checkpoints);
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const client = new Client(started.port, random);
        while (sent < until && child.connected) {
          sent++;
          const shot = shots[Math.floor(random() * shots.length)] as Shot;
          const vanishes = random() * vanishing < 1;
          if (vanishes || shot.expected === undefined) vanished++;
          const found = await client.shoot(shot, vanishes).catch(String);
          if (found !== undefined) wrong.set(found, (wrong.get(found) ?? 0) + 1);
        }
        client.close();
      }),
    );
    if (child.connected) child.send('sample');
    const [sample] = (await message()) as readonly [Sample | undefined];
    if (sample === undefined) break;
    samples.push(sample);
    const rate = Math.round(sent / ((performance.now() - from) / 1000));
    console.log(`${host}: ${sent} requests, ${rate}/s, heap ${megabytes(sample.heap)} MB`);
  }
  const hasCrashed = !child.connected;
  if (child.connected) child.disconnect();
  return {
    host,
    sent,
    vanished,
    seconds: (performance.now() - from) / 1000,
    wrong: [...wrong].map(([text, times]) => `${times} × ${text}`),
    samples,
    hasCrashed,
  };
}

function problemsOf({ host, samples, wrong, hasCrashed }: Result): readonly string[] {
  const before = samples[warm - 1];
  const after = samples.at(-1);
  const found = wrong.map((text) => `answer: ${text}`);
  if (hasCrashed || before === undefined || after === undefined) return [`${host}: crashed`, ...found];
  if (after.escaped > 0) found.push(`${after.escaped} errors or rejections that nobody caught`);
  if (after.warnings > 0) found.push(`${after.warnings} warnings`);
  if (after.heap - before.heap > slack)
    found.push(`the heap grew by ${megabytes(after.heap - before.heap)} MB`);
  for (const [type, held] of Object.entries(after.resources)) {
    const grown = held - (before.resources[type] ?? 0);
    if (grown > 0) found.push(`${grown} more ${type}`);
  }
  return found.map((text) => `${host}: ${text}`);
}

function table(rows: readonly Result[]): string {
  const head = [
    'host',
    'requests',
    'vanished',
    'per second',
    'wrong answers',
    'uncaught',
    'reports',
    'heap at 20 %',
    'heap at the end',
    'handles',
  ];
  const body = rows.map(({ host, sent, vanished, seconds, wrong, samples }) => {
    const [before, after] = [samples[warm - 1], samples.at(-1)];
    const handles = [before, after].map((sample) =>
      Object.values(sample?.resources ?? {}).reduce((a, b) => a + b, 0),
    );
    return [
      host,
      sent,
      vanished,
      Math.round(sent / seconds),
      wrong.length,
      after?.escaped ?? '?',
      after?.reports ?? '?',
      `${megabytes(before?.heap ?? 0)} MB`,
      `${megabytes(after?.heap ?? 0)} MB`,
      handles.join(' → '),
    ];
  });
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

/** The same requests in the same order for the same seed, as far as the clients' turns allow. */
function generator(start: number): () => number {
  // xorshift32
  let state = start | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function count(name: 'requests' | 'clients' | 'seed'): number {
  const number = Number(values[name]);
  return Number.isSafeInteger(number) && number > 0
    ? number
    : fail(`--${name} ${values[name]}: a whole number above 0, please`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
