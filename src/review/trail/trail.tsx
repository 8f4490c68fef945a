// The auditor's page: who did what to which mail, newest first; only ever read.
import type { AuditRow } from '../../ledger/ledger.js'
import type { PersonRole } from '../../roles.js'
import { startOfDay } from '../local-time.js'
import { Alert } from '../page/alert.js'
import { Field } from '../page/form.js'
import { DataTable } from '../page/table.js'
import { Time } from '../page/time.js'
import type { Texts } from '../texts/da.js'
import { type Answer, type Page, type PersonVisit, type ReviewServices, show } from '../visit.js'

const auditor = ['auditor'] as const satisfies readonly PersonRole[]

export const trailPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/trail', roles: auditor, handler: (visit) => showTrail(services, visit) },
]

const rowsPerPage = 50

// ---------------------------------------------------------------------------------------------------------------

interface Filter {
  readonly mail: string
  readonly person: string
  readonly from: string
  readonly to: string
}

async function showTrail(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { texts, query } = visit
  const said = texts.trail
  const read = (name: string) => (query.get(name) ?? '').trim()
  const filter = { mail: read('mail'), person: read('person'), from: read('from'), to: read('to') }
  const rows = await rowsOf(services, filter, Number(query.get('before')))
  const shown = rows?.slice(0, rowsPerPage) ?? []
  const last = rows && rows.length > rowsPerPage ? shown.at(-1) : undefined
  const body = (
    <>
      <h1>{said.title}</h1>
      <form method="get" action="/trail" class="filters">
        <Field name="mail" label={said.mail} value={filter.mail} isOptional />
        <Field name="person" label={said.person} value={filter.person} isOptional />
        <Field name="from" label={said.from} type="date" value={filter.from} isOptional />
        <Field name="to" label={said.to} type="date" value={filter.to} isOptional />
        <button type="submit" class="button button-primary">
          {said.filter}
        </button>
      </form>
      {rows === undefined ? (
        <Alert visit={visit} kind="warning">
          {said.noSuchMail}
        </Alert>
      ) : shown.length === 0 ? (
        <p>{said.none}</p>
      ) : (
        <Rows visit={visit} rows={shown} />
      )}
      {last && (
        <p>
          <a
            class="button button-secondary"
            href={`/trail?${new URLSearchParams({ ...filter, before: String(last.seq) })}`}
          >
            {said.older}
          </a>
        </p>
      )}
    </>
  )
  return show(said.title, body)
}

/** One row more than is shown, to know whether there are older ones; undefined when the digits name no mail, or several. */
async function rowsOf(
  { ledger }: ReviewServices,
  filter: Filter,
  before: number,
): Promise<readonly AuditRow[] | undefined> {
  const [mailId, other] = filter.mail === '' ? [] : await ledger.findMails(filter.mail.toLowerCase())
  if (other !== undefined || (filter.mail !== '' && mailId === undefined)) return undefined
  const since = startOfDay(filter.from)
  const until = startOfDay(filter.to, { later: 1 })
  return ledger.audit({
    limit: rowsPerPage + 1,
    ...(mailId ? { mailId } : {}),
    ...(filter.person === '' ? {} : { actor: filter.person }),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  })
}

const Rows = ({ visit, rows }: { readonly visit: PersonVisit; readonly rows: readonly AuditRow[] }) => {
  const said = visit.texts.trail
  return (
    <DataTable
      caption={said.title}
      headings={[said.number, said.at, said.person, said.action, said.mail, said.details]}
      isCompact
      rows={rows.map(({ seq, at, actor, action, mailId, details }) => [
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
      ])}
    />
  )
}

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
