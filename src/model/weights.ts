// The learnt arrays as TensorFlow.js stores weights: one binary file and beside it the list of what lies where.
import { z } from 'zod'
import type { NetworkWeights } from './network.js'

const weightSpec = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.literal('float32'),
})

/** The part of TensorFlow.js's model.json that tells of weights (`weightsManifest`). */
export const weightsManifestSchema = z.array(
  z.strictObject({ paths: z.array(z.string()), weights: z.array(weightSpec) }),
)
export type WeightsManifest = z.output<typeof weightsManifestSchema>

export interface LearntArrays {
  readonly network: NetworkWeights
  /** @shape [V] */
  readonly idfV: Float32Array
}

/** The bytes of weights.bin, little-endian as the format says, and their description. */
export function encodeWeights({ network, idfV }: LearntArrays): {
  readonly bytes: Uint8Array
  readonly manifest: WeightsManifest
} {
  const { hiddenUnits, labels } = network
  const columns = idfV.length
  const arrays = [
    { name: 'idf', shape: [columns], values: idfV },
    { name: 'input/kernel', shape: [columns, hiddenUnits + labels], values: network.inputVK },
    { name: 'input/bias', shape: [hiddenUnits + labels], values: network.inputBiasK },
    { name: 'output/kernel', shape: [hiddenUnits, labels], values: network.outputHC },
  ]
  const bytes = Buffer.concat(
    arrays.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  )
  const weights = arrays.map(({ name, shape }) => ({ name, shape, dtype: 'float32' as const }))
  return { bytes, manifest: [{ paths: ['weights.bin'], weights }] }
}

/** The arrays again; undefined when bytes and description do not belong together. */
export function decodeWeights(bytes: Uint8Array, manifest: WeightsManifest): LearntArrays | undefined {
  const arrays = new Map<string, { shape: readonly number[]; values: Float32Array }>()
  const sizes = manifest.flatMap((group) => group.weights).map(({ shape }) => sizeOf(shape))
  if (sizes.reduce((sum, size) => sum + size, 0) !== bytes.byteLength) return undefined
  let at = 0
  for (const { name, shape } of manifest.flatMap((group) => group.weights)) {
    const sizeBytes = sizeOf(shape)
    // A copy: the file's bytes may lie at an odd address, and are freed. (Buffer's own `slice` would be a view.)
    const values = new Float32Array(new Uint8Array(bytes.subarray(at, at + sizeBytes)).buffer)
    arrays.set(name, { shape, values })
    at += sizeBytes
  }
  const [idf, input, bias, output] = ['idf', 'input/kernel', 'input/bias', 'output/kernel'].map((name) =>
    arrays.get(name),
  )
  if (!idf || !input || !bias || !output) return undefined
  const [hiddenUnits = 0, labels = 0] = output.shape
  const network = {
    hiddenUnits,
    labels,
    inputVK: input.values,
    inputBiasK: bias.values,
    outputHC: output.values,
  }
  return { network, idfV: idf.values }
}

// --- Private helpers

const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, Float32Array.BYTES_PER_ELEMENT)
