// What counts as filed by the program, and as overridden by a person: the one meaning behind `stats`, the drift warnings and the page's figures.
import { type RawBuilder, sql } from 'kysely'

/** The program decided it alone and asked for deliveries: in a shadow mailbox nothing is ever filed. In the partial index's own words. */
export const isFiling = (made: string): RawBuilder<boolean> => sql`${sql.ref(`${made}.is_automatic`)} = 1`

/**
 * Of a filing, with the decision of the same mail that stands now: a person made that one, and it says otherwise. A mail that was moved
 * and moved back, or whose move was undone, lies where the program filed it and is not overridden.
 * @param made, current names of two `decisions` in the statement; `current` is `mails.decision_id`
 */
export const isOverridden = (made: string, current: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${current}.person`)} is not null
    and (${sql.ref(`${current}.kind`)} <> 'route' or ${sql.ref(`${current}.label`)} <> ${sql.ref(`${made}.label`)}))`

/** Of a person's decision that stands: it files the mail in a queue where the program had not filed it. */
export const isByPeople = (current: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${current}.person`)} is not null and ${sql.ref(`${current}.kind`)} = 'route'
    and not exists (select 1 from decisions filed where filed.mail_id = ${sql.ref(`${current}.mail_id`)}
      and filed.is_automatic = 1 and filed.label = ${sql.ref(`${current}.label`)}))`

/** Of an open item of the review list: the mail waits for a person. Mail of the blind sample is filed or left, and waits for nobody. */
export const isWaiting = sql<boolean>`(state = 'open' and is_blind = 0)`
