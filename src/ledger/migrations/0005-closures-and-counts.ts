// Queues that a person closes too, the hourly limit's own word, and what a scrape of /metrics counts.
import type { SqlDialect, Step } from './step.js'

export const closuresAndCounts: Step = (dialect) => [...rateLimited, ...closures, ...counts(dialect)]

/** `fuse` was the word for mail beyond the hourly limit. The JSON is this program's own, written without spaces. */
const rateLimited = [
  `update decisions set reason = 'rate-limited',
     decision = replace(decision, '"because":{"kind":"fuse"', '"because":{"kind":"rate-limited"')
   where reason = 'fuse'`,
  `update review_items set reason_kind = 'rate-limited',
     reason = replace(reason, '{"kind":"fuse"', '{"kind":"rate-limited"')
   where reason_kind = 'fuse'`,
]

const closures = [
  'alter table fuses rename to queue_closures',
  // until now nobody but the program closed a queue, and only for this
  `alter table queue_closures add column reason text not null default 'promise-broken'`,
  'alter table queue_closures add column closed_by text',
  `alter table queue_closures add column why text not null default ''`,
]

const counts = ({ integer, keyedTable }: SqlDialect) => [
  // Mails by the decision that stands: counting them reads all mail there ever was. Kept by the transaction that decides. A program
  // counts in a slot of its own, so that two that decide at the same time do not wait for one row; the sum over the slots is the count.
  `create table decision_counts (
    kind text not null,
    slot ${integer} not null,
    mails ${integer} not null,
    primary key (kind, slot)
  ) ${keyedTable}`,
  `insert into decision_counts (kind, slot, mails)
     select decisions.kind, 0, count(*) from mails join decisions on decisions.id = mails.decision_id group by decisions.kind`,
  'create index blind_samples_counted on blind_samples (label, is_right) where answered_at is not null',
]
