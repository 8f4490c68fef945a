// The one sampler: which mails people are asked about without being told what the program did with them. Pure. Each is drawn with a chance
// that is known before and stored with it: by the hash of its unit under a secret of this installation, so no sender can work out which.
import { createHmac } from 'node:crypto'
import {
  type DayCandidates,
  type Question,
  type QuestionKind,
  questionKinds,
  type Unit,
} from '../ledger/contract/samples.js'

/** Whole days that a day's chances go by. */
export const DAYS_KNOWN = 28

export interface SamplerFacts {
  /** Questions on an ordinary day, all kinds together. @units >= 0; 0 asks none */
  readonly perDay: number
  /** What could have been asked about, today and on the days before. */
  readonly candidates: readonly DayCandidates[]
  /** As dayOf gives it. */
  readonly today: string
  readonly secret: string
}

/** Says of each mail, in the order in which they are decided, what is asked; undefined where its unit had that question before. */
export type Sampler = (kind: QuestionKind, unit: Unit) => Question | undefined

export function createSampler(facts: SamplerFacts): Sampler {
  const shares = sharesOf(facts)
  const soFar = { ...countsOn(facts.today, facts.candidates) }
  const met = new Set<string>()
  return (kind, unit) => {
    const name = `${kind} ${unit.id}`
    if (unit.met.has(kind) || met.has(name)) return undefined
    met.add(name)
    soFar[kind]++
    const { share, expected } = shares[kind]
    const chance = Math.min(1, share / Math.max(expected, soFar[kind] / USUAL_SWING))
    return { kind, unit: unit.id, chance, isDrawn: isBelow(name, chance, facts.secret) }
  }
}

/** A kind's part of the day's questions, and of how many units it is expected to be. */
export interface DayShare {
  readonly share: number
  /** >= 1 */
  readonly expected: number
}

/**
 * Divides the budget so that it proves most: a bound falls with the number of answers, so the mails that may be wrong without anybody
 * knowing are fewest, over all kinds, when each has answers as the square root of its mails. What a kind has no mail for, others get.
 */
export function sharesOf({
  perDay,
  candidates,
  today,
}: Omit<SamplerFacts, 'secret'>): Readonly<Record<QuestionKind, DayShare>> {
  const expected = byKind((kind) => expectedOf(kind, candidates, today))
  let open: readonly QuestionKind[] = questionKinds
  const shares = byKind(() => 0)
  for (let left = perDay; left > 0 && open.length > 0; ) {
    const weights = open.reduce((sum, kind) => sum + Math.sqrt(expected[kind]), 0)
    const part = left / weights
    const full = open.filter((kind) => part * Math.sqrt(expected[kind]) >= expected[kind])
    const settled = full.length === 0 || full.length === open.length ? open : full
    for (const kind of settled) {
      shares[kind] = settled === full ? expected[kind] : part * Math.sqrt(expected[kind])
      left -= shares[kind]
    }
    open = open.filter((kind) => !settled.includes(kind))
  }
  return byKind((kind) => ({ share: shares[kind], expected: expected[kind] }))
}

// ---------------------------------------------------------------------------------------------------------------

/**
 * A day may bring so many times what is expected (a Monday) before its chances fall: then with 1/n for the n-th, so that a flood of any
 * size is asked about a little longer, and never stops being asked about. Chances that differ cost more answers than a busy day does.
 */
const USUAL_SWING = 2

/** Before there are two whole days to go by. What comes beyond it lowers the chance as it comes. */
const FIRST_DAY: Readonly<Record<QuestionKind, number>> = { filed: 200, left: 40 }

/** The mean of the days known, without the busiest: one import, or one flood, is no ordinary day. */
function expectedOf(kind: QuestionKind, candidates: readonly DayCandidates[], today: string): number {
  const first = candidates.map(({ day }) => day).sort()[0]
  const days = first === undefined ? 0 : Math.min(DAYS_KNOWN, daysBetween(first, today))
  if (days < 2) return FIRST_DAY[kind]
  const counts = candidates.filter((one) => one.kind === kind && one.day < today).map(({ units }) => units)
  const sum = counts.reduce((total, units) => total + units, 0)
  return Math.max(1, (sum - Math.max(0, ...counts)) / (days - 1))
}

const countsOn = (today: string, candidates: readonly DayCandidates[]): Record<QuestionKind, number> =>
  byKind((kind) => candidates.find((one) => one.kind === kind && one.day === today)?.units ?? 0)

const byKind = <T>(of: (kind: QuestionKind) => T): Record<QuestionKind, T> =>
  Object.fromEntries(questionKinds.map((kind) => [kind, of(kind)])) as Record<QuestionKind, T>

const DAY_MS = 86_400_000

const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS)

/** Six bytes of the hash make a number below 2^48, which a double holds exactly. */
const BYTES = 6

function isBelow(name: string, chance: number, secret: string): boolean {
  if (chance === 0) return false
  const hash = createHmac('sha256', secret).update(name).digest()
  return hash.readUIntBE(0, BYTES) < chance * 256 ** BYTES
}
