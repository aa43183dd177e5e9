// Every TypeScript block of a document is compiled and run. The convention:
//
// - A block that opens with ```ts is a module of its own. It imports packages by name, is compiled under `strict`
//   with decorators on, then run by Node in a process of its own. An error that nobody catches, a promise that stays
//   open or 30 seconds without an end fail it.
// - A server may listen on any port: the run maps it to a free one on 127.0.0.1, asks for `/` once (any answer will do),
//   and does not let the server keep the process alive.
// - A block that has `isClosing` in it is a server that drains: SIGTERM has to end it with code 0, also while a client keeps a
//   connection.
// - What the reader need not see goes into a comment right above the block, and is compiled in front of it:
//   `<!-- ts`, the lines, `-->`.
// - ```ts no-run compiles only, and needs the comment `<!-- no-run: the reason -->` right above it.
// - ```js, ```typescript and other spellings are refused, so that no block escapes.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks, type CodeBlock } from './code-blocks.ts';

const run = promisify(execFile);
const root = new URL('../', import.meta.url);
// Below this package, so that its dependencies are found.
const work = new URL('.readme/', import.meta.url);

const folders = ['', ...readdirSync(new URL('packages', root)).map((name) => `packages/${name}/`)];
const blocks = folders
  .flatMap((folder) => readdirSync(new URL(folder, root)).map((name) => folder + name))
  .filter((file) => file.endsWith('.md') && !file.endsWith('CHANGELOG.md'))
  .flatMap((file) => codeBlocks(file, readFileSync(new URL(file, root), 'utf8')));

const moduleOf = (block: CodeBlock): string => `${block.file.replace(/\W+/g, '-')}-${block.line}`;

async function compile(): Promise<string> {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(new URL('src/', work), { recursive: true });
  for (const block of blocks) writeFileSync(new URL(`src/${moduleOf(block)}.ts`, work), block.code);
  writeFileSync(
    new URL('tsconfig.json', work),
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        lib: ['ES2023', 'DOM', 'DOM.Iterable'],
        module: 'NodeNext',
        moduleDetection: 'force',
        strict: true,
        skipLibCheck: true,
        types: ['node'],
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        noEmitOnError: false,
        rootDir: 'src',
        outDir: 'out',
      },
      include: ['src'],
    }),
  );
  return finished(new URL('node_modules/typescript/bin/tsc', root), [
    '-p',
    fileURLToPath(work),
    '--pretty',
    'false',
  ]);
}

/** What a Node program said before it failed; empty if it ended well. */
async function finished(program: URL, args: readonly string[], ...flags: string[]): Promise<string> {
  try {
    await run(process.execPath, [...flags, fileURLToPath(program), ...args], {
      timeout: 30_000,
      killSignal: 'SIGKILL',
      cwd: root,
    });
    return '';
  } catch (error) {
    const { code, signal, stdout, stderr } = error as {
      code?: number;
      signal?: string;
      stdout: string;
      stderr: string;
    };
    return `${stdout}${stderr}` || `ended with ${signal ?? `code ${code}`}`;
  }
}

/** How a server ends that gets SIGTERM while a client keeps a connection to it. */
async function ending(program: URL): Promise<{ readonly code: unknown; readonly signal: unknown }> {
  const preload = new URL('run-server.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', preload, fileURLToPath(program)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const exited = once(child, 'exit');
    const port = await new Promise<number>((resolve) => {
      createInterface(child.stdout).on('line', (line) => {
        const [, found] = /^listening at (\d+)$/.exec(line) ?? [];
        if (found !== undefined) resolve(Number(found));
      });
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n');
    await once(socket, 'data');
    child.kill('SIGTERM');
    const [code, signal] = (await exited) as [unknown, unknown];
    socket.destroy();
    return { code, signal };
  } finally {
    child.kill('SIGKILL');
  }
}

describe('TypeScript blocks of the documents', () => {
  let diagnostics: string[] = [];
  beforeAll(async () => {
    diagnostics = (await compile()).split('\n');
  }, 120_000);

  it('exist in the README', () => {
    expect(blocks.filter((block) => block.file === 'README.md')).not.toEqual([]);
  });

  it('are the only thing the compiler complains of', () => {
    const modules = blocks.map((block) => `/${moduleOf(block)}.ts(`);
    const others = diagnostics.filter((line) => !modules.some((module) => line.includes(module)));
    expect(others.join('\n').trim()).toBe('');
  });

  for (const block of blocks) {
    it.concurrent(`${block.file}:${block.line}`, async () => {
      expect(block.mistake).toBeUndefined();
      expect(diagnostics.filter((line) => line.includes(`/${moduleOf(block)}.ts(`))).toEqual([]);
      if (!block.run) return;
      const program = new URL(`out/${moduleOf(block)}.js`, work);
      expect(existsSync(program)).toBe(true);
      expect(await finished(program, [], '--import', new URL('run-block.mjs', import.meta.url).href)).toBe(
        '',
      );
    });

    if (!block.code.includes('isClosing')) continue;
    it.concurrent(`${block.file}:${block.line} ends on SIGTERM`, async () => {
      expect(await ending(new URL(`out/${moduleOf(block)}.js`, work))).toEqual({ code: 0, signal: null });
    });
  }
});
