// What a fault test measured, as JSON lines in the file that POSTFORDELER_FIGURES names; scripts/reliability.ts makes the page of them.
import { appendFileSync } from 'node:fs'
import { arch, availableParallelism, loadavg, totalmem } from 'node:os'
import { form } from './size.js'

/**
 * A figure as it stands, or one that the parts of a long run make together: `sum` is added up over them, `most` and `least` are the
 * largest and the smallest of them.
 */
export type Figure =
  | number
  | string
  | { readonly sum: number }
  | { readonly most: number }
  | { readonly least: number }

export interface ToldFigures {
  readonly test: string
  readonly form: 'short' | 'long'
  /** ISO 8601, UTC. */
  readonly at: string
  readonly machine: string
  /** Processes that wanted to run in the last minute: above the number of cores other work went on too, and times are longer. */
  readonly load?: number
  readonly figures: Readonly<Record<string, Figure>>
}

/**
 * Tells what a test measured; without POSTFORDELER_FIGURES nobody listens.
 * @param test as the page names it; tests that are told under one name are parts of one.
 * @param figures by the words that the page prints, with their unit, e.g. `{ kills: { sum: 15 }, 'slowest recovery, s': { most: 3.1 } }`
 */
export function tellFigure(test: string, figures: Readonly<Record<string, Figure>>): void {
  const file = process.env['POSTFORDELER_FIGURES']
  if (!file) return
  const told: ToldFigures = {
    test,
    form,
    at: new Date().toISOString(),
    machine: machineName(),
    load: loadNow(),
    figures,
  }
  appendFileSync(file, `${JSON.stringify(told)}\n`)
}

// ---------------------------------------------------------------------------------------------------------------

const loadNow = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10

function machineName(): string {
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} cores (${arch()}), ${memoryGb} GB, ${process.platform}, Node ${process.versions.node}`
}
