import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compare, control, type Contender } from './compare.js';
import { markdownTable } from './markdown-table.js';
import type { Settings } from './settings.js';
import { format, formatSpread, ratioOf, spreadOf } from './spread.js';
import { verdict, type Target } from './target.js';

/** Written for the occasion: what no package can be faster than. */
const empty = './empty.js';
/** The same with core, without the files that it is made of. */
const oneFile = './core-in-one-file.js';
const nest = ['reflect-metadata', '@nestjs/common', '@nestjs/core'];

/** What is imported, after what is there already. */
const imports: readonly {
  readonly name: string;
  readonly after?: readonly string[];
  readonly target?: Target;
}[] = [
  { name: 'http-errors' },
  { name: '@hapi/boom' },
  { name: '@statusquo/core', target: { atMost: 3 } },
  { name: oneFile },
  { name: '@statusquo/node' },
  { name: 'express' },
  { name: '@statusquo/express' },
  { name: '@statusquo/express', after: ['express'] },
  { name: 'koa' },
  { name: '@statusquo/koa' },
  { name: '@statusquo/koa', after: ['koa'] },
  { name: 'fastify' },
  { name: '@statusquo/fastify' },
  { name: '@statusquo/fastify', after: ['fastify'] },
  { name: '@nestjs/core', after: ['reflect-metadata'] },
  { name: '@statusquo/nestjs' },
  { name: '@statusquo/nestjs', after: nest },
];

interface Row extends Contender {
  readonly target?: Target | undefined;
}

/** Prints how long an import takes in a new process. */
export async function startup(settings: Settings): Promise<void> {
  const folder = mkdtempSync(fileURLToPath(new URL('startup-', import.meta.url)));
  try {
    writeFileSync(join(folder, empty), '');
    await build({
      stdin: { contents: "export * from '@statusquo/core'", resolveDir: folder },
      outfile: join(folder, oneFile),
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
    });
    await measureImports(folder, settings);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureImports(folder: string, { rounds }: Settings): Promise<void> {
  const first: Row = { name: 'an empty module', measure: () => importTime(empty, [], folder) };
  const rows: readonly Row[] = [
    first,
    ...imports.map(({ name, after = [], target }) => ({
      name: after.length === 0 ? name : `${name}, after ${after.join(', ')}`,
      measure: () => importTime(name, after, folder),
      target,
    })),
    control(first),
  ];
  const measured = await compare(rows, rounds);
  const [baseline] = measured;
  const body = measured.map((row) => {
    const taken = spreadOf(row.samples);
    return [
      row.name,
      formatSpread(taken),
      baseline === undefined ? '' : format(ratioOf(row, baseline).median),
      verdict(taken.median, row.contender.target),
    ];
  });
  console.log(`${markdownTable(['', 'ms', 'times an empty module', 'target'], body)}\n`);
}

const run = promisify(execFile);

/** Names are resolved from the folder that the process starts in. */
async function importTime(name: string, after: readonly string[], cwd: string): Promise<number> {
  const before = after.map((other) => `await import('${other}');`).join('');
  const program = `${before}const start = performance.now(); await import('${name}'); console.log(performance.now() - start);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd });
  return Number(stdout);
}
