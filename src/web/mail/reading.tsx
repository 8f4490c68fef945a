// A mail to be read: its text or, when asked for, its html in a frame in which nothing runs.

import type { MailView } from '../../desk/mail-shapes.js'
import type { Evidence } from '../../journey.js'
import type { PersonVisit } from '../request-context.js'
import { Attachments, Letter } from './letter.js'

interface ReadingProps {
  readonly visit: PersonVisit
  readonly mail: MailView
  readonly evidence: readonly Evidence[]
  readonly isHtml: boolean
  /** Address of this page with the other of the two ways. */
  readonly other: string
}

export const Reading = ({ visit, mail, evidence, isHtml, other }: ReadingProps) => {
  const { mail: said } = visit.texts.work
  return (
    <section class="letter" aria-labelledby="text">
      <h2 id="text" class="sr-only">
        {said.text}
      </h2>
      {isHtml ? (
        <>
          <p class="quiet">{said.htmlHint}</p>
          <iframe class="letter-html" title={said.html} src={`/mail/${mail.id}/html`} sandbox="" />
        </>
      ) : (
        <Letter visit={visit} mail={mail} evidence={evidence} />
      )}
      <Attachments visit={visit} parsed={mail.parsed} />
      {mail.hasBytes && visit.may('/mail/:id/html') && (
        <p class="letter-switch">
          <a href={other}>{isHtml ? said.asText : said.asHtml}</a>
        </p>
      )}
    </section>
  )
}
