import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One project for each workspace, named by its folder: `vitest run --project packages/koa`.
const folders = ['packages', 'apps']
  .flatMap((parent) => readdirSync(new URL(parent, import.meta.url)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(new URL(`${folder}/package.json`, import.meta.url)));

const nest11 = fileURLToPath(new URL('packages/conformance/nest-11', import.meta.url));

export default defineConfig({
  // Nest injects by the types that its decorators record; tsconfig alone does not tell vitest.
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    // Tests start real servers, on machines that are busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      ...folders.map((folder) => ({
        extends: true as const,
        root: folder,
        test: { name: folder, include: ['{src,test}/**/*.test.ts'] },
      })),
      {
        extends: true as const,
        root: 'packages/koa',
        resolve: { alias: [{ find: /^koa$/, replacement: 'koa-2' }] },
        test: { name: 'packages/koa on Koa 2', include: ['src/**/*.test.ts'] },
      },
      {
        // The hosts of the table for Nest, and our adapter, with another Nest behind its name.
        extends: true as const,
        root: 'packages/conformance/nest-11',
        resolve: {
          alias: [{ find: /^@nestjs\/(?=[^/]+$)/, replacement: `${nest11}/node_modules/@nestjs/` }],
        },
        test: {
          name: 'packages/conformance/nest-11',
          include: ['*.test.ts'],
          server: { deps: { inline: [/packages\/nestjs\/dist/] } },
        },
      },
      { extends: true as const, root: 'scripts', test: { name: 'scripts', include: ['*.test.ts'] } },
    ],
  },
});
