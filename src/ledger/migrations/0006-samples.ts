// One sampler for every question that people are asked blind: what was asked, with which chance, and of how many mails.
import type { SqlDialect, Step } from './step.js'

export const samples: Step = (dialect) => [...questions(dialect), ...candidates(dialect)]

const questions = ({ integer, table }: SqlDialect) => [
  `create table samples (
    mail_id text not null references mails (id),
    kind text not null,
    unit text not null,
    decision_id ${integer} not null references decisions (id),
    label text,
    reason text not null,
    model_id text,
    chance real not null check (chance > 0 and chance <= 1),
    at text not null,
    answered_at text,
    is_right ${integer},
    primary key (mail_id, kind),
    check ((answered_at is null) = (is_right is null))
  ) ${table}`,
  // The share was the configuration's, and 0.02 where it said nothing else; no bound on filed mail goes by it.
  `insert into samples (mail_id, kind, unit, decision_id, label, reason, model_id, chance, at, answered_at, is_right)
     select mail_id, 'filed', mail_id, decision_id, label, reason, model_id, 0.02, at, answered_at, is_right from blind_samples`,
  'drop table blind_samples',
  'create index samples_of_decision on samples (decision_id)',
  'create index samples_of_unit on samples (unit, kind)',
  'create index samples_answered on samples (kind, answered_at, mail_id)',
  'create index samples_counted on samples (kind, label, is_right) where answered_at is not null',
]

const candidates = ({ integer, keyedTable }: SqlDialect) => [
  // What the chances of the next day go by. Counted in slots, as decision_counts are.
  `create table sample_candidates (
    day text not null,
    kind text not null,
    slot ${integer} not null,
    units ${integer} not null,
    primary key (day, kind, slot)
  ) ${keyedTable}`,
  // Of the days before: by UTC, which is near enough for a mean of four weeks.
  `insert into sample_candidates (day, kind, slot, units)
     select substr(at, 1, 10), 'filed', 0, count(*) from decisions where is_automatic = 1 group by substr(at, 1, 10)`,
  `insert into sample_candidates (day, kind, slot, units)
     select substr(at, 1, 10), 'left', 0, count(*) from decisions
     where kind = 'leave' and person is null and nth = 1 and mode <> 'shadow' group by substr(at, 1, 10)`,
]
