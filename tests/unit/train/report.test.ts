import { describe, expect, it } from 'vitest'
import { detailsOf } from '../../../src/train/details.js'
import { evaluate } from '../../../src/train/evaluate.js'
import { reportPage } from '../../../src/train/report/page.js'
import type { ScoredExample } from '../../../src/train/scored.js'

const mail = (id: string, truth: string, guess: string, probability: number): ScoredExample => ({
  ...{ id, truth, guess, probability, novelty: 0 },
})
const judged = [
  mail('a1', 'pas', 'pas', 0.9),
  mail('a2', 'pas', 'pas', 0.7),
  mail('a3', 'pas', 'parkering', 0.95),
  mail('a4', 'parkering', 'parkering', 0.9),
  mail('<script>', 'udenfor', 'parkering', 0.6),
]
const rule = {
  ...{ labels: ['pas', 'parkering', 'udenfor'], outside: 'udenfor', noveltyLimit: 1 },
  thresholds: { pas: 0.8, parkering: 0.5 },
}
const details = detailsOf(judged, rule)

describe('details', () => {
  it('count what was filed, wrong, in scope and outside', () => {
    expect(details.coverage).toMatchObject({ part: 4, whole: 5 })
    expect(details.error).toMatchObject({ part: 2, whole: 4 })
    expect(details.inScope).toMatchObject({ part: 3, whole: 4 })
    expect(details.outsideFiled).toMatchObject({ part: 1, whole: 1 })
    const pas = details.queues.find(({ queue }) => queue === 'pas')
    expect(pas).toMatchObject({ filedRight: 1, filedWrong: 1, toPeople: 1, error: { part: 0, whole: 1 } })
  })

  it('suspect a label only where the model is surer than it usually is when it is right', () => {
    expect(details.suspects).toEqual([{ id: 'a3', label: 'pas', guess: 'parkering', probability: 0.95 }])
  })
})

describe('the report', () => {
  const page = reportPage({
    ...{ modelId: 'm1', how: 'On five mails.', split: 'folds', warnings: ['Too few.'], outside: 'udenfor' },
    promise: { error: 0.05, confidence: 0.95 },
    evaluation: evaluate(judged, { ...rule, target: 0.05 }),
    details,
    learningCurve: [
      { mails: 10, accuracy: 0.5 },
      { mails: 20, accuracy: 0.7 },
    ],
  })

  it('says the three numbers together', () => {
    expect(page).toMatch(
      /Filed without a person[\s\S]*80\.0 %[\s\S]*Of these wrong[\s\S]*50\.0 %[\s\S]*Sent to people[\s\S]*20\.0 %/,
    )
  })

  it('fetches nothing, runs nothing, and takes no id for markup', () => {
    expect(page).not.toMatch(/<script|<link|<img|https?:|@import|url\(/)
    expect(page).toContain('&lt;script&gt;')
  })

  it('is well-formed: every table behind a picture is there', () => {
    expect(page.match(/<details>/g)).toHaveLength(3)
    expect(page).not.toMatch(/undefined|NaN/)
  })
})
