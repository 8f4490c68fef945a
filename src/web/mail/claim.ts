// Claims: taking a mail over, renewing the claim while somebody reads, and releasing it.

import { rolesThatAnswer } from '../../roles.js'
import { filterOf, listQueryOf } from '../list/filter.js'
import { mailIdFromPath } from '../page/mail-id.js'
import {
  goTo,
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
} from '../request-context.js'

export const claimPages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/mail/:id/take', roles: rolesThatAnswer, handler: (ctx) => take(services, ctx) },
  { method: 'POST', path: '/mail/:id/renew', roles: rolesThatAnswer, handler: (ctx) => renew(services, ctx) },
  {
    method: 'POST',
    path: '/mail/:id/release',
    roles: rolesThatAnswer,
    handler: (ctx) => release(services, ctx),
  },
]

// ---------------------------------------------------------------------------------------------------------------

async function take({ desk, config }: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const id = mailIdFromPath(ctx)
  const opened = await desk.open(id, ctx.person, { takeOver: true })
  if (opened.kind === 'missing') throw new NoSuchPage()
  return goTo(`/mail/${id}${listQueryOf(filterOf(ctx.query, config))}`)
}

/** Called by the page's script while the person is active; says so when somebody else has taken the mail. */
async function renew({ desk }: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const { answer: t } = ctx.texts.work
  const claim = await desk.renew(mailIdFromPath(ctx), ctx.person)
  const lost = claim === undefined ? t.settled : claim.isMine ? '' : t.lost(claim.by)
  return {
    kind: 'download',
    type: 'application/json',
    name: 'claim.json',
    content: JSON.stringify({ lost }),
  }
}

async function release({ desk, config }: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const id = mailIdFromPath(ctx)
  await desk.release(id, ctx.person)
  const filter = filterOf(ctx.query, config)
  const next = ctx.form.get('to') === 'next' ? await desk.nextItem(filter, ctx.person, id) : undefined
  return goTo(next === undefined ? `/list${listQueryOf(filter)}` : `/mail/${next}${listQueryOf(filter)}`)
}
