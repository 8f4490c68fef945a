// The first schema. Every index is there for a question of the ledger that must stay quick with a million mails; partial
// indices hold only the rows that somebody still has to do something about, so they stay small.
import type { SqlDialect, Step } from './step.js'

export const firstTables: Step = (dialect) => [
  ...mails(dialect),
  ...decisions(dialect),
  ...work(dialect),
  ...trail(dialect),
  ...(dialect.dialect === 'sqlite' ? appendOnlySqlite : appendOnlyPostgres),
]

const mails = ({ serial, integer, bytes, table, keyedTable }: SqlDialect) => [
  `create table mails (
    seq ${serial},
    id text not null unique,
    account text not null,
    state text not null check (state in ('received', 'decided')),
    size_bytes ${integer} not null,
    received_at text,
    recorded_at text not null,
    attempts ${integer} not null default 0,
    decision_id ${integer},
    forgotten_at text,
    check ((state = 'decided') = (decision_id is not null))
  ) ${table}`,
  `create index mails_undecided on mails (seq, account, attempts) where state = 'received'`,
  `create index mails_unforgotten on mails (recorded_at) where forgotten_at is null`,

  `create table mail_bytes (
    mail_id text primary key references mails (id),
    bytes ${bytes} not null
  ) ${table}`,

  `create table mail_texts (
    mail_id text primary key references mails (id),
    subject text not null,
    sender text not null,
    parsed text not null,
    is_troubled ${integer} not null
  ) ${table}`,

  `create table thread_keys (
    key text not null,
    mail_id text not null references mails (id),
    is_own ${integer} not null,
    primary key (key, mail_id)
  ) ${keyedTable}`,

  `create table locations (
    id ${serial},
    account text not null,
    folder text not null,
    uid_validity text not null,
    uid ${integer} not null,
    mail_id text not null references mails (id),
    seen_at text not null,
    left_at text,
    moved_from ${integer} references locations (id),
    unique (account, folder, uid_validity, uid)
  ) ${table}`,
  'create index locations_of_mail on locations (mail_id)',
  // `left_at` is in it only so that no row has to be read
  'create index locations_present on locations (account, folder, uid_validity, uid, left_at) where left_at is null',
]

const decisions = ({ serial, integer, table }: SqlDialect) => [
  `create table decisions (
    id ${serial},
    mail_id text not null references mails (id),
    nth ${integer} not null,
    kind text not null check (kind in ('route', 'review', 'leave')),
    label text,
    reason text not null,
    decision text not null,
    prediction text,
    evidence text,
    model_id text,
    mode text not null,
    person text,
    at text not null,
    is_automatic ${integer} not null,
    unique (mail_id, nth) -- two workers cannot both have written a mail's first decision
  ) ${table}`,
  'create index decisions_automatic on decisions (at) where is_automatic = 1',
]

const work = ({ serial, integer, table }: SqlDialect) => [
  `create table outbox (
    id ${serial},
    key text not null,
    mail_id text not null references mails (id),
    decision_id ${integer} not null references decisions (id),
    destination text not null,
    label text not null,
    account text not null,
    location_id ${integer} references locations (id),
    to_folder text,
    size_bytes ${integer},
    message_id text,
    state text not null check (state in ('pending', 'done', 'gone', 'failed', 'superseded')),
    attempts ${integer} not null default 0,
    next_try_at text not null,
    note text not null default '',
    closed_at text,
    consumed_at text,
    unique (mail_id, key), -- a key begins with its mail's id, so this is as good as unique (key) and finds a mail's rows too
    check ((state = 'pending') = (closed_at is null))
  ) ${table}`,
  `create index outbox_due on outbox (destination, account, next_try_at, id) where state = 'pending'`,
  `create index outbox_delivered on outbox (destination, id) where state = 'done' and consumed_at is null`,

  `create table review_items (
    mail_id text primary key references mails (id),
    decision_id ${integer} not null references decisions (id),
    version ${integer} not null,
    state text not null check (state in ('open', 'answered', 'closed')),
    rank ${integer} not null,
    must_see text not null,
    guess text,
    reason text not null,
    since text not null,
    answered_by text,
    note text not null default ''
  ) ${table}`,
  `create index review_items_open on review_items (rank, since, mail_id) where state = 'open'`,
  `create index review_items_open_of_label on review_items (guess, rank, since, mail_id) where state = 'open'`,

  `create table queue_items (
    id ${serial},
    delivery_key text not null unique,
    label text not null,
    mail_id text not null references mails (id),
    decision_id ${integer} not null references decisions (id),
    state text not null check (state in ('ready', 'taken', 'done', 'withdrawn')),
    rank ${integer} not null,
    must_see text not null,
    taken_by text,
    since text not null,
    done_at text
  ) ${table}`,
  `create index queue_items_ready on queue_items (label, rank, id) where state = 'ready'`,
  `create index queue_items_open on queue_items (label, rank, id) where state in ('ready', 'taken')`,
  'create index queue_items_of_mail on queue_items (mail_id)',
  'create index queue_items_by_state on queue_items (label, state)',
]

const trail = ({ serial, integer, table }: SqlDialect) => [
  `create table audit (
    seq ${serial},
    at text not null,
    actor text not null,
    action text not null,
    mail_id text,
    details text not null
  ) ${table}`,
  'create index audit_of_mail on audit (mail_id, seq)',
  'create index audit_at on audit (at)',

  `create table leases (
    name text primary key,
    holder text not null,
    fence ${integer} not null,
    expires_at text not null
  ) ${table}`,

  `create table polls (
    account text primary key,
    at text not null,
    ok_at text,
    is_ok ${integer} not null,
    note text not null
  ) ${table}`,
]

const appendOnlySqlite = [
  `create trigger audit_no_update before update on audit begin select raise(abort, 'the audit trail is append-only'); end`,
  `create trigger audit_no_delete before delete on audit begin select raise(abort, 'the audit trail is append-only'); end`,
]

const appendOnlyPostgres = [
  `create function audit_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit trail is append-only'; end $$`,
  `create trigger audit_no_change before update or delete or truncate on audit
    for each statement execute function audit_is_append_only()`,
]
