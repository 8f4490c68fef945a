import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take long, the longest first: begun last, one of them would run on alone when all others are done. */
const longest = [
  'journey',
  'page-work',
  'page-barriers',
  'page-browser',
  'kill',
  'redis-chaos',
  'recovery-kill',
]

const place = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
  return at < 0 ? longest.length : at
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const group = (file: TestSpecification) => file.project.config.sequence.groupOrder
    return sorted.sort((one, other) => group(one) - group(other) || place(one) - place(other))
  }
}

/** Tests of faults that bound the time or the memory of something, or wait for silence: nothing runs beside them. */
const measuring = ['hostile-mail', 'line-cut', 'random-kill', 'scale-out', 'soak'].map(
  (name) => `tests/faults/${name}.test.ts`,
)

/** The long form takes hours and gives figures, so that its files run one after the other. */
const isLong = process.env['POSTFORDELER_FAULTS'] === 'long'

const faults = {
  globalSetup: ['tests/live/servers.ts', 'tests/faults/setup.ts'],
  // In the long form each test bounds what it waits for by itself.
  testTimeout: isLong ? 6 * 3_600_000 : 300_000,
  hookTimeout: 180_000,
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    coverage: { provider: 'v8', include: ['src/**/*.{ts,tsx}'], reporter: ['text-summary'] },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000, // some train a small model, which a busy machine takes long for
          // Vitest would leave a processor to itself.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'live',
          include: ['tests/live/**/*.test.ts'],
          globalSetup: ['tests/live/servers.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // One Dovecot, one Redis and one PostgreSQL serve the whole run: each file makes its own user, prefix and schema, and a
          // server that it stops or empties is its own. Much of a file's time is waiting, so one more runs than there are processors.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...faults,
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          exclude: measuring,
          maxWorkers: isLong ? 1 : 2,
          maxConcurrency: 2, // of tests that say so: each runs the program as a process
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...faults,
          name: 'faults-alone',
          include: measuring,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
