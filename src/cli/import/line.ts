// What `import` makes of one old mail: a labelled line, or the reason why there is none.
import { createHash } from 'node:crypto'
import { maskCpr } from '../../ingest/mask.js'

/** A line of labelled data. It holds no sender and no recipient: they are no features, so they need not leave the mailbox. */
export interface LabelledLine {
  readonly id: string
  readonly label: string
  readonly subject: string
  readonly body: string
  readonly date?: string
  readonly lang?: string
  /** Hashes of its message id and of those it answers: which mails are one thread, and nothing else. */
  readonly thread?: readonly string[]
}

export type ImportItem =
  | { readonly kind: 'line'; readonly line: LabelledLine }
  | { readonly kind: 'skipped'; readonly reason: string }

export const skipped = (reason: string): ImportItem => ({ kind: 'skipped', reason })

/** Makes the line, with every CPR number hidden; what is undefined is left out. */
export function labelledItem(found: {
  readonly id: string
  readonly label: string
  readonly subject: string
  readonly body: string
  readonly date: string | undefined
  readonly lang: string | undefined
  /** Message ids, its own and those it answers. */
  readonly thread?: readonly string[]
}): ImportItem {
  const { id, label, date, lang } = found
  const thread = (found.thread ?? []).map(hashOfId)
  const subject = maskCpr(found.subject)
  const body = maskCpr(found.body)
  if (subject.trim() === '' && body.trim() === '') return skipped('no text')
  return {
    kind: 'line',
    line: {
      ...{ id, label, subject, body },
      ...(date && { date }),
      ...(lang && { lang }),
      ...(thread.length > 0 && { thread }),
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** A message id may name its sender; half of its hash is enough to know it again. */
const hashOfId = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32)
