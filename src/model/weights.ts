// The learnt arrays as TensorFlow.js stores weights: one binary file and a list of what is where in it.
// The sparse layer is most of a model. Its rows are kept as 8-bit integers, each path of each row with a scale of its own:
// a quarter of the size, at the same accuracy (docs/experiments/0005).
import { z } from 'zod'
import { createRowMatrix, type RowMatrix } from './kernel/row-matrix.js'
import type { NetworkWeights } from './network.js'

const weightSpec = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.enum(['float32', 'int32']),
  /** As TensorFlow.js has it: value = stored x scale + min. */
  quantization: z
    .strictObject({ dtype: z.literal('uint8'), scale: z.literal(1), min: z.literal(-128) })
    .optional(),
})
type WeightSpec = z.output<typeof weightSpec>

/** The part of TensorFlow.js's model.json that describes the weights (`weightsManifest`). */
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
  const { hiddenUnits, labels, inputVK } = network
  const columns = idfV.length
  const { wholeVK, scaleV2 } = quantised(inputVK, hiddenUnits)
  const float32 = { dtype: 'float32' } as const
  const arrays: readonly { spec: WeightSpec; values: Float32Array | Uint8Array }[] = [
    { spec: { name: 'idf', shape: [columns], ...float32 }, values: idfV },
    { spec: { name: 'input/scale', shape: [columns, 2], ...float32 }, values: scaleV2 },
    {
      spec: { name: 'input/bias', shape: [hiddenUnits + labels], ...float32 },
      values: network.inputBiasK,
    },
    {
      spec: { name: 'output/kernel', shape: [hiddenUnits, labels], ...float32 },
      values: network.outputHC,
    },
    { spec: { name: 'output/bias', shape: [labels], ...float32 }, values: network.outputBiasC },
    {
      spec: {
        name: 'input/kernel',
        shape: [columns, hiddenUnits + labels],
        dtype: 'int32',
        quantization: { dtype: 'uint8', scale: 1, min: -128 },
      },
      values: wholeVK,
    },
  ]
  const bytes = Buffer.concat(
    arrays.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  )
  return { bytes, manifest: [{ paths: ['weights.bin'], weights: arrays.map(({ spec }) => spec) }] }
}

/** The arrays again; undefined when the bytes do not match the description. */
export function decodeWeights(bytes: Uint8Array, manifest: WeightsManifest): LearntArrays | undefined {
  const specs = manifest.flatMap((group) => group.weights)
  if (specs.reduce((sum, spec) => sum + sizeOf(spec), 0) !== bytes.byteLength) return undefined
  const parts = new Map<string, { readonly shape: readonly number[]; readonly bytes: Uint8Array }>()
  let at = 0
  for (const spec of specs) {
    const end = at + sizeOf(spec)
    // A copy, since the file's bytes may be unaligned, and so that they can be freed. (Buffer's own `slice` would be a view.)
    parts.set(spec.name, { shape: spec.shape, bytes: new Uint8Array(bytes.subarray(at, end)) })
    at = end
  }
  const names = ['idf', 'input/scale', 'input/kernel', 'input/bias', 'output/kernel', 'output/bias']
  const [idf, scale, kernel, bias, output, outputBias] = names.map((name) => parts.get(name))
  if (!idf || !scale || !kernel || !bias || !output || !outputBias) return undefined
  const [hiddenUnits = 0, labels = 0] = output.shape
  const network = {
    ...{ hiddenUnits, labels },
    inputVK: restored(kernel.bytes, floats(scale.bytes), hiddenUnits, hiddenUnits + labels),
    inputBiasK: floats(bias.bytes),
    outputHC: floats(output.bytes),
    outputBiasC: floats(outputBias.bytes),
  }
  return { network, idfV: floats(idf.bytes) }
}

// ---------------------------------------------------------------------------------------------------------------

/** Whole numbers reach from -127 to 127, stored as 1 to 255. */
const MOST = 127
const ZERO = 128

/** Rows as whole numbers, and the factors of the hidden and the direct part of each. */
function quantised(
  inputVK: RowMatrix,
  hiddenUnits: number,
): { readonly wholeVK: Uint8Array; readonly scaleV2: Float32Array } {
  const { rows, width } = inputVK
  const wholeVK = new Uint8Array(rows * width)
  const scaleV2 = new Float32Array(rows * 2)
  const rowK = new Float32Array(width)
  for (let row = 0; row < rows; row++) {
    inputVK.copyRow(row, rowK)
    for (const [part, from, to] of [
      [0, 0, hiddenUnits],
      [1, hiddenUnits, width],
    ] as const) {
      let most = 0
      for (let k = from; k < to; k++) most = Math.max(most, Math.abs(rowK[k] as number))
      const scale = most / MOST || 1
      scaleV2[row * 2 + part] = scale
      for (let k = from; k < to; k++) {
        wholeVK[row * width + k] = Math.round((rowK[k] as number) / scale) + ZERO
      }
    }
  }
  return { wholeVK, scaleV2 }
}

function restored(wholeVK: Uint8Array, scaleV2: Float32Array, hiddenUnits: number, width: number): RowMatrix {
  const rows = scaleV2.length / 2
  const inputVK = createRowMatrix(rows, width)
  const rowK = new Float32Array(width)
  for (let row = 0; row < rows; row++) {
    const [hidden, direct] = [scaleV2[row * 2] as number, scaleV2[row * 2 + 1] as number]
    for (let k = 0; k < width; k++) {
      rowK[k] = ((wholeVK[row * width + k] as number) - ZERO) * (k < hiddenUnits ? hidden : direct)
    }
    inputVK.setRow(row, rowK)
  }
  return inputVK
}

const floats = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.buffer)

const sizeOf = ({ shape, quantization }: WeightSpec): number =>
  shape.reduce(
    (product, length) => product * length,
    quantization === undefined ? Float32Array.BYTES_PER_ELEMENT : 1,
  )
