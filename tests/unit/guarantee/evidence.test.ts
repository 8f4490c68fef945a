// The fuse's guarantee is about chance, so it is tested by chance: thousands of long runs, looked at after every answer.
import { describe, expect, it } from 'vitest'
import { evidenceAgainst, proof, weighEvidence } from '../../../src/guarantee/evidence.js'
import { createRandom } from '../../../src/train/random.js'

const promised = 0.05
const enough = proof(0.95)

/** The answer at which a run is proof, from 1; undefined when it never is. */
function provenAt(shares: readonly number[], random: () => number): number | undefined {
  const weigh = weighEvidence(promised)
  const at = shares.findIndex((share) => weigh(random() < share) >= enough)
  return at === -1 ? undefined : at + 1
}

const stretch = (answers: number, share: number): number[] => new Array<number>(answers).fill(share)

describe('evidence against a promise', () => {
  it('is 1 before any answer, grows with errors and shrinks with right answers', () => {
    expect(evidenceAgainst([], promised)).toBe(1)
    expect(evidenceAgainst([true], promised)).toBeGreaterThan(1)
    expect(evidenceAgainst([false], promised)).toBeLessThan(1)
  })

  it('is a fair bet: over all futures it is 1 on average while the promise is just kept', () => {
    const futures = 8
    let mean = 0
    for (let future = 0; future < 2 ** futures; future++) {
      const areWrong = Array.from({ length: futures }, (_, at) => ((future >> at) & 1) === 1)
      const wrong = areWrong.filter(Boolean).length
      mean += promised ** wrong * (1 - promised) ** (futures - wrong) * evidenceAgainst(areWrong, promised)
    }
    expect(mean).toBeCloseTo(1, 12)
  })

  // Of 2,000 runs the true 5 % give 100 +- 10; that the bound holds exactly at the promise leaves none of it to luck.
  it.each([
    { share: 0.05, at: 'exactly as promised', most: 0.05 },
    { share: 0.03, at: 'better than promised', most: 0.002 },
  ])('is proof in at most $most of 2000 runs of 3000 answers, errors $at', ({ share, most }) => {
    const random = createRandom(17)
    const runs = 2_000
    let proven = 0
    for (let run = 0; run < runs; run++) if (provenAt(stretch(3_000, share), random)) proven++
    expect(proven / runs).toBeLessThanOrEqual(most)
  })

  it.each([
    { good: 0, median: 100, most: 300 },
    { good: 300, median: 215, most: 500 },
    { good: 1_000, median: 290, most: 560 },
  ])('proves a drop from 3 % to 12 % within $most answers in 95 % of runs, after $good good ones', (drop) => {
    const random = createRandom(23)
    const delays: number[] = []
    for (let run = 0; run < 1_000; run++) {
      const at = provenAt([...stretch(drop.good, 0.03), ...stretch(1_500, 0.12)], random)
      delays.push((at ?? Number.POSITIVE_INFINITY) - drop.good)
    }
    delays.sort((a, b) => a - b)
    expect(delays[Math.floor(delays.length * 0.5)]).toBeLessThanOrEqual(drop.median)
    expect(delays[Math.floor(delays.length * 0.95)]).toBeLessThanOrEqual(drop.most)
  })
})
