import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// One project for each workspace, named by its folder: `vitest run --project packages/koa`.
const folders = ['packages', 'apps']
  .flatMap((parent) => readdirSync(new URL(parent, import.meta.url)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(new URL(`${folder}/package.json`, import.meta.url)));

const folderOfNest11 = fileURLToPath(new URL('packages/conformance/nest-11', import.meta.url));
/** Puts Nest 11 behind the names of Nest's packages. */
const nest11 = [{ find: /^@nestjs\/(?=[^/]+$)/, replacement: `${folderOfNest11}/node_modules/@nestjs/` }];

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
        extends: true as const,
        root: 'packages/nestjs',
        resolve: { alias: nest11 },
        // The other transports would have to be those of Nest 11, too.
        test: {
          name: 'packages/nestjs on Nest 11',
          include: ['src/**/!(contexts).test.ts'],
          env: { NEST: '11' },
        },
      },
      {
        // The hosts of the table for Nest, and our adapter.
        extends: true as const,
        root: 'packages/conformance/nest-11',
        resolve: { alias: nest11 },
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
