// Who has a mail open: taken over, kept while somebody reads, and let go.
import { filterOf, queryOf } from '../list/filter.js'
import { type Answer, goTo, type Page, type PersonVisit, type ReviewServices } from '../request-context.js'
import { workers } from '../work-roles.js'
import { mailIdOf } from './mail-id.js'

export const claimPages = (services: ReviewServices): readonly Page[] => [
  { method: 'POST', path: '/mail/:id/take', roles: workers, handler: (visit) => take(services, visit) },
  { method: 'POST', path: '/mail/:id/renew', roles: workers, handler: (visit) => renew(services, visit) },
  { method: 'POST', path: '/mail/:id/release', roles: workers, handler: (visit) => release(services, visit) },
]

// ---------------------------------------------------------------------------------------------------------------

async function take({ desk, config }: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const id = mailIdOf(visit)
  await desk.open(id, visit.person, { takeOver: true })
  return goTo(`/mail/${id}${queryOf(filterOf(visit.query, config))}`)
}

/** For the page's script, while a person shows life: says in words when the mail is no longer theirs. */
async function renew({ desk }: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const { answer: said } = visit.texts.work
  const claim = await desk.renew(mailIdOf(visit), visit.person)
  const lost = claim === undefined ? said.settled : claim.isMine ? '' : said.lost(claim.by)
  return {
    kind: 'download',
    type: 'application/json',
    name: 'claim.json',
    content: JSON.stringify({ lost }),
  }
}

async function release({ desk, config }: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const id = mailIdOf(visit)
  await desk.release(id, visit.person)
  const filter = filterOf(visit.query, config)
  const next = visit.form.get('to') === 'next' ? await desk.nextItem(filter, visit.person, id) : undefined
  return goTo(next === undefined ? `/list${queryOf(filter)}` : `/mail/${next}${queryOf(filter)}`)
}
