// The second promise is about chance, so it is tried on invented municipalities; `npm run bench:second-promise` is the long form.
import { describe, expect, it } from 'vitest'
import { liveThrough, worldsOf } from '../../../bench/model/left-world.js'
import { leftBound } from '../../../src/guarantee/left-guarantee.js'
import { createRandom } from '../../../src/train/random.js'

const answers = (counts: { readonly right?: number; readonly wrong?: number }, chance = 0.1) => [
  ...new Array<boolean>(counts.right ?? 0).fill(true).map((isRight) => ({ isRight, chance })),
  ...new Array<boolean>(counts.wrong ?? 0).fill(false).map((isRight) => ({ isRight, chance })),
]

describe('the bound on left mail', () => {
  it('is everything while nothing was answered', () => {
    expect(leftBound([])).toEqual({ n: 0, wrong: 0, share: undefined, high: 1 })
    expect(leftBound(answers({ right: 1 })).high).toBe(1)
  })

  it('falls with answers that found nothing, and rises with those that found something', () => {
    const high = (counts: Parameters<typeof answers>[0]) => leftBound(answers(counts)).high
    expect(high({ right: 100 })).toBeLessThan(high({ right: 50 }))
    expect(high({ right: 99, wrong: 1 })).toBeGreaterThan(high({ right: 100 }))
    expect(leftBound(answers({ right: 99, wrong: 1 }))).toMatchObject({ n: 100, wrong: 1, share: 0.01 })
  })

  it.each([
    { wrong: 0, most: 0.014 },
    { wrong: 1, most: 0.023 },
    { wrong: 2, most: 0.031 },
    { wrong: 6, most: 0.058 },
  ])('is at most $most after 300 answers of which $wrong found something', ({ wrong, most }) => {
    const { high } = leftBound(answers({ right: 300 - wrong, wrong }))
    expect(high).toBeLessThanOrEqual(most)
    expect(high).toBeGreaterThan(wrong / 300)
  })

  it('does not depend on the chance with which all were drawn', () => {
    const counts = { right: 200, wrong: 2 }
    expect(leftBound(answers(counts, 0.02)).high).toBeCloseTo(leftBound(answers(counts, 1)).high, 9)
  })

  it('weighs an answer by how many units it stands for', () => {
    const often = answers({ right: 200 }, 0.2)
    const seldom = leftBound([...often, ...answers({ wrong: 1 }, 0.05)])
    expect(seldom.share).toBeCloseTo(20 / (200 * 5 + 20), 10)
    expect(seldom.high).toBeGreaterThan(leftBound([...often, ...answers({ wrong: 1 }, 0.2)]).high)
  })
})

describe('in invented municipalities with bursts', () => {
  const [calm, , , floods] = worldsOf(0.005)
  const [, , , worse] = worldsOf(0.04)
  if (calm === undefined || floods === undefined || worse === undefined) throw new Error('a world is missing')
  const runsOf = (world: typeof calm, runs: number, answered: number) => {
    const random = createRandom(5)
    return Array.from({ length: runs }, () =>
      liveThrough(world, random, { answers: answered, isWatched: false }),
    )
  }

  it('300 answers at a true 0.5 % give at most 2.5 % in the median', () => {
    const highs = runsOf(calm, 41, 300).map(({ high }) => high)
    expect(highs.sort((a, b) => a - b)[20]).toBeLessThanOrEqual(0.025)
  })

  it.each([{ name: 'floods that are wrong twice as often', world: worse }])(
    'the truth is above the bound in at most 6.5 % of runs: $name',
    ({ world }) => {
      const runs = runsOf(world, 200, 60)
      expect(runs.filter(({ isExceeded }) => isExceeded).length / runs.length).toBeLessThanOrEqual(0.065)
    },
  )
})
