// What the caseworkers' desk asks of the ledger: who has an item open, what was put off, the blind sample, forms that were sent,
// a folded text to search in, and an index for each of its questions.
import type { SqlDialect, Step } from './step.js'

export const desk: Step = (dialect) => [
  ...reviewItems(dialect),
  ...search(dialect),
  ...forms(dialect),
  ...withdrawals,
  ...figures,
]

const reviewItems = ({ dialect, integer }: SqlDialect) => [
  `alter table review_items add column account text not null default ''`,
  `alter table review_items add column reason_kind text not null default ''`,
  `alter table review_items add column is_blind ${integer} not null default 0`,
  'alter table review_items add column later_until text',
  'alter table review_items add column later_by text',
  'alter table review_items add column later_at text',
  'alter table review_items add column claimed_by text',
  'alter table review_items add column claimed_until text',
  `alter table review_items add column sender_domain text not null default ''`,
  `update review_items set
     account = (select account from mails where mails.id = review_items.mail_id),
     reason_kind = (select reason from decisions where decisions.id = review_items.decision_id)`,
  `update review_items set sender_domain = coalesce(
     (select ${dialect === 'sqlite' ? domainSqlite : domainPostgres} from mail_texts where mail_texts.mail_id = review_items.mail_id), '')
   where state = 'open'`,
  // Every filter and count of the list is answered from this index alone; only the rows of one page are read.
  'drop index review_items_open',
  `create index review_items_open on review_items
     (rank, since, mail_id, guess, reason_kind, account, is_blind, later_until, claimed_by, claimed_until) where state = 'open'`,
  'drop index review_items_open_of_label',
  `create index review_items_open_of_label on review_items
     (guess, rank, since, mail_id, is_blind) where state = 'open'`,
  `create index review_items_of_domain on review_items (sender_domain, rank, since) where state = 'open'`,
  `create index review_items_claimed on review_items (claimed_by) where state = 'open' and claimed_by is not null`,
  'create index review_items_blind on review_items (mail_id) where is_blind = 1',
]

const domainSqlite = `case when instr(sender, '@') > 0 then substr(sender, instr(sender, '@') + 1) end`
const domainPostgres = `split_part(sender, '@', 2)`

const search = ({ dialect, table }: SqlDialect) => [
  // Subject and text in lower case, of bounded length; forgotten with the mail's text.
  `create table mail_search (
    mail_id text primary key references mails (id),
    words text not null
  ) ${table}`,
  dialect === 'sqlite' ? searchBackfillSqlite : searchBackfillPostgres,
  // The same for what waits, by itself: a search of the list reads all of it from beginning to end, and nothing else.
  `create table review_search (
    mail_id text primary key references mails (id),
    words text not null
  ) ${table}`,
  `insert into review_search (mail_id, words) select s.mail_id, s.words from mail_search s
     join review_items r on r.mail_id = s.mail_id where r.state = 'open'`,
  'create index mails_by_time on mails (recorded_at, seq)',
]

/** Mails from before are folded as far as the database can: SQLite's lower() knows no "Æ". */
const searchBackfillSqlite = `insert into mail_search (mail_id, words)
  select mail_id, lower(substr(subject || char(10) || coalesce(json_extract(parsed, '$.body.own'), '') || char(10)
    || coalesce(json_extract(parsed, '$.body.forwarded'), ''), 1, 4000)) from mail_texts`

const searchBackfillPostgres = `insert into mail_search (mail_id, words)
  select mail_id, lower(substr(subject || chr(10) || coalesce(parsed::json -> 'body' ->> 'own', '') || chr(10)
    || coalesce(parsed::json -> 'body' ->> 'forwarded', ''), 1, 4000)) from mail_texts`

/** One row for each form whose act was carried out, with its result: sent again, it gets the same answer. */
const forms = ({ table }: SqlDialect) => [
  `create table forms (
    token text primary key,
    actor text not null,
    mail_id text not null,
    result text not null,
    at text not null
  ) ${table}`,
  'create index forms_at on forms (at)',
]

/** A delivery can take an earlier one back: it names that one's key. */
const withdrawals = ['alter table outbox add column withdraws text']

const figures = [
  // What a person wrote with a decision; forgotten with the mail's text.
  `alter table decisions add column note text not null default ''`,
  'drop index decisions_automatic',
  'create index decisions_automatic on decisions (at, label) where is_automatic = 1',
  'create index decisions_of_people on decisions (at) where person is not null',
]
