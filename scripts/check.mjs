// Runs every gate, also when one has failed, and closes with the one line that counts them all:
// each test, and each gate. Exits 1 on any failure, and where no test passed at all.
// Flags for turbo go through: `pnpm check --force` takes nothing from the cache.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { summarize } from './summary.mjs';
import { turbo } from './turbo.mjs';

const root = new URL('..', import.meta.url);
const gates = ['build', 'gate:types', 'gate:lint', 'gate:format', 'gate:unused', 'test', 'package', 'size'];

// A task that is cancelled leaves the report of an earlier run behind.
const workspaces = ['packages', 'apps'].flatMap((parent) =>
  readdirSync(new URL(parent, root)).map((name) => `${parent}/${name}`),
);
for (const folder of [...workspaces, 'scripts']) {
  rmSync(new URL(`${folder}/.vitest`, root), { recursive: true, force: true });
}
// `tsc -b` never deletes what a removed source has left in dist.
for (const folder of [...workspaces, 'bench']) {
  const dist = new URL(`${folder}/dist/`, root);
  for (const name of existsSync(dist) ? readdirSync(dist, { recursive: true }) : []) {
    const source = /^(.+?)\.(js|d\.ts)(\.map)?$/.exec(name)?.[1];
    if (source && !existsSync(new URL(`${folder}/src/${source}.ts`, root))) rmSync(new URL(name, dist));
  }
}
rmSync(new URL('.turbo/runs', root), { recursive: true, force: true });

const flags = ['--continue=always', '--output-logs=new-only', '--summarize', ...process.argv.slice(2)];
const code = await turbo('run', ...gates, ...flags);
process.exitCode = summarize(root, gates, code) ? 0 : 1;
