// A model of a few queues, learnt within seconds: fault tests show where mail goes once it is decided, not how well it is decided.
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runTrain } from '../../src/cli/commands/train.js'
import { labelledReaders } from '../../src/cli/model-deps.js'
import { mailIdOf } from '../../src/ids.js'
import { promote } from '../../src/model/current.js'
import { bundledInbox } from '../live/installation.js'

const data = resolve(import.meta.dirname, '..', '..', 'data')
const queues = ['pas', 'parkering', 'bibliotek'] as const

/** What the model has learnt. */
const labels: readonly string[] = [...queues, 'udenfor']

/** Trains into a models folder and puts it to use. */
export async function trainSmallModel(modelsDir: string): Promise<void> {
  const examples = join(modelsDir, '..', 'examples.jsonl')
  await writeFile(examples, (await historicalLines()).join('\n'))
  const { modelId } = await runTrain(
    {
      ...{ modelsDir, data: [examples], seed: 1, outside: 'udenfor', descriptions: [] },
      guarantee: { error: 0.3, confidence: 0.6 }, // few mails prove little; here they must only be filed
    },
    { readers: labelledReaders, progress: () => {}, now: () => new Date(), programVersion: '0.0.0-test' },
  )
  await promote(modelsDir, modelId)
}

export interface KnownMails {
  /** Of the queues that the model knows: nearly all are filed. */
  readonly ours: readonly Uint8Array[]
  /** With those that are of none and go to people. */
  readonly all: readonly Uint8Array[]
}

/** Bundled mails that the small model can judge. */
export async function knownMails(): Promise<KnownMails> {
  const lines = (await readFile(join(data, 'inbox-answers.jsonl'), 'utf8')).trim().split('\n')
  const answers = new Map(lines.map((line) => JSON.parse(line)).map(({ mailId, label }) => [mailId, label]))
  const all = (await bundledInbox()).filter((bytes) => labels.includes(answers.get(mailIdOf(bytes))))
  return { all, ours: all.filter((bytes) => answers.get(mailIdOf(bytes)) !== 'udenfor') }
}

/**
 * The n-th of endless different mails. Most have a Message-ID of their own; every seventh shares one with others, and every eleventh
 * has none, as mail has.
 */
export function nthMail(mails: readonly Uint8Array[], n: number): Uint8Array {
  const text = Buffer.from(mails[n % mails.length] ?? []).toString('latin1')
  const header = `X-Eksemplar: ${n}\r\n`
  if (n % 7 === 3) return Buffer.from(header + text, 'latin1')
  const line = n % 11 === 5 ? '' : `Message-ID: <eksemplar-${n}@borger.example>\r\n`
  return Buffer.from(header + line + text.replace(/^Message-ID:.*\r\n([ \t].*\r\n)*/im, ''), 'latin1')
}

// ---------------------------------------------------------------------------------------------------------------

async function historicalLines(): Promise<readonly string[]> {
  const weeks = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7']
  const texts = await Promise.all(
    weeks.map((week) => readFile(join(data, 'historical', `${week}.jsonl`), 'utf8')),
  )
  const lines = texts.flatMap((text) => text.trim().split('\n'))
  return lines.filter((line) => labels.includes(JSON.parse(line).label))
}
