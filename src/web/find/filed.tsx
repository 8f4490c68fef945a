// One mail: its text, where it is, how it got there, and its audit log.
import type { FiledMail } from '../../desk/filed-shapes.js'
import { rolesThatFind } from '../../roles.js'
import { AuditLogRows } from '../audit-log/rows.js'
import { TakeUpPanel } from '../left/take-up.js'
import { LetterHead, subjectOf } from '../mail/letter.js'
import { ReadingPane } from '../mail/reading.js'
import { Thread } from '../mail/thread.js'
import { Alert } from '../page/alert.js'
import { mailIdFromPath } from '../page/mail-id.js'
import {
  NoSuchPage,
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { History } from './history.js'
import { MovePanel, movePages } from './move.js'
import { Whereabouts } from './whereabouts.js'

export const filedPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/find/:id', roles: rolesThatFind, handler: (ctx) => showFiled(services, ctx) },
  ...movePages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showFiled(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const id = mailIdFromPath(ctx)
  const filed = await services.desk.view(id, ctx.person)
  if (filed === undefined) throw new NoSuchPage()
  const t = ctx.texts.find
  const { mail, current, isWaiting } = filed
  const isHtml = ctx.query.has('html') && mail.hasBytes
  const subject = subjectOf(mail, ctx)
  const { isHidden } = filed
  const shown = { ctx, services, filed }
  const body = (
    <article class="mail">
      <div class="mail-text">
        <p class="to-answer">
          <a href="#where-box">{t.toWhere}</a>
        </p>
        <h1 dir="auto">{subject}</h1>
        <LetterHead ctx={ctx} services={services} mail={mail} />
        <Gone ctx={ctx} filed={filed} />
        <ReadingPane
          ctx={ctx}
          mail={mail}
          evidence={evidenceOf(filed)}
          other={`/find/${id}${isHtml ? '' : '?html=1'}`}
          isHtml={isHtml}
        />
        {!isHidden && <History {...shown} />}
        <Thread ctx={ctx} services={services} thread={filed.thread} isBlind={isHidden} />
      </div>
      <section class="mail-answer" id="where-box" aria-labelledby="where">
        <h2 id="where">{t.whereTitle}</h2>
        <Whereabouts {...shown} />
        <TakeUpPanel {...shown} />
        {current && !isWaiting && ctx.may('/mail/:id') && <MovePanel {...shown} current={current} />}
      </section>
      {!isHidden && (
        <details class="audit-log">
          <summary>{t.auditLogTitle}</summary>
          <p class="quiet">{t.auditLogHint}</p>
          <AuditLogRows ctx={ctx} rows={filed.auditLog} isOfOneMail />
        </details>
      )}
    </article>
  )
  return show(t.mailTitle(subject), body)
}

const Gone = ({ ctx, filed }: { readonly ctx: PersonContext; readonly filed: FiledMail }) => {
  if (filed.mail.isInMailbox) return undefined
  const { mail: t } = ctx.texts.work
  return (
    <Alert ctx={ctx} kind="warning" heading={t.gone}>
      {ctx.texts.find.goneHint}
    </Alert>
  )
}

/** The words that counted for the program; a person's decision has none. */
const evidenceOf = ({ placements }: FiledMail) =>
  placements.findLast(({ evidence }) => evidence.length > 0)?.evidence ?? []
