// What counts as one thing in every sample. The one place where samples know of bursts: like mails that came together are one unit.
import { sql } from 'kysely'
import type { MailId } from '../../ids.js'
import { inParts, type LedgerContext } from '../context.js'
import { type QuestionKind, questionAbout, type SampleStore } from '../contract/samples.js'
import { burstsOf } from '../mails/bursts.js'
import type { Trx } from '../tables.js'

export function createUnits({ db }: LedgerContext): Pick<SampleStore, 'unitsOf'> {
  return {
    async unitsOf(ids) {
      const bursts = await burstsOf(db.sql, ids)
      const met = await metBy(db.sql, [...new Set(bursts.values())])
      return new Map([...bursts].map(([id, unit]) => [id, { id: unit, met: met.get(unit) ?? new Set() }]))
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** The questions that the program's first decisions about the mails of these units gave rise to, asked or not. */
async function metBy(
  db: Pick<Trx, 'selectFrom'>,
  units: readonly MailId[],
): Promise<ReadonlyMap<MailId, Set<QuestionKind>>> {
  const met = new Map<MailId, Set<QuestionKind>>()
  for (const part of inParts(units)) {
    const rows = await db
      .selectFrom('mails')
      .innerJoin('decisions', 'decisions.mail_id', 'mails.id')
      .select(['mails.burst_id', 'decisions.kind'])
      .distinct()
      .where('mails.burst_id', 'in', part)
      .where('decisions.nth', '=', sql.lit(1))
      .where('decisions.mode', '<>', sql.lit('shadow'))
      .execute()
    for (const { burst_id, kind } of rows) {
      const question = questionAbout({ kind })
      if (burst_id !== null && question !== undefined)
        met.set(burst_id, (met.get(burst_id) ?? new Set()).add(question))
    }
  }
  return met
}
