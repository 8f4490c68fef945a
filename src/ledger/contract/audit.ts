// The audit log: one row for everything that was done, by whom and when. Rows are only ever added.
import type { MailId } from '../../ids.js'
import type { IsoTime } from '../../journey.js'

export interface AuditRow {
  readonly seq: number
  readonly at: IsoTime
  /** `program` or a person's name. */
  readonly actor: string
  /** `received`, `decided`, `delivered`, `answered`, `promoted`, ... */
  readonly action: string
  readonly mailId: MailId | undefined
  /** Ids, labels and numbers; never mail text or addresses. */
  readonly details: Readonly<Record<string, unknown>>
}

export interface AuditLog {
  /** Newest first. */
  audit(options: {
    readonly mailId?: MailId
    readonly actor?: string
    /** At this moment or later. */
    readonly since?: IsoTime
    /** Before this moment. */
    readonly until?: IsoTime
    /** Only rows with a smaller number: the next page. */
    readonly before?: number
    readonly limit: number
  }): Promise<readonly AuditRow[]>
  recordAudit(row: Omit<AuditRow, 'seq' | 'at'>): Promise<void>
}
