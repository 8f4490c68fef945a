// Opens the ledger: one object that answers every table's questions.
import { openDatabase } from '../connections/database.js'
import { createAnswers } from './answers.js'
import { createAudit } from './audit.js'
import { createChallengers } from './challengers.js'
import { createClaims } from './claims.js'
import type { LedgerContext } from './context.js'
import { createCorrections } from './corrections.js'
import { createDayFigures } from './day-figures.js'
import { createDecisions } from './decisions.js'
import type { DeskLedger } from './desk-ledger.js'
import { withFaultPoints } from './fault-points.js'
import { createFolderMarks } from './folder-marks.js'
import { createFound } from './found.js'
import { createFuses } from './fuses.js'
import { createLaterDecisions } from './later-decisions.js'
import { createLeases } from './leases.js'
import { createLocations } from './locations.js'
import { createMails } from './mails.js'
import { migrate } from './migrations.js'
import { createOutbox } from './outbox.js'
import { createAccounts } from './people.js'
import { createPolls } from './polls.js'
import { createPromiseRecord } from './promise-record.js'
import { createPutOff } from './put-off.js'
import { createQueues } from './queues.js'
import { createReviewList } from './review-list.js'
import { createReviews } from './reviews.js'
import { createStats } from './stats.js'
import type { Tables } from './tables.js'
import { createTexts } from './texts.js'
import { createWeekly } from './weekly.js'

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
): Promise<DeskLedger> {
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
  }
  return withFaultPoints({
    ...createMails(context),
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
    ...createFound(context),
    ...createQueues(context),
    ...createAudit(context),
    ...createLeases(context, { useDatabaseClock: options.now === undefined && db.dialect === 'postgres' }),
    ...createStats(context),
    accounts: createAccounts(context),
    ...createWeekly(context),
    ...createPromiseRecord(context),
    ...createFuses(context),
    ...createCorrections(context),
    ...createFolderMarks(context),
    ...createChallengers(context),
    ...createDayFigures(context),
    close: () => db.close(),
  })
}
