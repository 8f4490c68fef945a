// A mail's text or, on request, its HTML in a frame in which nothing runs.

import type { MailView } from '../../desk/mail-shapes.js'
import type { Evidence } from '../../journey.js'
import type { PersonContext } from '../request-context.js'
import { Attachments, Letter } from './letter.js'

interface ReadingProps {
  readonly ctx: PersonContext
  readonly mail: MailView
  readonly evidence: readonly Evidence[]
  readonly isHtml: boolean
  /** Address of the same page in the other view. */
  readonly other: string
}

export const ReadingPane = ({ ctx, mail, evidence, isHtml, other }: ReadingProps) => {
  const { mail: t } = ctx.texts.work
  return (
    <section class="letter" aria-labelledby="text">
      <h2 id="text" class="sr-only">
        {t.text}
      </h2>
      {isHtml ? (
        <>
          <p class="quiet">{t.htmlHint}</p>
          <iframe class="letter-html" title={t.html} src={`/mail/${mail.id}/html`} sandbox="" />
        </>
      ) : (
        <Letter ctx={ctx} mail={mail} evidence={evidence} />
      )}
      <Attachments ctx={ctx} parsed={mail.parsed} />
      {mail.hasBytes && ctx.may('/mail/:id/html') && (
        <p class="letter-switch">
          <a href={other}>{isHtml ? t.asText : t.asHtml}</a>
        </p>
      )}
    </section>
  )
}
