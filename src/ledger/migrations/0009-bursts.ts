// Bursts: mails that are nearly the same, so that a campaign's letters are one row on the list and one unit of every sample.
import type { Step } from './step.js'

export const bursts: Step = ({ serial, integer, bytes, table, keyedTable }) => [
  // The mail that began the burst; its own id while a mail is alone, null for a mail that is too short to be like another.
  'alter table mails add column burst_id text',
  'create index mails_of_burst on mails (burst_id) where burst_id is not null',
  'alter table review_items add column burst_id text',
  `create index review_items_of_burst on review_items (burst_id, since, mail_id) where state = 'open' and burst_id is not null`,
  // What the mails of the last days are recognised by. It is keyed, and dropped after them: `day` counts from 1970.
  `create table likenesses (
    id ${serial},
    mail_id text not null unique,
    burst_id text not null,
    sketch ${bytes} not null,
    writer ${integer} not null,
    day ${integer} not null
  ) ${table}`,
  'create index likenesses_by_day on likenesses (day)',
  `create table likeness_keys (
    key ${integer} not null,
    likeness_id ${integer} not null,
    day ${integer} not null,
    primary key (key, likeness_id)
  ) ${keyedTable}`,
  'create index likeness_keys_by_day on likeness_keys (day)',
  // A sender's domain was the likeness of mails until now: it put everybody at a large provider together.
  'drop index review_items_of_domain',
  'alter table review_items drop column sender_domain',
]
