// Entries of the audit log as a table.
import type { AuditRow } from '../../ledger/contract/audit.js'
import { DataTable } from '../page/table.js'
import { Time } from '../page/time.js'
import type { PersonContext } from '../request-context.js'
import type { Texts } from '../texts/da.js'

interface AuditLogProps {
  readonly ctx: PersonContext
  readonly rows: readonly AuditRow[]
  /** All rows concern one mail, so the mail column is left out. */
  readonly isOfOneMail?: boolean
}

export const AuditLogRows = ({ ctx, rows, isOfOneMail = false }: AuditLogProps) => {
  const t = ctx.texts.auditLog
  const kept = <T,>(cells: readonly T[]) => cells.filter((_, at) => !isOfOneMail || at !== MAIL_COLUMN)
  return (
    <DataTable
      caption={t.title}
      headings={kept([t.number, t.at, t.person, t.action, t.mail, t.details])}
      isCompact
      rows={rows.map(({ seq, at, actor, action, mailId, details }) =>
        kept([
          String(seq),
          <Time ctx={ctx} at={at} />,
          actor === 'program' ? t.program : actor,
          actionName(ctx.texts, action),
          mailId && (
            <a href={`/trail?mail=${mailId}`}>
              <code>{mailId.slice(0, 12)}</code>
            </a>
          ),
          detailsInWords(details),
        ]),
      )}
    />
  )
}

// ---------------------------------------------------------------------------------------------------------------

const MAIL_COLUMN = 4

/** Falls back to the ledger's own word: the audit log never hides anything. */
const actionName = ({ auditLog }: Texts, action: string): string =>
  (auditLog.actions as Readonly<Record<string, string>>)[action] ?? action

const detailsInWords = (details: AuditRow['details']): string =>
  Object.entries(details)
    .map(([key, value]) => `${key}: ${valueInWords(value)}`)
    .join(' · ')

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
