// Trains the small model once for a whole run of the fault tests. `inject('faultModels')` gives its models folder, which no test changes.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'vitest'
import type { TestProject } from 'vitest/node'
import { trainSmallModel } from './small-model.js'

declare module 'vitest' {
  interface ProvidedContext {
    faultModels: string
  }
}

let dir: string | undefined

export async function setup(project: TestProject): Promise<void> {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-model-'))
  await trainSmallModel(join(dir, 'models'))
  project.provide('faultModels', join(dir, 'models'))
}

export async function teardown(): Promise<void> {
  if (dir) await rm(dir, { recursive: true, force: true })
}
