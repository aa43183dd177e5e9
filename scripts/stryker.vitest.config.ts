import { defineConfig } from 'vitest/config';

// For `pnpm mutate`: the tests of core with literal expectations. The property tests are left out, because a mutant that
// only a random value kills would come back with the next seed.
export default defineConfig({
  test: { root: 'packages/core', include: ['src/**/*.test.ts'], exclude: ['src/total.test.ts'] },
});
