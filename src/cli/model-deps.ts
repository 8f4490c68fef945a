// What the model commands need from outside, handed in so that each can be called from a test as from the terminal.
import type { Config } from '../config/schema.js'
import { mailIdOf } from '../ids.js'
import { splitBody } from '../ingest/body-text.js'
import { parseMail } from '../ingest/parse.js'
import { subjectCore } from '../ingest/subject.js'
import type { LabelledReaders } from '../train/read-labelled.js'
import type { FilingPromise } from '../train/thresholds.js'
import type { Shell } from './command.js'
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
  readonly promise: FilingPromise
  /** What the organisation itself says that belongs in a queue. */
  readonly descriptions: readonly { readonly label: string; readonly text: string }[]
}

export function trainSettings({ models, outside, promise, queues }: Config): TrainSettings {
  return {
    modelsDir: models,
    outside,
    promise: filingPromise({ promise, queues }),
    descriptions: Object.entries(queues).map(([label, { name, description }]) => {
      return { label, text: `${name} ${description}` }
    }),
  }
}

/** The common promise with those that queues have of their own. */
export const filingPromise = ({ promise, queues }: Pick<Config, 'promise' | 'queues'>): FilingPromise => ({
  error: promise.error,
  confidence: promise.confidence,
  queues: Object.fromEntries(
    Object.entries(queues).flatMap(([key, { promise: own }]) => (own ? [[key, own]] : [])),
  ),
})

/** The same reading for labelled mail as for mail that comes in. */
export const readers: LabelledReaders = {
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

export const modelDeps = (shell: Shell): ModelDeps => ({
  readers,
  progress: shell.progress,
  now: shell.now,
  programVersion: programVersion(),
})

/** A share as people read it. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
