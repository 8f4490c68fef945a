// Mail that the program left: by which sign, so that it can be listed and counted.
import type { SqlDialect, Step } from './step.js'

export const leftMail: Step = (dialect) => [...signs, ...counts(dialect), reopened(dialect)]

const signs = [
  'alter table decisions add column sign text',
  `update decisions set sign = 'unrecorded' where kind = 'leave' and reason = 'automatic-mail'`,
  'create index decisions_left on decisions (id) where sign is not null',
]

/** Left for where it lay, and to be decided anew: its decision stands until then. */
const reopened = ({ keyedTable }: SqlDialect) =>
  `create table reopened_mails (mail_id text primary key) ${keyedTable}`

/** As decision_counts: a slot for each program that counts. */
const counts = ({ integer, keyedTable }: SqlDialect) => [
  `create table left_counts (
    sign text not null,
    slot ${integer} not null,
    mails ${integer} not null,
    primary key (sign, slot)
  ) ${keyedTable}`,
  `insert into left_counts (sign, slot, mails)
     select decisions.sign, 0, count(*) from mails join decisions on decisions.id = mails.decision_id
     where decisions.sign is not null group by decisions.sign`,
]
