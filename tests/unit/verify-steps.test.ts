import { describe, expect, it } from 'vitest'
import { runSteps, type Step } from '../../scripts/verify/run-steps.js'

/** Steps that note when they begin and end; each takes some turns of the event loop. */
function noted() {
  const seen: string[] = []
  const step = (name: string, more: Partial<Step> = {}): Step => ({
    name,
    run: async (say) => {
      seen.push(`${name} begins`)
      say(`${name} one\n`)
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
      say(`${name} two\n`)
      seen.push(`${name} ends`)
      return true
    },
    ...more,
  })
  return { seen, step }
}

const failing = async (): Promise<boolean> => false

async function outcomeOf(steps: readonly Step[], atOnce = 2) {
  const written: string[] = []
  const results = await runSteps(steps, { atOnce, write: (text) => written.push(text) })
  return { written, results: results.map(({ step, isGood }) => `${step.name} ${isGood}`) }
}

describe('steps', () => {
  it('run side by side, no more than so many at once', async () => {
    const { seen, step } = noted()
    await outcomeOf([step('a'), step('b'), step('c')])
    expect(seen.slice(0, 2)).toEqual(['a begins', 'b begins'])
    expect(seen.indexOf('c begins')).toBeGreaterThan(seen.indexOf('a ends'))
  })

  it('that run side by side have their texts whole, under their names', async () => {
    const { step } = noted()
    const { written } = await outcomeOf([step('a'), step('b')])
    expect(written).toEqual([
      expect.stringMatching(/^\n==== a =+\n\na one\na two\n$/),
      expect.stringMatching(/^\n==== b =+\n\nb one\nb two\n$/),
    ])
  })

  it('that are alone have none beside them, and say at once what they say', async () => {
    const { seen, step } = noted()
    const { written } = await outcomeOf([step('a'), step('alone', { isAlone: true }), step('c')], 3)
    expect(seen).toEqual(['a begins', 'a ends', 'alone begins', 'alone ends', 'c begins', 'c ends'])
    expect(written).toContain('alone one\n')
  })

  it('wait for those that they come after', async () => {
    const { seen, step } = noted()
    await outcomeOf([step('a'), step('b', { after: ['a'] })])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('are not begun after one has failed, and those that run come to their end', async () => {
    const { seen, step } = noted()
    const { results } = await outcomeOf([step('bad', { run: failing }), step('b'), step('c')])
    expect(seen).toEqual(['b begins', 'b ends'])
    expect(results).toEqual(['bad false', 'b true'])
  })

  it('that come after one that has failed are not begun', async () => {
    const { seen, step } = noted()
    const { results } = await outcomeOf([step('bad', { run: failing }), step('b', { after: ['bad'] })])
    expect({ seen, results }).toEqual({ seen: [], results: ['bad false'] })
  })
})
