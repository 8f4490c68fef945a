// How much mail the program has left, by the sign that it left it by.
import { type Kysely, sql } from 'kysely'
import { type IsoTime, type LeftSign, leftBySign, leftSigns } from '../../journey.js'
import type { LeftCount } from '../contract/left.js'
import type { Written } from '../decision-rows.js'
import type { Tables, Trx } from '../tables.js'

/** Keeps the counts that a scrape reads, as countDecisions does. */
export async function countLeft(
  trx: Trx,
  written: readonly Written[],
  { replaced, slot }: { readonly replaced: readonly (LeftSign | null)[]; readonly slot: number },
): Promise<void> {
  const signs = written.map(({ entry }) => leftBySign(entry.decision))
  const count = (among: readonly (LeftSign | null | undefined)[], sign: LeftSign) =>
    among.filter((one) => one === sign).length
  const values = inOneOrder
    .map((sign) => ({ sign, slot, mails: count(signs, sign) - count(replaced, sign) }))
    .filter(({ mails }) => mails !== 0)
  if (values.length === 0) return
  await trx
    .insertInto('left_counts')
    .values(values)
    .onConflict((conflict) =>
      conflict
        .columns(['sign', 'slot'])
        .doUpdateSet({ mails: sql<number>`left_counts.mails + excluded.mails` }),
    )
    .execute()
}

/** Of the mails recorded in a span, those that are left now. Most first. */
export async function leftCounts(
  db: Kysely<Tables>,
  { since, before }: { readonly since: IsoTime; readonly before?: IsoTime | undefined },
): Promise<readonly LeftCount[]> {
  let query = db
    .selectFrom('decisions')
    .innerJoin('mails', 'mails.decision_id', 'decisions.id')
    .select((eb) => ['decisions.sign', eb.fn.countAll<number>().as('count')])
    .where('decisions.sign', 'is not', null)
    .where('mails.recorded_at', '>=', since)
  if (before !== undefined) query = query.where('mails.recorded_at', '<', before)
  const rows = await query.groupBy('decisions.sign').execute()
  return rows
    .flatMap(({ sign, count }) => (sign === null ? [] : [{ sign, count }]))
    .sort((a, b) => b.count - a.count || (a.sign < b.sign ? -1 : 1))
}

// ---------------------------------------------------------------------------------------------------------------

/** Two transactions that count at the same time never wait for each other in a ring. */
const inOneOrder = [...leftSigns].sort()
