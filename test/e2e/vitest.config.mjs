import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    setupFiles: ['test/e2e/keepFailures.ts'],
    // One VS Code at a time: two would fight for the machine's cores.
    fileParallelism: false,
    // What a test waits for has a bound of its own, and says what was missed. These are for a machine that is slow at all.
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
