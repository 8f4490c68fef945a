// The other mails of a thread: where each went, and the way to it.
import type { ThreadMail } from '../../desk/mail-shapes.js'
import { shownLine } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import { wayTo } from './mail-href.js'
import { queueName } from './outcome-words.js'

interface ThreadProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly thread: readonly ThreadMail[]
  /** Where the others went would tell a blind judge what the program thinks of this one. */
  readonly isBlind?: boolean
}

export const Thread = ({ visit, services, thread, isBlind = false }: ThreadProps) => {
  if (thread.length === 0) return undefined
  const { mail: said, list } = visit.texts.work
  return (
    <section aria-labelledby="thread">
      <h2 id="thread">{said.thread}</h2>
      <ol class="thread unstyled-list no-max-width">
        {thread.map((one) => {
          const subject = shownLine(one.subject) || list.noSubject
          const way = isBlind ? undefined : wayTo(one, visit)
          return (
            <li>
              <span class="thread-subject" dir="auto">
                {way ? <a href={way}>{subject}</a> : subject}
              </span>
              <span class="quiet">
                <bdi>{shownLine(one.from) || list.noSender}</bdi>, <Time visit={visit} at={one.at} />
              </span>
              {!isBlind && <span>{placeInWords(one, { visit, services })}</span>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Where a mail lies and who put it there: `Lagt i Pas af programmet`. */
export function placeInWords(
  one: Pick<ThreadMail, 'kind' | 'queue' | 'by'>,
  told: Pick<ThreadProps, 'visit' | 'services'>,
): string {
  const { mail: said } = told.visit.texts.work
  if (one.kind === undefined) return said.undecided
  const by = one.kind === 'review' ? '' : one.by === undefined ? said.byProgram : said.byPerson(one.by)
  const queue = one.queue === undefined ? '' : queueName(one.queue, told)
  return [said.threadStates[one.kind], queue, by].filter(Boolean).join(' ')
}
