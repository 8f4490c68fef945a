// What the model commands need from outside, handed in so that each can be called from a test as from the terminal.
import type { Config } from '../config/schema.js'
import { mailIdOf } from '../ids.js'
import { splitBody } from '../ingest/body-text.js'
import { parseMail } from '../ingest/parse.js'
import { subjectCore } from '../subject.js'
import type { LabelledReaders } from '../train/read-labelled.js'
import type { FilingGuarantee } from '../train/thresholds.js'
import type { CommandIo } from './command.js'
import { programVersion } from './version.js'

export interface ModelDeps {
  readonly readers: LabelledReaders
  /** For a person who waits; nothing that a program reads. */
  readonly progress: (text: string) => void
  readonly now: () => Date
  readonly programVersion: string
}

/** The settings of the configuration that training depends on. */
export interface TrainSettings {
  readonly modelsDir: string
  readonly outside: string
  readonly guarantee: FilingGuarantee
  /** What the organisation itself says that belongs in a queue. */
  readonly descriptions: readonly { readonly label: string; readonly text: string }[]
}

export function trainSettings({ models, outside, promise: guarantee, queues }: Config): TrainSettings {
  return {
    modelsDir: models,
    outside,
    guarantee: filingGuarantee({ promise: guarantee, queues }),
    descriptions: Object.entries(queues).map(([label, { name, description }]) => {
      return { label, text: `${name} ${description}` }
    }),
  }
}

/** The common promise with those that queues have of their own. */
export const filingGuarantee = ({
  promise: guarantee,
  queues,
}: Pick<Config, 'promise' | 'queues'>): FilingGuarantee => ({
  error: guarantee.error,
  confidence: guarantee.confidence,
  queues: Object.fromEntries(
    Object.entries(queues).flatMap(([key, { promise: own }]) => (own ? [[key, own]] : [])),
  ),
})

/** The same reading for labelled mail as for mail that comes in. */
export const labelledReaders: LabelledReaders = {
  splitBody: (text) => splitBody(text),
  subjectCore,
  parseEml: (bytes) => {
    const location = { account: 'labelled', folder: '', uidValidity: '0', uid: 1 }
    return parseMail(
      { id: mailIdOf(bytes), bytes, location, receivedAt: undefined },
      { maxBytes: 50_000_000 },
    )
  },
}

export const modelDeps = (io: CommandIo): ModelDeps => ({
  readers: labelledReaders,
  progress: io.progress,
  now: io.now,
  programVersion: programVersion(),
})
