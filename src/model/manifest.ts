// A model folder's manifest.json: what the model is, what it was made from, and the hash of every file beside it.
import { z } from 'zod'

/** The format that this version writes and reads; a change of meaning takes the next number. */
export const MODEL_FORMAT = 3

export const manifestSchema = z.strictObject({
  formatVersion: z.literal(MODEL_FORMAT),
  modelId: z.string(),
  createdAt: z.string(),
  programVersion: z.string(),
  seed: z.int(),
  /** sha256 of every other file of the folder, by file name. */
  files: z.record(z.string(), z.string()),
  /** Column order of every N x C matrix. */
  labels: z.array(z.string()).min(2),
  outside: z.string(),
  featurizer: z.strictObject({
    version: z.string(),
    vocabularySize: z.int(),
    vocabularyHash: z.string(),
    /** The weights of words, pieces of words and concepts. */
    groupWeights: z.tuple([z.number(), z.number(), z.number()]),
  }),
  /** Path weights (already folded into the network's weights) and how a lead becomes a probability (confidence-calibration.ts). */
  calibration: z.strictObject({
    direct: z.number().min(0),
    hidden: z.number().min(0),
    slope: z.number().positive(),
    offset: z.number(),
  }),
  /** Per queue the lowest probability that is filed without a person; a queue that is missing is never filed automatically. */
  thresholds: z.record(z.string(), z.number().min(0).max(1)),
  /** Why a queue is missing from `thresholds`, by queue. */
  closed: z.record(z.string(), z.string()).optional(),
  /** What the thresholds were chosen for. */
  promise: z
    .strictObject({
      error: z.number(),
      confidence: z.number(),
      /** Queues with a promise of their own. */
      queues: z.record(z.string(), z.strictObject({ error: z.number(), confidence: z.number() })).optional(),
    })
    .optional(),
  /** The TensorFlow.js engine that it was trained on. */
  engine: z.string().optional(),
  /** The usual energy of mail that belongs to a queue, for novelty. */
  usualEnergy: z.strictObject({ mean: z.number(), deviation: z.number().gt(0) }),
  /** A mail with a higher novelty is unlike everything learnt. */
  noveltyLimit: z.number().min(0).max(1),
  data: z.strictObject({
    examples: z.int(),
    fingerprint: z.string(),
    perLabel: z.record(z.string(), z.int()),
    split: z.string(),
  }),
  metrics: z.record(z.string(), z.unknown()),
})

export type ModelManifest = z.output<typeof manifestSchema>
