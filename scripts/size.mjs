// Size ceilings: each row of sizes.json is bundled as an application would, minified and gzipped. Limits are bytes.
// core comes with all it depends on, and for no platform, so that an import of Node fails here; of any other package
// only its own code counts: core, the framework and libraries are outside.
import { readFileSync } from 'node:fs';
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
  const { outputFiles } = await build({
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
    plugins: [outside],
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

let red = statusClasses.length === 0;
if (red) console.error('core exports no class with a status');
for (const row of rows) {
  const size = gzipSync(await bundle(row, true), { level: 9 }).length;
  const faults = size > row.limit ? ['too large'] : [];
  if (row.import !== '*') {
    const code = await bundle(row, false);
    const others = statusClasses.filter(
      (name) => name !== row.import && new RegExp(`\\b(class|var|let|const) ${name}\\b`).test(code),
    );
    if (others.length > 0) faults.push(`pulls in ${others.join(', ')}`);
  }
  const line = `${row.from} ${row.import}: ${size} of ${row.limit} bytes ${faults.join('; ')}`;
  if (faults.length > 0) red = true;
  (faults.length > 0 ? console.error : console.log)(line);
}
process.exitCode = red ? 1 : 0;
