// The thread of hidden-thread.ts: learns hidden paths, one after the other, and hands back what they have learnt.
import { parentPort, workerData } from 'node:worker_threads'
import { useBackend } from '../model/backend.js'
import type { SparseRows } from '../model/sparse-rows.js'
import { createHidden, type HiddenOptions, type HiddenPath } from './fit-hidden.js'

export type Order =
  | {
      readonly kind: 'open'
      readonly path: number
      readonly rows: SparseRows
      readonly targets: Int32Array
      readonly options: HiddenOptions
    }
  | {
      readonly kind: 'learn'
      readonly path: number
      readonly members: Uint32Array
      readonly epochs: number
      /** Nothing more will be learnt: the path can be dropped. */
      readonly isLast: boolean
    }

/** What a path has learnt. @shape inputVH [V, H] and the others as in HiddenWeights */
export interface LearntNumbers {
  readonly inputVH: Float32Array
  readonly inputBiasH: Float32Array
  readonly outputHC: Float32Array
  readonly outputBiasC: Float32Array
}

interface Opened {
  readonly hidden: HiddenPath
  readonly columns: number
}

const paths = new Map<number, Opened>()
await useBackend(workerData)
parentPort?.on('message', (order: Order) => {
  if (order.kind === 'open') {
    const { path, rows, targets, options } = order
    paths.set(path, { hidden: createHidden(rows, targets, options), columns: options.columns })
    return
  }
  const opened = paths.get(order.path)
  if (!opened) throw new Error(`The hidden path ${order.path} was never opened.`)
  opened.hidden.learn(order.members, order.epochs)
  if (order.isLast) paths.delete(order.path)
  const numbers = numbersOf(opened)
  parentPort?.postMessage(
    numbers,
    Object.values(numbers).map(({ buffer }) => buffer),
  )
})

function numbersOf({ hidden, columns }: Opened): LearntNumbers {
  const units = hidden.inputBiasH.length
  const inputVH = new Float32Array(columns * units)
  for (let column = 0; column < columns; column++) {
    hidden.inputVH.copyRow(column, inputVH.subarray(column * units, (column + 1) * units))
  }
  const { inputBiasH, outputHC, outputBiasC } = hidden
  return {
    inputVH,
    inputBiasH: inputBiasH.slice(),
    outputHC: outputHC.slice(),
    outputBiasC: outputBiasC.slice(),
  }
}
