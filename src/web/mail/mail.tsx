// A waiting mail: opening it claims it and shows the form for the answer. One that was answered meanwhile says by whom.
import { type Likeness, likenesses } from '../../desk/answer-shapes.js'
import type { ListFilter } from '../../desk/list-shapes.js'
import type { OpenItem } from '../../desk/mail-shapes.js'
import { rolesThatAnswer } from '../../roles.js'
import { filterOf, listQueryOf } from '../list/filter.js'
import { Keys } from '../page/keys.js'
import { mailIdFromPath } from '../page/mail-id.js'
import {
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { answerPages } from './answer.js'
import { claimPages } from './claim.js'
import { LetterHead, subjectOf } from './letter.js'
import { Panel } from './panel.js'
import { ReadingPane } from './reading.js'
import { settledPage } from './settled.js'
import { Leave, Taken } from './taken.js'
import { Thread } from './thread.js'
import { MailWarnings, Why } from './why.js'

export const mailPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/mail/:id', roles: rolesThatAnswer, handler: (ctx) => showMail(services, ctx) },
  {
    method: 'GET',
    path: '/mail/:id/html',
    roles: rolesThatAnswer,
    handler: (ctx) => showHtml(services, ctx),
  },
  ...answerPages(services),
  ...claimPages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showMail(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const id = mailIdFromPath(ctx)
  const opened = await services.desk.open(id, ctx.person)
  if (opened.kind === 'missing') throw new NoSuchPage()
  const filter = filterOf(ctx.query, services.config)
  if (opened.kind === 'answered') return settledPage(opened, { ctx, services, id, filter })
  const { item } = opened
  const isHtml = ctx.query.has('html') && item.mail.hasBytes
  const subject = subjectOf(item.mail, ctx)
  const shown = { ctx, services, item, filter }
  const body = (
    <article class="mail" data-mail={id}>
      <div class="mail-text">
        <p class="to-answer">
          <a href="#answer">{ctx.texts.work.mail.toAnswer}</a>
        </p>
        <h1 dir="auto">{subject}</h1>
        <LetterHead ctx={ctx} services={services} mail={item.mail} since={item.since} />
        <MailWarnings ctx={ctx} item={item} />
        <ReadingPane
          ctx={ctx}
          mail={item.mail}
          evidence={item.evidence}
          other={`/mail/${id}${listQueryOf(filter, { html: isHtml ? undefined : '1' })}`}
          isHtml={isHtml}
        />
        <Why {...shown} />
        <Thread ctx={ctx} services={services} thread={item.thread} isBlind={item.isBlind} />
      </div>
      <section class="mail-answer" id="answer" aria-labelledby="answer-title">
        <h2 id="answer-title">{ctx.texts.work.answer.title}</h2>
        {item.claim.isMine ? <Panel {...shown} /> : <Taken {...shown} />}
        <Alike {...shown} />
        <Leave {...shown} />
        <Keys ctx={ctx} keys={ctx.texts.work.keys.onMail} />
      </section>
    </article>
  )
  return show(ctx.texts.work.mail.title(subject), body, { scripts: ['mail.js'] })
}

interface Shown {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly item: OpenItem
  readonly filter: ListFilter
}

/** Ways to answer several together; a blind mail is answered alone. */
const Alike = ({ ctx, item, filter }: Shown) => {
  if (item.isBlind || !item.claim.isMine) return undefined
  const { mail: t, list } = ctx.texts.work
  const href = (by: Likeness) => `/mail/${item.mail.id}/like${listQueryOf(filter, { by })}`
  return (
    <details class="alike">
      <summary>{t.alike}</summary>
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

async function showHtml({ desk }: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const id = mailIdFromPath(ctx)
  const html = await desk.html(id, ctx.person)
  return { kind: 'frame', html: html ?? noHtml(ctx) }
}

/** A document of our own, because a frame can show only documents. */
const noHtml = ({ display, texts }: PersonContext): string =>
  `<!doctype html><html lang="${display.language}"><head><meta charset="utf-8"><title>${texts.work.mail.html}</title></head><body><p>${texts.work.mail.noHtml}</p></body></html>`
