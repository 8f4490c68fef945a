// How right the demo was: what the ledger says was decided, against the answers that lie beside the bundled inbox.

import type { Config } from '../config/schema.js'
import { percent } from '../format.js'
import { type Label, mailIdFrom } from '../ids.js'
import { filedIn } from '../journey.js'
import type { MailStore } from '../ledger/contract/mails.js'
import type { Evaluation } from '../train/evaluate.js'
import { table } from './table.js'

/** The right queue of each mail of the inbox, by mail id. */
export type Answers = ReadonlyMap<string, Label>

/** Counts over some mails. `right`: the queue it was filed in, or for mail that went to a person the queue that was suggested. */
export interface Score {
  readonly filed: number
  readonly filedRight: number
  readonly review: number
  readonly reviewRight: number
  readonly left: number
}

export interface DemoScore {
  readonly total: Score
  /** By the right queue. */
  readonly perQueue: Readonly<Record<string, Score>>
  /** Mail from outside that was filed: always wrong. */
  readonly outsideFiled: number
}

const none: Score = { filed: 0, filedRight: 0, review: 0, reviewRight: 0, left: 0 }

/** Scores every mail that has an answer. */
export async function score(ledger: MailStore, answers: Answers, outside: Label): Promise<DemoScore> {
  let total = none
  const perQueue: Record<string, Score> = {}
  for (const [id, answer] of answers) {
    const mailId = mailIdFrom(id)
    const decided = mailId && (await ledger.mail(mailId))?.decision
    if (!decided) continue
    const { decision, prediction } = decided
    const one = scoreOf(decision.kind, filedIn(decision) ?? prediction?.ranked[0]?.label, answer)
    total = sum(total, one)
    perQueue[answer] = sum(perQueue[answer] ?? none, one)
  }
  return { total, perQueue, outsideFiled: perQueue[outside]?.filed ?? 0 }
}

/** The score as a table, and the three numbers that belong together. */
export function demoLines(
  { queues, outside, promise: guarantee }: Config,
  scored: DemoScore,
  heldOut: Pick<Evaluation, 'accuracy'>,
): readonly string[] {
  const keys = [...Object.keys(queues), outside].filter((key) => scored.perQueue[key])
  const rows = keys.map((key) => {
    const one = scored.perQueue[key] ?? none
    return [key, one.filed, one.filedRight, one.review, one.reviewRight]
  })
  const { filed, filedRight, review, reviewRight, left } = scored.total
  const all = filed + review + left
  return [
    '',
    ...table(['right queue', 'filed', 'right', 'to a person', 'suggestion right'], rows),
    '',
    `Filed without a person: ${filed} of ${all} (${percent(share(filed, all))}).`,
    `Of these wrong:         ${filed - filedRight} (${percent(share(filed - filedRight, filed))}; promised at most ${percent(guarantee.error)}), ${scored.outsideFiled} of them mail from outside.`,
    `To a person:            ${review} (${percent(share(review, all))}), for ${percent(share(reviewRight, review))} of them with the right suggestion.`,
    ...(left > 0 ? [`Left alone:             ${left} (${percent(share(left, all))}).`] : []),
    `Right queue first:      ${percent(share(filedRight + reviewRight, filed + review))} on the inbox, ${percent(heldOut.accuracy)} on bundled history that was held out.`,
  ]
}

// ---------------------------------------------------------------------------------------------------------------

function scoreOf(kind: 'route' | 'review' | 'leave', queue: Label | undefined, answer: Label): Score {
  const right = queue === answer ? 1 : 0
  if (kind === 'route') return { ...none, filed: 1, filedRight: right }
  if (kind === 'review') return { ...none, review: 1, reviewRight: right }
  return { ...none, left: 1 }
}

const sum = (a: Score, b: Score): Score => ({
  filed: a.filed + b.filed,
  filedRight: a.filedRight + b.filedRight,
  review: a.review + b.review,
  reviewRight: a.reviewRight + b.reviewRight,
  left: a.left + b.left,
})

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
