// Size ceilings: each row of sizes.json is bundled as an application would, minified and gzipped. Limits are bytes.
// core comes with all it depends on, and for no platform, so that an import of Node fails here; of any other package
// only its own code counts: core, the framework and libraries are outside. With --parts it also says what takes most of them.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as core from '@statusquo/core';
import { build } from 'esbuild';

const rows = JSON.parse(readFileSync(new URL('sizes.json', import.meta.url), 'utf8'));
const statusClasses = Object.entries(core)
  .filter(([, value]) => typeof value === 'function' && Object.hasOwn(value, 'status'))
  .map(([name, { name: label }]) => label || name);

async function bundle(row, minify) {
  const names = row.import === '*' ? '*' : `{ ${row.import} }`;
  const outside = {
    name: 'outside',
    setup(builder) {
      if (row.from === '@statusquo/core') return;
      builder.onResolve({ filter: /^[^.]/ }, ({ path }) =>
        path === row.from ? undefined : { path, external: true },
      );
    },
  };
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export ${names} from '${row.from}'`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    minify,
    treeShaking: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    write: false,
    metafile: true,
    plugins: [outside],
    logLevel: 'error',
  });
  return { code: outputFiles[0].text, inputs: Object.values(metafile.outputs)[0].inputs };
}

/** The libraries and the largest files of a bundle, with their bytes before they are gzipped. */
function partsOf(inputs) {
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const [, name = basename(path, '.js')] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    parts.set(name, (parts.get(name) ?? 0) + bytesInOutput);
  }
  const largest = [...parts]
    .filter(([, bytes]) => bytes > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 6);
  return largest.map(([name, bytes]) => `${name} ${bytes}`).join(', ');
}

let red = statusClasses.length === 0;
if (red) console.error('core exports no class with a status');
for (const row of rows) {
  const { code: minified, inputs } = await bundle(row, true);
  const size = gzipSync(minified, { level: 9 }).length;
  const faults = size > row.limit ? ['too large'] : [];
  if (row.import !== '*') {
    const { code } = await bundle(row, false);
    const others = statusClasses.filter(
      (name) => name !== row.import && new RegExp(`\\b(class|var|let|const) ${name}\\b`).test(code),
    );
    if (others.length > 0) faults.push(`pulls in ${others.join(', ')}`);
  }
  const parts = process.argv.includes('--parts') ? partsOf(inputs) : '';
  const line = [`${row.from} ${row.import}: ${size} of ${row.limit} bytes`, parts, ...faults].filter(Boolean);
  if (faults.length > 0) red = true;
  (faults.length > 0 ? console.error : console.log)(line.join('; '));
}
process.exitCode = red ? 1 : 0;
