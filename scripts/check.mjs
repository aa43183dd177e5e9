// Runs every gate, also when one has failed, and closes with the one line that counts them all:
// each test, and each gate. Exits 1 on any failure, and where no test passed at all.
// `turbo` flags go through: `pnpm check --force` takes nothing from the cache.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { summarize } from './summary.mjs';

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
for (const folder of workspaces) {
  const dist = new URL(`${folder}/dist/`, root);
  for (const name of existsSync(dist) ? readdirSync(dist, { recursive: true }) : []) {
    const source = /^(.+?)\.(js|d\.ts)(\.map)?$/.exec(name)?.[1];
    if (source && !existsSync(new URL(`${folder}/src/${source}.ts`, root))) rmSync(new URL(name, dist));
  }
}
rmSync(new URL('.turbo/runs', root), { recursive: true, force: true });

const turbo = spawn(
  'turbo',
  ['run', ...gates, '--continue=always', '--output-logs=new-only', '--summarize', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    // turbo's hash does not know the version of Node.
    env: { ...process.env, TEST_NODE: process.version, TURBO_TELEMETRY_DISABLED: '1' },
  },
);
turbo.on('error', (error) => {
  console.error(error.message);
});
turbo.on('close', (code) => {
  const ok = summarize(root, gates, code ?? 1);
  process.exitCode = ok ? 0 : 1;
});
