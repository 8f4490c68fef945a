// Steps 3 and 4 of 8: what the rest of the program knows about a model. Implemented in this folder.
import type { ModelId } from '../ids.js'
import type { MailText, Prediction } from '../journey.js'
import type { ModelManifest } from './manifest.js'

export interface Classifier {
  readonly modelId: ModelId
  readonly manifest: ModelManifest
  /** What training left for `evaluate` to recognise mail that was learnt from. */
  readonly seen?: Uint8Array | undefined
  /** Predictions in input order. Leaves no tensor behind. */
  predict(mails: readonly MailText[]): Promise<readonly Prediction[]>
  dispose(): void
}
