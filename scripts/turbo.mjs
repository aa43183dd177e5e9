// Starts turbo, as `node scripts/turbo.mjs run build …` or from another script. Without its notice about telemetry,
// which every newcomer would read before our first line; an environment variable is the only switch.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** Resolves to turbo's exit code. */
export function turbo(...args) {
  return new Promise((resolve) => {
    const child = spawn('turbo', args, {
      cwd: new URL('..', import.meta.url),
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      // turbo's hash does not know the version of Node: tests list TEST_NODE in turbo.json.
      env: { ...process.env, TEST_NODE: process.version, TURBO_TELEMETRY_DISABLED: '1' },
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await turbo(...process.argv.slice(2));
}
