// What `stats` reports on the promise in operation: the running errors, the challenger, and drift.
import { durationMs } from '../config/duration.js'
import type { Config } from '../config/schema.js'
import { percent } from '../format.js'
import { driftWarnings, type WeekFigures, weekFigures } from '../guarantee/drift.js'
import { leftGuarantee } from '../guarantee/left-guarantee.js'
import { queueGuarantees } from '../guarantee/queue-guarantee.js'
import { threadGuarantee } from '../guarantee/thread-guarantee.js'
import type { ChallengerFigures, GuaranteeStore } from '../ledger/contract/guarantee.js'
import { guaranteeLines, leftLine, threadGuaranteeLines } from './guarantee-lines.js'
import { table } from './table.js'

/** Thirteen whole weeks and the one that has begun. */
const DRIFT_MS = durationMs('98d')
/** Weeks that the table shows; all are in the JSON. */
const SHOWN_WEEKS = 6

export type GuaranteeFigures = Awaited<ReturnType<typeof gatherGuarantee>>

export async function gatherGuarantee(ledger: GuaranteeStore, config: Config, now: Date) {
  const days = await ledger.dayFigures(new Date(now.getTime() - DRIFT_MS).toISOString())
  const answers = await ledger.blindAnswers()
  const others = answers.filter(({ reason }) => reason !== 'confident')
  return {
    blind: {
      perQueue: await queueGuarantees(ledger, config),
      threads: await threadGuarantee(ledger, config),
      /** Filed by rules and threads: shown, and no model's doing. */
      others: { n: others.length, wrong: others.filter(({ isRight }) => !isRight).length },
      waiting: await ledger.blindWaiting(),
      /** The second promise: of the mail that was left. */
      left: await leftGuarantee(ledger),
    },
    challengers: await ledger.challengerFigures(config.outside),
    drift: { weeks: weekFigures(days, now), warnings: driftWarnings(days, now) },
  }
}

export function guaranteeFigureLines({ blind, challengers, drift }: GuaranteeFigures): readonly string[] {
  const waiting = blind.waiting.reduce((sum, { count }) => sum + count, 0)
  return [
    '',
    'Blind sample, mail that the model filed',
    ...guaranteeLines(blind.perQueue),
    ...threadGuaranteeLines(blind.threads),
    `${waiting} of the sample wait for an answer; of those filed by rules and threads ${blind.others.wrong} of ${blind.others.n} were wrong.`,
    leftLine(blind.left),
    ...challengers.flatMap(challengerLines),
    ...(drift.weeks.length > 0 ? ['', ...weekLines(drift.weeks.slice(-SHOWN_WEEKS))] : []),
    ...drift.warnings.map(({ week, message }) => `WARNING ${week}: ${message}`),
  ]
}

// ---------------------------------------------------------------------------------------------------------------

function challengerLines(figures: ChallengerFigures): readonly string[] {
  const { modelId, liveModelId, mails, agree, wouldFile, liveWouldFile, reviewed } = figures
  const of = (part: number, whole: number) => percent(whole === 0 ? 0 : part / whole)
  return [
    '',
    `Challenger ${modelId} beside ${liveModelId}, on ${mails} mails. They agree on ${of(agree, mails)}.`,
    ...table(
      ['', 'would file', `wrong of ${reviewed} that people decided`],
      [
        ['in use', of(liveWouldFile, mails), of(figures.liveReviewedWrong, reviewed)],
        ['challenger', of(wouldFile, mails), of(figures.reviewedWrong, reviewed)],
      ],
    ),
  ]
}

const weekLines = (weeks: readonly WeekFigures[]): readonly string[] =>
  table(
    ['week', 'mails', 'unknown terms', 'novel', 'overridden'],
    weeks.map(({ week, mails, unknownTerms, novel, overridden }) => [
      week,
      mails,
      unknownTerms === undefined ? '' : percent(unknownTerms),
      percent(novel),
      percent(overridden),
    ]),
  )
