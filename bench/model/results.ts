// The shape of a finished run: what `--json` prints and what the tables and bars are made of.
import type { Figures } from './figures.js'
import type { Outside } from './sets.js'

export type Row =
  | {
      readonly program: string
      readonly kind: 'measured'
      readonly figures: Figures
      readonly settings: string
    }
  | { readonly program: string; readonly kind: 'failed' | 'missing'; readonly why: string }

export interface SetResult {
  readonly name: string
  readonly kind: 'public' | 'writers' | 'inbox'
  readonly title: string
  readonly labels: number
  readonly trainItems: number
  readonly testItems: number
  readonly outside: Outside
  readonly rows: readonly Row[]
}

export interface Results {
  readonly startedAt: string
  readonly machine: string
  /** Peers that the caller did not ask for. */
  readonly leftOut: readonly string[]
  readonly sets: readonly SetResult[]
}

/** The name of our own row. */
const OURS = 'postfordeler'

export interface Measured {
  readonly program: string
  readonly figures: Figures
}

const measuredRows = ({ rows }: SetResult): readonly Measured[] =>
  rows.flatMap((row) => (row.kind === 'measured' ? [row] : []))

export const oursOf = (set: SetResult): Figures | undefined =>
  measuredRows(set).find(({ program }) => program === OURS)?.figures

export const figuresFor = (set: SetResult, name: string): Figures | undefined =>
  measuredRows(set).find(({ program }) => program === name)?.figures

/** The peer with the highest value; undefined when no peer has one. */
export function bestPeer(
  set: SetResult,
  measure: (figures: Figures) => number | undefined,
): { readonly program: string; readonly value: number; readonly figures: Figures } | undefined {
  let best: { program: string; value: number; figures: Figures } | undefined
  for (const { program, figures } of measuredRows(set)) {
    const value = measure(figures)
    if (program === OURS || value === undefined) continue
    if (best === undefined || value > best.value) best = { program, value, figures }
  }
  return best
}
