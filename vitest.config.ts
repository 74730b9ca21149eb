import { defineConfig } from 'vitest/config';

const server = { globalSetup: ['test/support/database-server.ts'], testTimeout: 60_000, hookTimeout: 180_000 };

// two cores: the database server takes one
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    maxWorkers: 2,
    projects: [
      { test: { name: 'core', include: ['src/core/**/*.test.ts', 'src/{server,cli,verifier,web}/**/*.test.{ts,tsx}', 'test/architecture/**/*.test.ts'], exclude: ['**/*.db.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'database', include: ['src/**/*.db.test.ts', 'test/{laws,contract}/**/*.test.ts'], ...server } },
      { test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], ...server, testTimeout: 300_000, fileParallelism: false } },
    ],
  },
});
