// A search by words, as SQL.
import { type RawBuilder, sql } from 'kysely'

/**
 * Whether a folded word stands anywhere in a column of folded text, also inside a compound: "pas" is in "børnepas".
 * LIKE is three times as fast as instr() on SQLite: 10,000 mails in about 20 ms (bench/desk).
 */
export const isIn = (column: RawBuilder<unknown>, word: string): RawBuilder<boolean> =>
  sql`${column} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape ${sql.lit('\\')}`
