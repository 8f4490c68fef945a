// postfordeler rollback: back to the model that was in use before.
import { type PointerChange, rollback } from '../../model/current.js'
import type { PointerDeps } from './promote.js'

export async function runRollback(
  options: { readonly modelsDir: string },
  { audit }: PointerDeps,
): Promise<PointerChange> {
  const change = await rollback(options.modelsDir)
  await audit('rolled-back', change)
  return change
}
