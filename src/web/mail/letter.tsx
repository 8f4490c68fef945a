// A mail as it is read: who, when, with what, and its text, the sender's own first and the rest folded away.

import type { MailView } from '../../desk/mail-shapes.js'
import type { Evidence, ParsedMail } from '../../journey.js'
import { spanInWords } from '../page/format.js'
import { Icon } from '../page/icon.js'
import { shownLine, shownText } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import { Marked } from './marked.js'

interface LetterProps {
  readonly visit: PersonVisit
  readonly mail: MailView
  readonly evidence: readonly Evidence[]
}

export const subjectOf = ({ subject }: Pick<MailView, 'subject'>, visit: PersonVisit): string =>
  shownLine(subject) || visit.texts.work.list.noSubject

interface LetterHeadProps extends Pick<LetterProps, 'visit' | 'mail'> {
  readonly services: Pick<ReviewServices, 'config'>
  /** When it began to wait; undefined for what does not wait. */
  readonly since?: string
}

export const LetterHead = ({ visit, services, mail, since }: LetterHeadProps) => {
  const { mail: said, list } = visit.texts.work
  const from = mail.parsed?.from
  const at = mail.parsed?.date ?? mail.receivedAt
  return (
    <dl class="letter-facts">
      <div>
        <dt>{said.from}</dt>
        <dd dir="auto">
          {from ? (
            <>
              {from.name && <bdi>{shownLine(from.name)} </bdi>}
              <bdi class="quiet">{shownLine(from.address)}</bdi>
            </>
          ) : (
            list.noSender
          )}
        </dd>
      </div>
      <div>
        <dt>{said.received}</dt>
        <dd>{at ? <Time visit={visit} at={at} /> : '–'}</dd>
      </div>
      {since && (
        <div>
          <dt>{said.waited}</dt>
          <dd>{spanInWords(since, visit.now, visit.texts)}</dd>
        </div>
      )}
      {services.config.mailboxes.length > 1 && (
        <div>
          <dt>{said.mailbox}</dt>
          <dd>{mail.mailbox}</dd>
        </div>
      )}
    </dl>
  )
}

export const Letter = ({ visit, mail, evidence }: LetterProps) => {
  const { mail: said } = visit.texts.work
  const body = mail.parsed?.body
  if (body === undefined) return <p class="empty">{mail.isForgotten ? said.forgotten : said.noText}</p>
  const parts = [
    { name: said.signature, text: body.signature, isOpen: false },
    { name: said.forwarded, text: body.forwarded, isOpen: body.own === '' },
    { name: said.quoted, text: body.quoted, isOpen: false },
  ].filter(({ text }) => text !== '')
  return (
    <>
      {body.own === '' ? (
        <p class="quiet">{said.noText}</p>
      ) : (
        <div class="letter-text" dir="auto">
          <Marked text={body.own} evidence={evidence} />
        </div>
      )}
      {parts.map(({ name, text, isOpen }) => (
        <details class="letter-part" open={isOpen || undefined}>
          <summary>{name}</summary>
          <div class="letter-text" dir="auto">
            {shownText(text)}
          </div>
        </details>
      ))}
    </>
  )
}

/** By name only: what is in them is for the mail program, with its own protection. */
export const Attachments = ({
  visit,
  parsed,
}: {
  readonly visit: PersonVisit
  readonly parsed: ParsedMail | undefined
}) => {
  const { mail: said } = visit.texts.work
  if (!parsed || parsed.attachments.length === 0) return undefined
  const kilobytes = new Intl.NumberFormat(visit.texts.locale, { maximumFractionDigits: 0 })
  return (
    <section class="attachments" aria-labelledby="attachments">
      <h3 id="attachments">{said.attachments}</h3>
      <ul class="unstyled-list">
        {parsed.attachments.map(({ name, sizeBytes }) => (
          <li>
            <Icon visit={visit} name="attach-file" />
            <bdi>{shownLine(name)}</bdi>{' '}
            <span class="quiet">{said.size(kilobytes.format(Math.ceil(sizeBytes / 1000)))}</span>
          </li>
        ))}
      </ul>
      <p class="quiet">{said.attachmentHint}</p>
    </section>
  )
}
