// The sampler's questions: what is asked of people about mail that the program filed or left, and what they answered.
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { MailId } from '../../ids.js'
import { type Decision, filedIn } from '../../journey.js'
import { inParts, type LedgerContext } from '../context.js'
import type { DecisionEntry } from '../contract/decisions.js'
import type { GuaranteeStore } from '../contract/guarantee.js'
import { type LeftAnswer, type QuestionKind, questionAbout } from '../contract/samples.js'
import type { Written } from '../decision-rows.js'
import { secretOf } from '../secret.js'
import type { Tables, Trx } from '../tables.js'

export function createSamples({
  db,
}: LedgerContext): Pick<
  GuaranteeStore,
  'secret' | 'blindAnswers' | 'blindWaiting' | 'leftAnswers' | 'leftWaiting'
> {
  return {
    secret: (name) => db.write((trx) => secretOf(trx, name)),
    async blindAnswers() {
      return (await answeredOf(db.sql, 'filed')).flatMap((row) =>
        row.label === null
          ? []
          : [{ ...answerOf(row), label: row.label, modelId: row.model_id ?? undefined }],
      )
    },
    async blindWaiting() {
      const waiting = db.sql
        .selectFrom('samples')
        .select(['label', (eb) => eb.fn.countAll<number>().as('count')])
        .where('kind', '=', 'filed')
        .where('answered_at', 'is', null)
        .groupBy('label')
        .orderBy('label')
      const rows = await waiting.execute()
      return rows.flatMap(({ label, count }) => (label === null ? [] : [{ label, count }]))
    },
    leftAnswers: () => leftAnswersOf(db.sql),
    async leftWaiting() {
      const waiting = db.sql
        .selectFrom('samples')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('kind', '=', 'left')
        .where('answered_at', 'is', null)
      return (await waiting.executeTakeFirstOrThrow()).count
    },
  }
}

/** For the bound on left mail, which gauges show too. */
export async function leftAnswersOf(db: Kysely<Tables>): Promise<readonly LeftAnswer[]> {
  // Programs that decide two mails of one unit at the same moment both ask: the first answer is the unit's.
  const seen = new Set<MailId>()
  return (await answeredOf(db, 'left'))
    .filter(({ unit }) => !seen.has(unit) && seen.add(unit))
    .map((row) => ({ ...answerOf(row), unit: row.unit, chance: row.chance }))
}

/**
 * Remembers what is asked, and takes the first thing that a person decides about such a mail as the answer. A mail that somebody moved
 * before it came up on the list counts as answered too: to leave it out would flatter the program.
 */
export async function noteSamples(trx: Trx, written: readonly Written[], at: string): Promise<void> {
  const asked = written.flatMap(({ entry, record }) => {
    const kind = entry.isBlind ? (entry.question?.kind ?? questionAbout(entry.decision)) : undefined
    if (kind === undefined) return []
    const { unit = record.mailId, chance = CERTAIN } = entry.question ?? {}
    return [
      {
        ...{ mail_id: record.mailId, kind, unit, chance, at },
        decision_id: record.id,
        label: filedIn(entry.decision) ?? null,
        reason: entry.decision.because.kind,
        model_id: record.modelId ?? null,
      },
    ]
  })
  for (const part of inParts(asked)) {
    // A mail is asked about again when a person's answer was taken back: it waits for another.
    await trx
      .insertInto('samples')
      .values(part)
      .onConflict((conflict) =>
        conflict.columns(['mail_id', 'kind']).doUpdateSet({ answered_at: null, is_right: null }),
      )
      .execute()
  }
  for (const { entry, record } of written) {
    if (entry.actor.kind !== 'person' || entry.decision.because.kind === 'undone') continue
    await trx
      .updateTable('samples')
      .set({ answered_at: at, is_right: isRight(entry) })
      .where('mail_id', '=', record.mailId)
      .where('answered_at', 'is', null)
      .execute()
  }
}

// ---------------------------------------------------------------------------------------------------------------

const answeredOf = (db: Kysely<Tables>, kind: QuestionKind) =>
  db
    .selectFrom('samples')
    .selectAll()
    .where('kind', '=', kind)
    .where('answered_at', 'is not', null)
    .orderBy('answered_at')
    .orderBy('mail_id')
    .execute()

/** The chance of a mail that was not drawn: somebody asks for it. */
const CERTAIN = 1

/** Whether a person's decision says that the program was right, to each kind of question. */
const rightBy: Record<QuestionKind, (decision: Decision) => RawBuilder<number>> = {
  filed: (decision) => sql<number>`case when label = ${filedIn(decision) ?? ''} then 1 else 0 end`,
  left: ({ kind }) => sql<number>`${sql.lit(kind === 'leave' ? 1 : 0)}`,
}

const isRight = ({ decision }: DecisionEntry): RawBuilder<number> => {
  const branches = Object.entries(rightBy).map(
    ([kind, right]) => sql`when kind = ${sql.lit(kind)} then ${right(decision)}`,
  )
  return sql<number>`case ${sql.join(branches, sql` `)} end`
}

const answerOf = (row: Selectable<Tables['samples']>) => ({
  mailId: row.mail_id,
  reason: row.reason,
  isRight: row.is_right === 1,
  at: row.answered_at ?? row.at,
})
