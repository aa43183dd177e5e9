// Packs the package in the working directory as it would be published, and checks the tarball.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(command, ...args) {
  const shell = process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', shell });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`, stdout };
}

const folder = mkdtempSync(join(tmpdir(), 'statusquo-pack-'));
const problems = [];
try {
  const pack = run('pnpm', 'pack', '--pack-destination', folder);
  if (!pack.ok) throw new Error(pack.output);
  const tarball = join(folder, readdirSync(folder)[0]);
  const files = run('tar', '-tf', tarball)
    .stdout.split('\n')
    .map((name) => name.trim().replace(/^package\//, ''))
    .filter(Boolean);

  const recipes = existsSync('RECIPES.md') ? ['RECIPES.md'] : [];
  for (const name of [
    ...recipes,
    'LICENSE',
    'README.md',
    'dist/index.js',
    'dist/index.d.ts',
    'src/index.ts',
  ]) {
    if (!files.includes(name)) problems.push(`${name} is missing from the tarball`);
  }
  for (const name of files) {
    if (/\.test(-d)?\./.test(name)) problems.push(`${name} is a test`);
    // `tsc -b` never deletes what a removed source has left in dist.
    const source = /^dist\/(.+?)\.(js|d\.ts)(\.map)?$/.exec(name)?.[1];
    if (source && !existsSync(`src/${source}.ts`)) problems.push(`${name} has no source: delete dist`);
  }
  for (const [tool, ...flags] of [
    ['publint', 'run', '--strict'],
    ['attw', '--profile', 'esm-only', '--no-emoji', '--no-color'],
  ]) {
    const result = run('pnpm', 'exec', tool, ...flags, tarball);
    if (!result.ok) problems.push(`${tool}:\n${result.output}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
