// How many units the sampler could have asked about, day by day: what its chances go by. Kept by the transaction that decides.
import { sql } from 'kysely'
import { dayOf } from '../../danish-time.js'
import type { IsoTime } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import { questionKinds, type SampleStore } from '../contract/samples.js'
import type { Written } from '../decision-rows.js'
import type { Trx } from '../tables.js'

export function createCandidates({ db }: LedgerContext): Pick<SampleStore, 'candidatesSince'> {
  return {
    candidatesSince: (day) =>
      db.sql
        .selectFrom('sample_candidates')
        .select(['day', 'kind', sql<number>`cast(sum(units) as bigint)`.as('units')])
        .where('day', '>=', day)
        .groupBy(['day', 'kind'])
        .orderBy('day')
        .orderBy('kind')
        .execute(),
  }
}

/** Counts what was drawn and what was not. Each program has a slot of its own, and takes the kinds in one order: none waits for another in a ring. */
export async function countCandidates(
  trx: Trx,
  written: readonly Written[],
  { slot, at }: { readonly slot: number; readonly at: IsoTime },
): Promise<void> {
  const day = dayOf(new Date(at))
  const values = questionKinds
    .map((kind) => ({
      ...{ day, kind, slot },
      units: written.filter(({ entry }) => entry.question?.kind === kind).length,
    }))
    .filter(({ units }) => units > 0)
  if (values.length === 0) return
  await trx
    .insertInto('sample_candidates')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(['day', 'kind', 'slot'])
        .doUpdateSet({ units: sql<number>`sample_candidates.units + excluded.units` }),
    )
    .execute()
}
