// Lines of the trail as a table.
import type { AuditRow } from '../../ledger/contract/ledger.js'
import { DataTable } from '../page/table.js'
import { Time } from '../page/time.js'
import type { PersonVisit } from '../request-context.js'
import type { Texts } from '../texts/da.js'

interface TrailProps {
  readonly visit: PersonVisit
  readonly rows: readonly AuditRow[]
  /** All are of one mail, so none says of which. */
  readonly isOfOneMail?: boolean
}

export const TrailRows = ({ visit, rows, isOfOneMail = false }: TrailProps) => {
  const said = visit.texts.trail
  const kept = <T,>(cells: readonly T[]) => cells.filter((_, at) => !isOfOneMail || at !== mailColumn)
  return (
    <DataTable
      caption={said.title}
      headings={kept([said.number, said.at, said.person, said.action, said.mail, said.details])}
      isCompact
      rows={rows.map(({ seq, at, actor, action, mailId, details }) =>
        kept([
          String(seq),
          <Time visit={visit} at={at} />,
          actor === 'program' ? said.program : actor,
          actionName(visit.texts, action),
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

const mailColumn = 4

/** The ledger's word stands where the catalogue has none: the trail never hides anything. */
const actionName = ({ trail }: Texts, action: string): string =>
  (trail.actions as Readonly<Record<string, string>>)[action] ?? action

const detailsInWords = (details: AuditRow['details']): string =>
  Object.entries(details)
    .map(([key, value]) => `${key}: ${valueInWords(value)}`)
    .join(' · ')

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
