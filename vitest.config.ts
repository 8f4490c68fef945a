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
    ],
  },
})
