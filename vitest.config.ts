import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Engines, servers and a browser start inside tests; a shared machine can be slow at that.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // No test file changes a module or a global for good, so that all of a worker share what was loaded once:
    // loading it anew for each is a third of the time that the tests take.
    isolate: false,
  },
});
