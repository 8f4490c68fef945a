// postfordeler models: what is there, and which one is in use.

import { join } from 'node:path'
import { TriageError } from '../../errors.js'
import { percent } from '../../format.js'
import { currentModel } from '../../model/current.js'
import { listModels, readManifest } from '../../model/store.js'

export interface ModelRow {
  readonly modelId: string
  readonly isCurrent: boolean
  readonly createdAt: string | undefined
  readonly examples: number | undefined
  readonly labels: number | undefined
  readonly heldOutAccuracy: number | undefined
  /** Why it cannot be used; undefined when its manifest reads well. */
  readonly fault: string | undefined
}

export async function runModels(options: { readonly modelsDir: string }): Promise<readonly ModelRow[]> {
  const current = await currentModel(options.modelsDir)
  const rows: ModelRow[] = []
  for (const id of await listModels(options.modelsDir)) {
    rows.push({ modelId: id, isCurrent: id === current, ...(await describe(join(options.modelsDir, id))) })
  }
  return rows
}

/** The rows for people. */
export function modelsLines(rows: readonly ModelRow[]): readonly string[] {
  if (rows.length === 0) return ['No models yet. Train one: postfordeler train --data PATH']
  return rows.map((row) => {
    const mark = row.isCurrent ? '*' : ' '
    if (row.fault !== undefined) return `${mark} ${row.modelId}  ${row.fault}`
    const accuracy =
      row.heldOutAccuracy === undefined ? '' : `, ${percent(row.heldOutAccuracy)} right held out`
    return `${mark} ${row.modelId}  ${row.examples} mails, ${row.labels} labels${accuracy}`
  })
}

// ---------------------------------------------------------------------------------------------------------------

type Description = Omit<ModelRow, 'modelId' | 'isCurrent'>

async function describe(dir: string): Promise<Description> {
  try {
    const { createdAt, data, labels, metrics } = await readManifest(dir)
    const heldOut = metrics['heldOut'] as { readonly accuracy?: number } | undefined
    return {
      createdAt,
      examples: data.examples,
      labels: labels.length,
      heldOutAccuracy: heldOut?.accuracy,
      fault: undefined,
    }
  } catch (error) {
    // One damaged model must not hide the others from the list.
    if (!(error instanceof TriageError)) throw error
    return {
      createdAt: undefined,
      examples: undefined,
      labels: undefined,
      heldOutAccuracy: undefined,
      fault: error.message,
    }
  }
}
