import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { markdownTable } from './markdown-table.js';
import { verdict } from './target.js';

/** Bytes; `scripts/sizes.json` has the ceilings of the gate, which are those of today. */
const targets: Readonly<Record<string, number>> = {
  '@statusquo/core *': 6000,
  '@statusquo/express *': 1000,
  '@statusquo/koa *': 1000,
  '@statusquo/fastify *': 1000,
  '@statusquo/nestjs *': 2000,
};

/** Prints the size of what is imported, minified and gzipped, and what takes most of it. */
export function size(): Promise<void> {
  const script = fileURLToPath(new URL('../../scripts/size.mjs', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script, '--parts'], { encoding: 'utf8' });
  const lines = `${stdout}${stderr}`.matchAll(
    /^(?<name>\S+ \S+): (?<bytes>\d+) of (?<limit>\d+) bytes(?:; (?<parts>[^;\n]+))?/gm,
  );
  const rows = [...lines].map(({ groups: { name = '', bytes = '', limit = '', parts = '' } = {} }) => {
    const target = targets[name];
    return [
      name,
      bytes,
      limit,
      verdict(Number(bytes), target === undefined ? undefined : { atMost: target }),
      parts,
    ];
  });
  if (rows.length === 0) throw new Error(`${script} printed no sizes: ${stderr}`);
  console.log(
    `${markdownTable(['import', 'bytes', 'ceiling of the gate', 'target', 'largest parts, not gzipped'], rows)}\n`,
  );
  return Promise.resolve();
}
