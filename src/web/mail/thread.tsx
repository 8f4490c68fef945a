// The other mails of a thread: where each went, with a link to it.
import type { ThreadMail } from '../../desk/mail-shapes.js'
import { queueName } from '../page/outcome-words.js'
import { shownLine } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { mailHref } from './mail-href.js'

interface ThreadProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly thread: readonly ThreadMail[]
  /** Where the others went would reveal the program's opinion to somebody who judges blind. */
  readonly isBlind?: boolean
}

export const Thread = ({ ctx, services, thread, isBlind = false }: ThreadProps) => {
  if (thread.length === 0) return undefined
  const { mail: t, list } = ctx.texts.work
  return (
    <section aria-labelledby="thread">
      <h2 id="thread">{t.thread}</h2>
      <ol class="thread unstyled-list no-max-width">
        {thread.map((one) => {
          const subject = shownLine(one.subject) || list.noSubject
          const href = isBlind ? undefined : mailHref(one, ctx)
          return (
            <li>
              <span class="thread-subject" dir="auto">
                {href ? <a href={href}>{subject}</a> : subject}
              </span>
              <span class="quiet">
                <bdi>{shownLine(one.from) || list.noSender}</bdi>, <Time ctx={ctx} at={one.at} />
              </span>
              {!isBlind && <span>{stateInWords(one, { ctx, services })}</span>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** Where a mail lies and who put it there: `Lagt i Pas af programmet`. */
export function stateInWords(
  one: Pick<ThreadMail, 'kind' | 'queue' | 'by'>,
  context: Pick<ThreadProps, 'ctx' | 'services'>,
): string {
  const { mail: t } = context.ctx.texts.work
  if (one.kind === undefined) return t.undecided
  const by = one.kind === 'review' ? '' : one.by === undefined ? t.byProgram : t.byPerson(one.by)
  const queue = one.queue === undefined ? '' : queueName(one.queue, context)
  return [t.threadStates[one.kind], queue, by].filter(Boolean).join(' ')
}
