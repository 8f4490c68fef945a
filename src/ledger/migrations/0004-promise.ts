// What keeping the promise asks of the ledger: the blind sample with its answers, closed queues, corrections by people, what was seen
// of the department folders, what a challenger would have done, and the figures that drift is told from.
import type { SqlDialect, Step } from './step.js'

export const guaranteeTables: Step = (dialect) => [
  ...sample(dialect),
  ...corrections(dialect),
  ...folders(dialect),
  ...figures(dialect),
]

const sample = ({ integer, table }: SqlDialect) => [
  // secrets of this installation, made by the program and never shown
  `create table installation (
    name text primary key,
    value text not null
  ) ${table}`,

  `create table blind_samples (
    mail_id text primary key references mails (id),
    decision_id ${integer} not null references decisions (id),
    label text not null,
    reason text not null,
    model_id text,
    at text not null,
    answered_at text,
    is_right ${integer},
    check ((answered_at is null) = (is_right is null))
  ) ${table}`,
  'create index blind_samples_of_decision on blind_samples (decision_id)',
  'create index blind_samples_answered on blind_samples (answered_at, mail_id)',

  `create table fuses (
    label text primary key,
    closed_at text,
    opened_at text,
    evidence text not null
  ) ${table}`,
]

const corrections = ({ serial, integer, table }: SqlDialect) => [
  `create table corrections (
    id ${serial},
    mail_id text not null references mails (id),
    decision_id ${integer} not null references decisions (id),
    label text,
    was text,
    model_id text,
    source text not null check (source in ('answer', 'moved')),
    person text not null,
    sender_key text not null,
    at text not null,
    state text not null check (state in ('quarantined', 'capped', 'accepted', 'rejected', 'replaced')),
    judged_by text,
    judged_at text
  ) ${table}`,
  'create index corrections_by_state on corrections (state, id)',
  'create index corrections_of_mail on corrections (mail_id)',
  'create index corrections_of_sender on corrections (sender_key, at)',
]

const folders = ({ integer, table }: SqlDialect) => [
  `create table folder_marks (
    account text not null,
    folder text not null,
    uid_validity text not null,
    uid_next ${integer} not null,
    mails ${integer} not null,
    primary key (account, folder)
  ) ${table}`,
]

const figures = ({ integer, table }: SqlDialect) => [
  `create table challenger_predictions (
    mail_id text primary key references mails (id),
    decision_id ${integer} not null references decisions (id),
    model_id text not null,
    label text not null,
    would_file ${integer} not null,
    live_model_id text,
    live_label text,
    live_would_file ${integer} not null,
    at text not null
  ) ${table}`,
  'create index challenger_predictions_of_model on challenger_predictions (model_id, at)',

  'alter table decisions add column novelty real',
  'alter table decisions add column unknown_share real',
  'create index decisions_first on decisions (at) where nth = 1',
]
