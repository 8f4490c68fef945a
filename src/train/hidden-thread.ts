// The hidden path takes two thirds of a fit. It learns in a thread of its own, while this one fits the direct path and prepares the next
// part: on two cores training takes little more than half the time, with the same numbers (docs/experiments/0007).
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { BackendName } from '../model/backend.js'
import { createRowMatrix } from '../model/kernel/row-matrix.js'
import type { SparseRows } from '../model/sparse-rows.js'
import type { HiddenOptions, HiddenWeights } from './fit-hidden.js'
import type { LearntNumbers, Order } from './hidden-worker.js'

export interface HiddenThread {
  /** An untrained path. @shape targets: column of the right label, for each row */
  open(rows: SparseRows, targets: Int32Array, options: HiddenOptions): RemoteHidden
  /** Ends the thread, whatever it is doing. */
  close(): Promise<void>
}

/** A hidden path in the thread. */
export interface RemoteHidden {
  /** Learns from some of the rows; the thread serves its requests one after the other. After the last one the path is gone. */
  learn(members: Uint32Array, epochs: number, options: { readonly isLast: boolean }): Promise<HiddenWeights>
}

/** Starts the thread. @param engine the engine that this thread uses, too */
export function startHiddenThread(engine: BackendName): HiddenThread {
  const worker = new Worker(threadFile(), { workerData: engine })
  const waiting: {
    readonly done: (numbers: LearntNumbers) => void
    readonly failed: (error: Error) => void
  }[] = []
  let opened = 0
  let fault: Error | undefined
  const fail = (error: Error): void => {
    fault ??= error
    for (const { failed } of waiting.splice(0)) failed(fault)
  }
  worker.on('message', (numbers: LearntNumbers) => waiting.shift()?.done(numbers))
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The thread that learns the hidden path has ended.')))
  const tell = (order: Order): void => worker.postMessage(order)
  return {
    open(rows, targets, options) {
      const path = ++opened
      tell({ kind: 'open', path, rows, targets, options })
      return {
        async learn(members, epochs, { isLast }) {
          tell({ kind: 'learn', path, members, epochs, isLast })
          return weightsOf(
            await new Promise<LearntNumbers>((done, failed) => {
              if (fault) failed(fault)
              else waiting.push({ done, failed })
            }),
            options.columns,
          )
        },
      }
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The built file; when run from source, a line that first registers tsx in the thread. */
function threadFile(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./hidden-worker.js', import.meta.url)
  const tsx = new URL(
    'dist/esm/api/index.mjs',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
  ).href
  const thread = new URL('./hidden-worker.ts', import.meta.url).href
  return new URL(
    `data:text/javascript,import { register } from '${tsx}'; register(); await import('${thread}')`,
  )
}

function weightsOf({ inputVH, ...rest }: LearntNumbers, columns: number): HiddenWeights {
  const units = rest.inputBiasH.length
  const matrix = createRowMatrix(columns, units)
  for (let column = 0; column < columns; column++) {
    matrix.setRow(column, inputVH.subarray(column * units, (column + 1) * units))
  }
  return { ...rest, inputVH: matrix }
}
