// What every program that is measured hands back: what it said of each test item, and what that cost.
import { z } from 'zod'

const predictionSchema = z.strictObject({
  id: z.string(),
  guess: z.string(),
  /** The higher, the surer it is of the guess. Only its order means anything. */
  confidence: z.number(),
  /** Of the guess; a program without probabilities gives none. */
  probability: z.number().min(0).max(1).optional(),
  /** How strongly the best label inside claims the item; low for items that belong nowhere. Only its order means anything. */
  claim: z.number(),
  /** A score of its own for items unlike everything learnt; most programs have none. */
  novelty: z.number().optional(),
})

export const outcomeSchema = z.strictObject({
  settings: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Choosing settings on held-out parts of the training data; no part of `trainSeconds`. */
  tuneSeconds: z.number(),
  /** From opening the training file to the model on disk. */
  trainSeconds: z.number(),
  trainProcessorSeconds: z.number(),
  /** From the test file to predictions, featurizing included, model already loaded. */
  itemsPerSecond: z.number(),
  trainPeakBytes: z.number(),
  peakBytes: z.number(),
  modelBytes: z.number(),
  predictions: z.array(predictionSchema),
})

export type BenchPrediction = z.output<typeof predictionSchema>
export type Outcome = z.output<typeof outcomeSchema>
export type Costs = Omit<Outcome, 'predictions' | 'settings'>
