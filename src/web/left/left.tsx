// Mail that the program left alone, newest first: why, by which sign, its first words, and a button that takes it up.
import { mayActOnLeft } from '../../desk/access.js'
import { rolesThatAnswer } from '../../roles.js'
import { BulkForm, Views } from '../list/frame.js'
import { Keys } from '../page/keys.js'
import { Select } from '../page/select.js'
import {
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { isNarrowed, type LeftFields, leftFieldsOf, leftPathOf, leftQueryOf, shownSigns } from './query.js'
import { LeftRows } from './rows.js'
import { takeUp } from './take-up.js'

export const leftPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/left', roles: rolesThatAnswer, handler: (ctx) => showLeft(services, ctx) },
  { method: 'POST', path: '/left', roles: rolesThatAnswer, handler: (ctx) => takeUp(services, ctx) },
]

// ---------------------------------------------------------------------------------------------------------------

async function showLeft(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  if (!mayActOnLeft(ctx.person)) throw new NoSuchPage()
  const { desk, config } = services
  const t = ctx.texts.left
  const fields = leftFieldsOf(ctx.query, config)
  const cursor = ctx.query.get('cursor') ?? ''
  const [page, waiting] = await Promise.all([
    desk.left({ ...leftQueryOf(fields), cursor }, ctx.person),
    desk.waiting(ctx.person),
  ])
  const here = leftPathOf(fields)
  const body = (
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Views ctx={ctx} here="left" waiting={waiting} />
      <Filters ctx={ctx} services={services} fields={fields} />
      {page.rows.length === 0 ? (
        <p class="empty">{isNarrowed(fields) ? t.nothing : t.empty}</p>
      ) : (
        <BulkForm ctx={ctx} services={services} action={here}>
          <LeftRows
            ctx={ctx}
            services={services}
            rows={page.rows}
            isChecked={ctx.query.get('select') === 'all'}
            selectAll={leftPathOf(fields, { cursor, select: 'all' })}
          />
          <fieldset class="bulk">
            <legend class="sr-only">{t.bulk}</legend>
            <p class="quiet">{t.takeHint}</p>
            <button type="submit" class="button button-primary">
              {t.bulk}
            </button>
          </fieldset>
        </BulkForm>
      )}
      {page.next && (
        <p class="paging">
          <a class="button button-secondary" rel="next" href={leftPathOf(fields, { cursor: page.next })}>
            {t.older}
          </a>
        </p>
      )}
      <Keys ctx={ctx} keys={ctx.texts.work.keys.onLeft} />
    </>
  )
  return show(t.title, body, { scripts: ['list.js'] })
}

const Filters = ({
  ctx,
  services: { config },
  fields,
}: {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly fields: LeftFields
}) => {
  const t = ctx.texts.left
  const { list } = ctx.texts.work
  const all = { value: '', label: list.all }
  return (
    <search>
      <form method="get" action="/left" class="filters">
        <Select
          name="sign"
          label={t.sign}
          chosen={fields.sign}
          options={[all, ...shownSigns.map((value) => ({ value, label: t.signs[value] }))]}
        />
        {config.mailboxes.length > 1 && (
          <Select
            name="mailbox"
            label={list.mailbox}
            chosen={fields.mailbox}
            options={[all, ...config.mailboxes.map(({ name }) => ({ value: name, label: name }))]}
          />
        )}
        <button type="submit" class="button button-secondary">
          {t.submit}
        </button>
        {isNarrowed(fields) && <a href="/left">{t.clear}</a>}
      </form>
    </search>
  )
}
