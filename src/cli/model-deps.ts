// What the model commands need from outside, handed in so that each can be called from a test as from the terminal.
import type { LabelledReaders } from '../train/read-labelled.js'
import type { FilingPromise } from '../train/thresholds.js'

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
}

/** A share as people read it. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
