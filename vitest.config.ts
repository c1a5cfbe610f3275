import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const seconds = 1000;

/** `unit` mirrors src-*; `integration` trains and prunes; `e2e` drives the built programs; `packaging` packs and starts the application. */
export default defineConfig({
  test: {
    reporters: ['default', './test/reporters/count-reporter.ts'],
    // What is measured of this machine's devices: not in the user's own cache.
    env: { ESPALIER_CACHE: join(tmpdir(), 'espalier-test-cache') },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 30 * seconds,
          hookTimeout: 30 * seconds,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 300 * seconds,
          hookTimeout: 300 * seconds,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120 * seconds,
          hookTimeout: 120 * seconds,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'packaging',
          include: ['test/packaging/**/*.test.ts'],
          testTimeout: 300 * seconds,
          hookTimeout: 300 * seconds,
          fileParallelism: false,
        },
      },
    ],
  },
});
