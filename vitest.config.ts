import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// One project for each workspace, named by its folder: `vitest run --project packages/koa`.
const folders = ['packages', 'apps']
  .flatMap((parent) => readdirSync(new URL(parent, import.meta.url)).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(new URL(`${folder}/package.json`, import.meta.url)));

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
      { extends: true as const, root: 'scripts', test: { name: 'scripts', include: ['*.test.ts'] } },
    ],
  },
});
