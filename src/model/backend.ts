// The door to TensorFlow.js's engines. The native one where its addon loads, else WebAssembly, else plain JavaScript.
// They give the same predictions to 1e-4 (tests/unit/model/backend.test.ts).
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'

export const backendNames = ['tensorflow', 'wasm', 'cpu'] as const
export type BackendName = (typeof backendNames)[number]

/** Makes the best engine that works here the current one, and returns its name. A second call with the same argument does nothing. */
export async function useBackend(wish?: BackendName): Promise<BackendName> {
  for (const name of wish === undefined ? backendNames : [wish]) {
    if (await start(name)) return name
  }
  throw new Error(`The TensorFlow.js engine "${wish}" does not start on this machine.`)
}

/** The number of live tensors; a function that leaves it unchanged leaks none. */
export const tensorsAlive = (): number => tf.memory().numTensors

// ---------------------------------------------------------------------------------------------------------------

const load = createRequire(import.meta.url)
const faultEvents = ['uncaughtException', 'unhandledRejection'] as const
const registered = new Map<BackendName, boolean>()

async function start(name: BackendName): Promise<boolean> {
  if (tf.engine().backendName === name) return true
  const isThere = registered.get(name) ?? (await register(name))
  registered.set(name, isThere)
  if (!isThere) return false
  const before = faultEvents.map((event) => process.listeners(event as 'uncaughtException'))
  const isStarted = await tf.setBackend(name)
  // The WebAssembly module adds listeners to the process that rethrow; handling uncaught errors is the program's own business.
  faultEvents.forEach((event, at) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[at]?.includes(listener)) process.removeListener(event, listener)
    }
  })
  return isStarted
}

async function register(name: BackendName): Promise<boolean> {
  switch (name) {
    case 'tensorflow':
      return registerNative()
    case 'wasm':
      return registerWasm()
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu')
      return true
  }
}

/** An optional package: with `npm ci --ignore-scripts` its folder is there without the addon, so only loading it shows. */
function registerNative(): boolean {
  try {
    load('@tensorflow/tfjs-node')
    return true
  } catch {
    return false
  }
}

async function registerWasm(): Promise<boolean> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm')
  // From the package's own folder: the default is the folder of the program's main file.
  wasm.setWasmPaths(join(dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'))
  // One thread: the threaded build starts workers, which pay off only for matrices far larger than ours.
  wasm.setThreadsCount(1)
  return true
}
