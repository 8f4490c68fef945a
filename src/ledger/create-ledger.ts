// Opens the ledger: one object with every table's queries.
import { randomInt } from 'node:crypto'
import { openDatabase } from '../connections/database.js'
import { createAccounts } from './accounts/accounts.js'
import { createAudit } from './audit.js'
import type { LedgerContext } from './context.js'
import type { Ledger } from './contract/ledger.js'
import { createAnswers } from './decisions/answers.js'
import { createDecisions } from './decisions/decisions.js'
import { createLaterDecisions } from './decisions/later-decisions.js'
import { withFaultPoints } from './fault-points.js'
import { createChallengers } from './guarantee/challengers.js'
import { createClosedQueues } from './guarantee/closed-queues.js'
import { createCorrections } from './guarantee/corrections.js'
import { createDayFigures } from './guarantee/day-figures.js'
import { COUNT_SLOTS, createGauges } from './guarantee/gauges.js'
import { leftCounts } from './guarantee/left-counts.js'
import { createCandidates } from './guarantee/sample-candidates.js'
import { createSamples } from './guarantee/samples.js'
import { createStats } from './guarantee/stats.js'
import { createUnits } from './guarantee/units.js'
import { createWeekly } from './guarantee/weekly.js'
import { createLeases } from './leases.js'
import { createBursts } from './mails/bursts.js'
import { createFindMails } from './mails/find-mails.js'
import { createFolderMarks } from './mails/folder-marks.js'
import { createLeftMails } from './mails/left-mails.js'
import { createLocations } from './mails/locations.js'
import { createMails } from './mails/mails.js'
import { createPolls } from './mails/polls.js'
import { createTexts } from './mails/texts.js'
import { migrate } from './migrations.js'
import { createOutbox } from './outbox/outbox.js'
import { createQueues } from './outbox/queues.js'
import { createClaims } from './reviews/claims.js'
import { createPutOff } from './reviews/put-off.js'
import { createReviewList } from './reviews/review-list.js'
import { createReviews } from './reviews/reviews.js'
import type { Tables } from './tables.js'

/** What the configuration has when it says nothing else. */
const CORRECTIONS_PER_SENDER = 10

/**
 * Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://...` and brings its tables up to date.
 * `now` is the clock of everything that is written; without it, leases on PostgreSQL go by the server's clock.
 * @throws DATABASE_URL, DATABASE_UNREACHABLE, LEDGER_TOO_NEW, LEDGER_MIGRATION
 */
export async function createLedger(
  url: string,
  options: { readonly now?: () => Date; readonly correctionsPerSender?: number } = {},
): Promise<Ledger> {
  const db = await openDatabase<Tables>(url)
  try {
    await migrate(db)
  } catch (error) {
    await db.close()
    throw error
  }
  const context: LedgerContext = {
    db,
    now: options.now ?? (() => new Date()),
    correctionsPerSender: options.correctionsPerSender ?? CORRECTIONS_PER_SENDER,
    countSlot: randomInt(COUNT_SLOTS),
  }
  return withFaultPoints({
    ...createMails(context),
    ...createBursts(context),
    ...createLocations(context),
    ...createPolls(context),
    ...createTexts(context),
    ...createDecisions(context),
    ...createOutbox(context),
    ...createReviews(context),
    ...createReviewList(context),
    ...createClaims(context),
    ...createAnswers(context),
    ...createPutOff(context),
    ...createLaterDecisions(context),
    ...createFindMails(context),
    ...createLeftMails(context),
    leftCounts: (span) => leftCounts(db.sql, span),
    ...createQueues(context),
    ...createAudit(context),
    ...createLeases(context, { useDatabaseClock: options.now === undefined && db.dialect === 'postgres' }),
    ...createStats(context),
    ...createGauges(context),
    accounts: createAccounts(context),
    ...createWeekly(context),
    ...createSamples(context),
    ...createCandidates(context),
    ...createUnits(context),
    ...createClosedQueues(context),
    ...createCorrections(context),
    ...createFolderMarks(context),
    ...createChallengers(context),
    ...createDayFigures(context),
    close: () => db.close(),
  })
}
