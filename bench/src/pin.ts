import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The core of the servers; the load comes from the next one. */
export const serverCore = 0;

/** Puts all threads of this process on another core than the servers have; whether that can be done here. */
export function pinLoad(): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync('taskset', [
      '--all-tasks',
      '--cpu-list',
      '--pid',
      String(serverCore + 1),
      String(process.pid),
    ]);
    execFileSync('taskset', ['--cpu-list', String(serverCore), process.execPath, '--version']);
    return true;
  } catch {
    return false;
  }
}
