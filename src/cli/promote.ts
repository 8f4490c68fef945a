// postfordeler promote: puts a model to use, and tells the trail.
import { type PointerChange, promote } from '../model/current.js'

export interface PointerDeps {
  /** Writes the change to the audit trail, after it was made. */
  readonly audit: (action: 'promoted' | 'rolled-back', change: PointerChange) => Promise<void>
}

export async function runPromote(
  options: { readonly id: string; readonly modelsDir: string },
  { audit }: PointerDeps,
): Promise<PointerChange> {
  const change = await promote(options.modelsDir, options.id)
  await audit('promoted', change)
  return change
}

/** The change for people. */
export const pointerLines = ({ from, to }: PointerChange): readonly string[] => [
  `In use: ${to}${from === undefined ? '' : ` (before: ${from})`}`,
]
