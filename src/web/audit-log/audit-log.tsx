// The auditor's page: who did what to which mail, newest first; read-only.
import { startOfDay } from '../../danish-time.js'
import type { AuditRow } from '../../ledger/contract/audit.js'
import type { PersonRole } from '../../roles.js'
import { Alert } from '../page/alert.js'
import { Field } from '../page/form.js'
import {
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { AuditLogRows } from './rows.js'

const auditor = ['auditor'] as const satisfies readonly PersonRole[]

export const auditLogPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/trail', roles: auditor, handler: (ctx) => showAuditLog(services, ctx) },
]

const ROWS_PER_PAGE = 50

// ---------------------------------------------------------------------------------------------------------------

interface Filter {
  readonly mail: string
  readonly person: string
  readonly from: string
  readonly to: string
}

async function showAuditLog(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { texts, query } = ctx
  const t = texts.auditLog
  const read = (name: string) => (query.get(name) ?? '').trim()
  const filter = { mail: read('mail'), person: read('person'), from: read('from'), to: read('to') }
  const rows = await rowsOf(services, filter, Number(query.get('before')))
  const shown = rows?.slice(0, ROWS_PER_PAGE) ?? []
  const last = rows && rows.length > ROWS_PER_PAGE ? shown.at(-1) : undefined
  const body = (
    <>
      <h1>{t.title}</h1>
      <form method="get" action="/trail" class="filters">
        <Field name="mail" label={t.mail} value={filter.mail} isOptional />
        <Field name="person" label={t.person} value={filter.person} isOptional />
        <Field name="from" label={t.from} type="date" value={filter.from} isOptional />
        <Field name="to" label={t.to} type="date" value={filter.to} isOptional />
        <button type="submit" class="button button-primary">
          {t.filter}
        </button>
      </form>
      {rows === undefined ? (
        <Alert ctx={ctx} kind="warning">
          {t.noSuchMail}
        </Alert>
      ) : shown.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <AuditLogRows ctx={ctx} rows={shown} />
      )}
      {last && (
        <p>
          <a
            class="button button-secondary"
            href={`/trail?${new URLSearchParams({ ...filter, before: String(last.seq) })}`}
          >
            {t.older}
          </a>
        </p>
      )}
    </>
  )
  return show(t.title, body)
}

/** One row more than is shown, to know whether there are older ones; undefined when the digits match no mail, or several. */
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
    limit: ROWS_PER_PAGE + 1,
    ...(mailId ? { mailId } : {}),
    ...(filter.person === '' ? {} : { actor: filter.person }),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  })
}
