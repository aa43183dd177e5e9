// Adds up what turbo and vitest have written down: one line for each gate, the names of what failed, the total.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Prints the summary; true if everything passed. `exitCode` is turbo's own. */
export function summarize(root, gates, exitCode) {
  const tasks = readTasks(new URL('.turbo/runs/', root));
  const tests = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  let passedGates = 0;
  let failed = 0;

  console.log();
  for (const gate of gates) {
    const own = tasks.filter((task) => task.task === gate);
    const red = own.filter((task) => task.execution?.exitCode !== 0).map((task) => task.package);
    let note = own.length > 1 ? `${own.length} packages` : '';
    if (gate === 'test') {
      const before = tests.failed;
      for (const task of own)
        addReport(new URL(`${task.directory}/.vitest/results.json`, root), tests, failures);
      note = `${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped in ${own.length} packages`;
      failed += tests.failed - before;
    }
    // A gate that did not run proves nothing.
    const ok = own.length > 0 && red.length === 0 && (gate !== 'test' || tests.failed === 0);
    if (ok) passedGates += 1;
    // Failed tests are counted one by one; any other reason for a red gate counts once.
    else if (gate !== 'test' || tests.failed === 0) failed += 1;
    if (own.length === 0) failures.push(`${gate}: did not run`);
    for (const name of red) failures.push(`${gate}: ${name}`);
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${gate.replace('gate:', '').padEnd(8)} ${note}`);
  }
  if (tests.passed === 0) failures.push('test: nothing passed');
  if (failed === 0 && (exitCode !== 0 || tests.passed === 0)) failed = 1;

  for (const line of failures) console.log(`     ${line}`);
  console.log(`\n${tests.passed + passedGates} passed, ${failed} failed`);
  return failed === 0;
}

function readTasks(runs) {
  const files = existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.json')) : [];
  return files.flatMap((name) => JSON.parse(readFileSync(new URL(name, runs), 'utf8')).tasks);
}

function addReport(file, tests, failures) {
  if (!existsSync(file)) return; // the exit code of the task tells whether that is right
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    let red = 0;
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') tests.passed += 1;
      else if (test.status === 'failed') {
        red += 1;
        failures.push(`test: ${test.fullName}`);
      } else tests.skipped += 1;
    }
    // A file that cannot be loaded has no tests to count.
    if (suite.status === 'failed' && red === 0) {
      red = 1;
      failures.push(`test: ${suite.name}: ${suite.message}`);
    }
    tests.failed += red;
  }
}
