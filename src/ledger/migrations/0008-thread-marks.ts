// What tells an answer of the same matter by somebody of the thread, when the text is forgotten; and a closure that covers the filing by
// threads. Mails from before get their marks when their text is forgotten, or are compared by the text while it is kept.
import type { Step } from './step.js'

export const threadMarks: Step = ({ table }) => [
  `create table thread_marks (
    mail_id text primary key references mails (id),
    matters text not null,
    sender text not null,
    recipients text not null,
    recorded_at text not null
  ) ${table}`,
  'create index thread_marks_recorded on thread_marks (recorded_at)',
  `alter table queue_closures add column covers text not null default 'queue'`,
]
