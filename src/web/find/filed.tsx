// One mail looked up: its text, where it lies, how it came there, and its trail.
import type { FiledMail } from '../../desk/filed-shapes.js'
import { TrailRows } from '../audit-log/rows.js'
import { LetterHead, subjectOf } from '../mail/letter.js'
import { mailIdOf } from '../mail/mail-id.js'
import { Reading } from '../mail/reading.js'
import { Thread } from '../mail/thread.js'
import { Alert } from '../page/alert.js'
import {
  type Answer,
  NoSuchPage,
  type Page,
  type PersonVisit,
  type ReviewServices,
  show,
} from '../request-context.js'
import { History } from './history.js'
import { Move, movePages } from './move.js'
import { readers } from './readers.js'
import { Whereabouts } from './whereabouts.js'

export const filedPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/find/:id', roles: readers, handler: (visit) => showFiled(services, visit) },
  ...movePages(services),
]

// ---------------------------------------------------------------------------------------------------------------

async function showFiled(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const id = mailIdOf(visit)
  const filed = await services.desk.look(id, visit.person)
  if (filed === undefined) throw new NoSuchPage()
  const said = visit.texts.find
  const { mail, standing, isWaiting } = filed
  const isHtml = visit.query.has('html') && mail.hasBytes
  const subject = subjectOf(mail, visit)
  // Who may answer a mail of the blind sample must not learn here where the program put it.
  const isHidden = filed.isBlind && visit.may('/mail/:id')
  const shown = { visit, services, filed }
  const body = (
    <article class="mail">
      <div class="mail-text">
        <p class="to-answer">
          <a href="#where-box">{said.toWhere}</a>
        </p>
        <h1 dir="auto">{subject}</h1>
        <LetterHead visit={visit} services={services} mail={mail} />
        <Gone visit={visit} filed={filed} />
        <Reading
          visit={visit}
          mail={mail}
          evidence={isHidden ? [] : evidenceOf(filed)}
          other={`/find/${id}${isHtml ? '' : '?html=1'}`}
          isHtml={isHtml}
        />
        {!isHidden && <History {...shown} />}
        <Thread visit={visit} services={services} thread={filed.thread} isBlind={isHidden} />
      </div>
      <section class="mail-answer" id="where-box" aria-labelledby="where">
        <h2 id="where">{said.whereTitle}</h2>
        <Whereabouts {...shown} isHidden={isHidden} />
        {standing && !isWaiting && visit.may('/mail/:id') && <Move {...shown} standing={standing} />}
      </section>
      {!isHidden && (
        <details class="whole-trail">
          <summary>{said.trailTitle}</summary>
          <p class="quiet">{said.trailHint}</p>
          <TrailRows visit={visit} rows={filed.trail} isOfOneMail />
        </details>
      )}
    </article>
  )
  return show(said.mailTitle(subject), body)
}

const Gone = ({ visit, filed }: { readonly visit: PersonVisit; readonly filed: FiledMail }) => {
  if (filed.mail.isInMailbox) return undefined
  const { mail: said } = visit.texts.work
  return (
    <Alert visit={visit} kind="warning" heading={said.gone}>
      {visit.texts.find.goneHint}
    </Alert>
  )
}

/** The words that the program went by: a person's decision has none of its own. */
const evidenceOf = ({ placements }: FiledMail) =>
  placements.findLast(({ evidence }) => evidence.length > 0)?.evidence ?? []
