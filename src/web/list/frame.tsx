// What the lists of mail have in common: the tabs between them, and the form around their rows.
import type { Child } from 'hono/jsx'
import { mayActOnLeft } from '../../desk/access.js'
import type { Waiting } from '../../desk/list-shapes.js'
import { PageForm } from '../page/form.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { listQueryOf } from './filter.js'

interface ViewsProps {
  readonly ctx: PersonContext
  readonly here: 'now' | 'mine' | 'later' | 'left'
  readonly waiting: Waiting
}

/** Tabs: waiting, mine, put off; and what was left alone, for those who see all departments. */
export const Views = ({ ctx, here, waiting }: ViewsProps) => {
  const t = ctx.texts.work.list
  const views = [
    { key: 'now', path: '/list', text: t.now(waiting.count) },
    { key: 'mine', path: `/list${listQueryOf({ mine: true })}`, text: t.mine(waiting.mine) },
    { key: 'later', path: `/list${listQueryOf({ state: 'later' })}`, text: t.later(waiting.later) },
    ...(mayActOnLeft(ctx.person) ? [{ key: 'left', path: '/left', text: ctx.texts.left.tab }] : []),
  ]
  return (
    <nav class="views" aria-label={t.views}>
      <ul class="unstyled-list no-max-width">
        {views.map(({ key, path, text }) => (
          <li>
            <a href={path} {...(key === here ? { 'aria-current': 'true' } : {})}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The form around the rows; its last fieldset stays in view while something is ticked. */
export const BulkForm = ({
  ctx,
  services,
  action,
  children,
}: {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly action: string
  readonly children?: Child
}) => (
  <PageForm ctx={ctx} action={action} class="bulk-form">
    <input type="hidden" name="once" value={services.desk.newToken()} />
    {children}
  </PageForm>
)
