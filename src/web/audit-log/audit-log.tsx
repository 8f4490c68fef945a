// The auditor's page: who did what to which mail, newest first; only ever read.
import type { AuditRow } from '../../ledger/contract/ledger.js'
import type { PersonRole } from '../../roles.js'
import { startOfDay } from '../local-time.js'
import { Alert } from '../page/alert.js'
import { Field } from '../page/form.js'
import { type Answer, type Page, type PersonVisit, type ReviewServices, show } from '../request-context.js'
import { TrailRows } from './rows.js'

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
        <TrailRows visit={visit} rows={shown} />
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
