import { defineConfig } from 'vitest/config';

// For `pnpm mutate`: what most tests of core expect is written out, and the property tests make a few values only. The
// largest of those, 100,000 values, is left out: it would take most of the time.
export default defineConfig({
  test: {
    root: 'packages/core',
    include: ['src/**/*.test.ts'],
    exclude: ['src/total.test.ts'],
    setupFiles: ['test/few-runs.ts'],
    testTimeout: 60_000,
  },
});
