import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'live',
          include: ['tests/live/**/*.test.ts'],
          globalSetup: ['tests/live/servers.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // One Dovecot, one Redis and one PostgreSQL serve the whole run; each file makes its own user, prefix and schema.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/live/servers.ts', 'tests/faults/setup.ts'],
          // The long form takes hours, and each of its tests bounds what it waits for by itself.
          testTimeout: process.env['POSTFORDELER_FAULTS'] === 'long' ? 6 * 3_600_000 : 300_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          maxConcurrency: 2, // of tests that say so: each runs the program as a process
        },
      },
    ],
  },
})
