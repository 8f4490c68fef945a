// npm run bench:growth -- --data FILE: how training time and memory grow with the number of mails. The mails of a labelled file are repeated,
// each time with some of their words changed; so the figures say nothing of accuracy.
import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { labelledReaders } from '../../src/cli/model-deps.js'
import { programVersion } from '../../src/cli/version.js'
import type { TrainingExample } from '../../src/journey.js'
import { learn } from '../../src/train/learn.js'
import { createRandom } from '../../src/train/random.js'
import { readAllLabelled } from '../../src/train/read-labelled.js'
import { peakBytes, startClock } from './measuring.js'

interface Options {
  readonly data: string
  readonly mails: readonly string[]
  readonly one?: boolean
}

const options = new Command('bench:growth')
  .description(
    'Trains on ever more mails, each number in a process of its own, and prints time and peak memory.',
  )
  .requiredOption('--data <file>', 'labelled short mails, .jsonl or .jsonl.gz')
  .option('--mails <number...>', 'how many', ['10000', '100000', '1000000'])
  .option('--one', 'train on the first number only, in this process')
  .parse()
  .opts<Options>()
if (options.one) await trainOn(Number(options.mails[0]))
else {
  console.log(
    `On ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}:\n`,
  )
  console.log('| Mails | Seconds | Processor seconds | Peak memory MB |\n| --- | --- | --- | --- |')
  for (const mails of options.mails) {
    const args = [...process.execArgv, fileURLToPath(import.meta.url), '--one', '--data', options.data]
    const run = spawnSync(process.execPath, [...args, '--mails', mails], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (run.status !== 0) process.exit(1)
    process.stdout.write(run.stdout)
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function trainOn(mails: number): Promise<void> {
  const given = await readAllLabelled([options.data], labelledReaders)
  const clock = startClock()
  await learn(repeated(given, mails), {
    outside: '',
    guarantee: { error: 0.05, confidence: 0.95 },
    seed: 1,
    programVersion: programVersion(),
  })
  const { seconds, processorSeconds } = clock()
  console.log(
    `| ${mails} | ${seconds.toFixed(0)} | ${processorSeconds.toFixed(0)} | ${(peakBytes() / 1e6).toFixed(0)} |`,
  )
}

/** One word in ten is given an ending of its own, as names and slips of the pen do. */
function* repeated(given: readonly TrainingExample[], mails: number): Generator<TrainingExample> {
  const random = createRandom(1)
  for (let at = 0; at < mails; at++) {
    const { id, text, ...rest } = given[at % given.length] as TrainingExample
    const changed = text.own.replace(/\p{L}+/gu, (word) =>
      random() < 0.1 ? `${word}${Math.floor(random() * 1e4).toString(36)}` : word,
    )
    yield { ...rest, id: `${id}-${at}`, text: { ...text, own: changed } }
  }
}
