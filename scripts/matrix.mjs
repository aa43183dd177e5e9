// pnpm matrix: the whole suite on each line of Node that we support, from one build. Node comes from the registry, as the
// packages that hold its binaries for each platform. Names of lines as arguments: `pnpm matrix 22 24`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pins = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };
const root = fileURLToPath(new URL('..', import.meta.url));

const lines = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pins);
const unknown = lines.filter((line) => !Object.hasOwn(pins, line));
if (unknown.length > 0) {
  console.error(
    `There is no pin for Node ${unknown.join(', ')}; there is for ${Object.keys(pins).join(', ')}.`,
  );
  process.exit(2);
}

// A folder of its own: npx would take a `node` of node_modules/.bin for the one it was asked for.
const scratch = mkdtempSync(join(tmpdir(), 'matrix-'));
let failed = 0;
try {
  for (const line of lines) if (!run(pins[line])) failed += 1;
} finally {
  rmSync(scratch, { recursive: true });
}
process.exitCode = failed === 0 ? 0 : 1;

/** Runs the suite under a version of Node; true if everything passed. */
function run(version) {
  const node = install(version);
  if (node === undefined) return false;
  const report = join(scratch, `${version}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  // The tests start programs with `node`, too.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', ...reporters], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (!existsSync(report)) {
    console.log(`Node ${version}: FAIL, no report (exit ${status})`);
    return false;
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that cannot be loaded has no tests to count.
  const red = testResults.filter(({ status: result }) => result === 'failed');
  const ok = status === 0 && numPassedTests > 0 && numFailedTests === 0 && red.length === 0;
  console.log(
    `Node ${version}: ${ok ? 'ok  ' : 'FAIL'} ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`,
  );
  for (const { name, message, assertionResults } of red) {
    console.log(`  ${name}${message ? `: ${message}` : ''}`);
    for (const test of assertionResults) if (test.status === 'failed') console.log(`    ${test.fullName}`);
  }
  return ok;
}

/** The path of that Node, or undefined where the registry has none for this platform. */
function install(version) {
  const target = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const name = `node-${target === 'darwin-arm64' ? 'bin-' : ''}${target}`;
  // npx hands its own call on to the npx it starts.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_config_(call|package)$/.test(key)),
  );
  const { stdout } = spawnSync(
    'npx',
    ['--yes', '-p', `${name}@${version}`, 'node', '-p', 'process.execPath + " " + process.version'],
    {
      cwd: scratch,
      env,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [path, got] = stdout?.trim().split(' ') ?? [];
  if (got === `v${version}`) return path;
  console.log(`Node ${version}: FAIL, ${name} gave ${got ?? 'nothing'}`);
  return undefined;
}
