// A municipality whose left mail is invented, so that it is known how much of it was wrongly left: what the second promise is tried on.
import { addDays } from '../../src/danish-time.js'
import { leftBound } from '../../src/guarantee/left-guarantee.js'
import { type MailId, mailIdOf } from '../../src/ids.js'
import type { DayCandidates } from '../../src/ledger/contract/samples.js'
import { createSampler, DAYS_KNOWN } from '../../src/route/sampler.js'
import type { Random } from '../../src/train/random.js'

export interface LeftWorld {
  readonly name: string
  /** Share of units that are wrongly left, by the day. */
  readonly wrongOn: (day: number) => number
  /** Units on an ordinary day: filed, and left. */
  readonly filed: number
  readonly left: number
  /** How many times as much comes on a day. */
  readonly busyOn: (day: number) => number
  readonly perDay: number
  /** Share of the questions that are ever answered. */
  readonly answered: number
  /** Whether like mails are one unit, as in the program, or each is drawn and counted by itself. */
  readonly counts: 'units' | 'mails'
}

export interface LeftRun {
  readonly days: number
  readonly high: number
  /** Questions about left mail in a day, on the whole. */
  readonly askedPerDay: number
  /** The least chance and the greatest with which one was drawn. */
  readonly chances: readonly [least: number, most: number]
  /** At the end the bound was below the truth. */
  readonly isExceeded: boolean
  /** It was so at some answer, where somebody looked at each. */
  readonly isEverExceeded: boolean
}

/** Days pass until so many questions about left mail were answered. */
export function liveThrough(
  world: LeftWorld,
  random: Random,
  { answers: wanted, isWatched }: { readonly answers: number; readonly isWatched: boolean },
): LeftRun {
  const secret = String(random())
  const candidates: DayCandidates[] = []
  const answers: Drawn[] = []
  const chances: number[] = []
  const left = { units: 0, expectedWrong: 0 }
  const isBelowTruth = () => leftBound(answers).high < left.expectedWrong / left.units
  let isEverExceeded = false
  let day = 0
  for (; answers.length < wanted && day < LONGEST_DAYS; day++) {
    const { units, drawn } = dayOfMail(world, { day, candidates, secret, random })
    left.units += units
    left.expectedWrong += units * world.wrongOn(day)
    chances.push(...drawn.map(({ chance }) => chance))
    const answered = drawn.filter(() => random() < world.answered).slice(0, wanted - answers.length)
    for (const answer of answered) {
      answers.push(answer)
      isEverExceeded ||= isWatched && isBelowTruth()
    }
  }
  const isExceeded = isBelowTruth()
  return {
    ...{ days: day, isExceeded, isEverExceeded: isEverExceeded || isExceeded },
    high: leftBound(answers).high,
    askedPerDay: chances.length / day,
    chances: [Math.min(...chances), Math.max(...chances)],
  }
}

/** The worlds that docs/promise.md shows. @param wrong the true share of wrongly left units */
export function worldsOf(wrong: number): readonly LeftWorld[] {
  const calm: LeftWorld = {
    ...{ name: 'calm', wrongOn: () => wrong, filed: 300, left: 60, busyOn: weekly },
    ...{ perDay: 10, answered: 0.8, counts: 'units' },
  }
  return [
    calm,
    { ...calm, name: 'small: 20 filed and 4 left a day', filed: 20, left: 4 },
    {
      ...calm,
      name: 'growing: three times as much within a year',
      busyOn: (day) => weekly(day) * (1 + day / 180),
    },
    {
      ...{ ...calm, name: 'floods, and wrong twice as often in them' },
      busyOn: (day) => weekly(day) * (isFlood(day) ? 8 : 1),
      wrongOn: (day) => wrong * (isFlood(day) ? 2 : 0.75),
    },
    { ...calm, name: 'wrong more and more often', wrongOn: (day) => wrong * Math.min(2, 0.5 + day / 120) },
    { ...calm, name: 'calm, but each mail of a burst counted by itself', counts: 'mails' },
  ]
}

// ---------------------------------------------------------------------------------------------------------------

const LONGEST_DAYS = 3_000

interface Drawn {
  readonly chance: number
  readonly isRight: boolean
}

/** What the sampler draws of a day's left mail, counted in `candidates` as the ledger does. */
function dayOfMail(
  world: LeftWorld,
  {
    day,
    candidates,
    secret,
    random,
  }: {
    readonly day: number
    readonly candidates: DayCandidates[]
    readonly secret: string
    readonly random: Random
  },
): { readonly units: number; readonly drawn: readonly Drawn[] } {
  const today = addDays('2026-01-05', day)
  const known = candidates.slice(-2 * DAYS_KNOWN) // two kinds a day
  const sampler = createSampler({ perDay: world.perDay, candidates: known, today, secret })
  const drawn: Drawn[] = []
  let units = 0
  for (const { id, isWrong } of mailsOn(world, day, random)) {
    const question = sampler('left', { id, met: new Set() })
    if (question === undefined) continue
    units++
    if (question.isDrawn) drawn.push({ chance: question.chance, isRight: !isWrong })
  }
  const filed = countAbout(world.filed * world.busyOn(day), random)
  candidates.push({ day: today, kind: 'filed', units: filed }, { day: today, kind: 'left', units })
  return { units, drawn }
}

/** Five working days and two quiet ones. */
const weekly = (day: number): number => (day % 7 < 5 ? 1 : 0.15)

const isFlood = (day: number): boolean => day % 40 === 39

/** A unit's mails have one id where bursts are recognised, and all are right or wrong together. */
function* mailsOn(
  { left, busyOn, wrongOn, counts }: LeftWorld,
  day: number,
  random: Random,
): Iterable<{ readonly id: MailId; readonly isWrong: boolean }> {
  const units = countAbout(left * busyOn(day), random)
  for (let unit = 0; unit < units; unit++) {
    const isWrong = random() < wrongOn(day)
    const size = sizeOf(random)
    for (let nth = 0; nth < size; nth++) {
      const name = counts === 'units' ? `${day} ${unit}` : `${day} ${unit} ${nth}`
      yield { id: mailIdOf(Buffer.from(name)), isWrong }
    }
  }
}

/** One unit in ten is a burst: most of two or three mails, some of hundreds. */
const sizeOf = (random: Random): number =>
  random() < 0.9 ? 1 : Math.min(400, Math.floor(2 / Math.max(0.005, random())))

/** About as many as a mean: a Poisson number, by the normal curve above 30. */
function countAbout(mean: number, random: Random): number {
  if (mean > 30) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal))
  }
  let [count, product] = [-1, 1]
  const floor = Math.exp(-mean)
  do {
    count++
    product *= random()
  } while (product > floor)
  return count
}
