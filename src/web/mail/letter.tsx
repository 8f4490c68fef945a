// A mail for reading: sender, time, attachments, and its text, the sender's own words first and the rest folded away.

import type { MailView } from '../../desk/mail-shapes.js'
import type { Evidence, ParsedMail } from '../../journey.js'
import { spanInWords } from '../page/format.js'
import { Icon } from '../page/icon.js'
import { signInWords } from '../page/reason.js'
import { shownLine, shownText } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { Marked } from './marked.js'

interface LetterProps {
  readonly ctx: PersonContext
  readonly mail: MailView
  readonly evidence: readonly Evidence[]
}

export const subjectOf = ({ subject }: Pick<MailView, 'subject'>, ctx: PersonContext): string =>
  shownLine(subject) || ctx.texts.work.list.noSubject

interface LetterHeadProps extends Pick<LetterProps, 'ctx' | 'mail'> {
  readonly services: Pick<ReviewServices, 'config'>
  /** Since when it has waited; undefined when it does not wait. */
  readonly since?: string
}

export const LetterHead = ({ ctx, services, mail, since }: LetterHeadProps) => {
  const { mail: t, list } = ctx.texts.work
  const from = mail.parsed?.from
  const at = mail.parsed?.date ?? mail.receivedAt
  return (
    <dl class="letter-facts">
      <div>
        <dt>{t.from}</dt>
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
        <dt>{t.received}</dt>
        <dd>{at ? <Time ctx={ctx} at={at} /> : '–'}</dd>
      </div>
      {since && (
        <div>
          <dt>{t.waited}</dt>
          <dd>{spanInWords(since, ctx.now, ctx.texts)}</dd>
        </div>
      )}
      {services.config.mailboxes.length > 1 && (
        <div>
          <dt>{t.mailbox}</dt>
          <dd>{mail.mailbox}</dd>
        </div>
      )}
    </dl>
  )
}

export const Letter = ({ ctx, mail, evidence }: LetterProps) => {
  const { mail: t } = ctx.texts.work
  const body = mail.parsed?.body
  if (body === undefined) return <p class="empty">{mail.isForgotten ? t.forgotten : t.noText}</p>
  const parts = [
    { name: t.signature, text: body.signature, isOpen: false },
    { name: t.forwarded, text: body.forwarded, isOpen: body.own === '' },
    { name: t.quoted, text: body.quoted, isOpen: false },
  ].filter(({ text }) => text !== '')
  const signs = mail.parsed?.signs ?? []
  return (
    <>
      {signs.length > 0 && (
        <p class="quiet">{signs.map((sign) => signInWords(sign, ctx.texts)).join('; ')}.</p>
      )}
      {body.own === '' ? (
        <p class="quiet">{t.noText}</p>
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

/** By name only: opening them is left to the mail program and its protection. */
export const Attachments = ({
  ctx,
  parsed,
}: {
  readonly ctx: PersonContext
  readonly parsed: ParsedMail | undefined
}) => {
  const { mail: t } = ctx.texts.work
  if (!parsed || parsed.attachments.length === 0) return undefined
  const kilobytes = new Intl.NumberFormat(ctx.texts.locale, { maximumFractionDigits: 0 })
  return (
    <section class="attachments" aria-labelledby="attachments">
      <h3 id="attachments">{t.attachments}</h3>
      <ul class="unstyled-list">
        {parsed.attachments.map(({ name, sizeBytes }) => (
          <li>
            <Icon ctx={ctx} name="attach-file" />
            <bdi>{shownLine(name)}</bdi>{' '}
            <span class="quiet">{t.size(kilobytes.format(Math.ceil(sizeBytes / 1000)))}</span>
          </li>
        ))}
      </ul>
      <p class="quiet">{t.attachmentHint}</p>
    </section>
  )
}
