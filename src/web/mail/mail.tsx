// One mail that waits: opening it claims it, and what is shown leads to an answer. What was answered meanwhile says by whom.
import { type Likeness, likenesses } from '../../desk/answer-shapes.js'
import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { filterOf, queryOf } from '../list/filter.js'
import { Keys } from '../page/keys.js'
import {
  type Answer,
  NoSuchPage,
  type Page,
  type PersonVisit,
  type ReviewServices,
  show,
} from '../request-context.js'
import { workers } from '../work-roles.js'
import { answerPages } from './answer.js'
import { claimPages } from './claim.js'
import { LetterHead, subjectOf } from './letter.js'
import { mailIdOf } from './mail-id.js'
import { Panel } from './panel.js'
import { Reading } from './reading.js'
import { settledPage } from './settled.js'
import { Leave, Taken } from './taken.js'
import { Thread } from './thread.js'
import { Warnings, Why } from './why.js'

export const mailPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/mail/:id', roles: workers, handler: (visit) => showMail(services, visit) },
  { method: 'GET', path: '/mail/:id/html', roles: workers, handler: (visit) => showHtml(services, visit) },
  ...answerPages(services),
  ...claimPages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showMail(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const id = mailIdOf(visit)
  const opened = await services.desk.open(id, visit.person)
  if (opened.kind === 'missing') throw new NoSuchPage()
  const filter = filterOf(visit.query, services.config)
  if (opened.kind === 'answered') return settledPage(opened, { visit, services, id, filter })
  const { item } = opened
  const isHtml = visit.query.has('html') && item.mail.hasBytes
  const subject = subjectOf(item.mail, visit)
  const shown = { visit, services, item, filter }
  const body = (
    <article class="mail" data-mail={id}>
      <div class="mail-text">
        <p class="to-answer">
          <a href="#answer">{visit.texts.work.mail.toAnswer}</a>
        </p>
        <h1 dir="auto">{subject}</h1>
        <LetterHead visit={visit} services={services} mail={item.mail} since={item.since} />
        <Warnings visit={visit} item={item} />
        <Reading
          visit={visit}
          mail={item.mail}
          evidence={item.evidence}
          other={`/mail/${id}${queryOf(filter, { html: isHtml ? undefined : '1' })}`}
          isHtml={isHtml}
        />
        <Why {...shown} />
        <Thread visit={visit} services={services} thread={item.thread} isBlind={item.isBlind} />
      </div>
      <section class="mail-answer" id="answer" aria-labelledby="answer-title">
        <h2 id="answer-title">{visit.texts.work.answer.title}</h2>
        {item.claim.isMine ? <Panel {...shown} /> : <Taken {...shown} />}
        <Alike {...shown} />
        <Leave {...shown} />
        <Keys visit={visit} keys={visit.texts.work.keys.onMail} />
      </section>
    </article>
  )
  return show(visit.texts.work.mail.title(subject), body, { scripts: ['mail.js'] })
}

interface Shown {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly item: OpenItem
  readonly filter: ListFilter
}

/** Ways to answer several at once; a blind mail is answered by itself. */
const Alike = ({ visit, item, filter }: Shown) => {
  if (item.isBlind || !item.claim.isMine) return undefined
  const { mail: said, list } = visit.texts.work
  const href = (by: Likeness) => `/mail/${item.mail.id}/like${queryOf(filter, { by })}`
  return (
    <details class="alike">
      <summary>{said.alike}</summary>
      <ul class="unstyled-list">
        {likenesses.map((by) => (
          <li>
            <a href={href(by)}>{list.alike[by]}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

async function showHtml({ desk }: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const id = mailIdOf(visit)
  const html = await desk.html(id, visit.person)
  return { kind: 'frame', html: html ?? noHtml(visit) }
}

/** A document of our own, as the frame shows nothing but documents. */
const noHtml = ({ look, texts }: PersonVisit): string =>
  `<!doctype html><html lang="${look.language}"><head><meta charset="utf-8"><title>${texts.work.mail.html}</title></head><body><p>${texts.work.mail.noHtml}</p></body></html>`
