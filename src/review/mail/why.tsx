// Why a mail is on the list: the reason, the words that counted, and the mails before it.
import type { OpenItem, ThreadMail } from '../desk-mail.js'
import { inWords } from '../local-time.js'
import { Alert } from '../page/alert.js'
import { reasonInWords } from '../page/reason.js'
import { shownLine } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonVisit, ReviewServices } from '../visit.js'
import { queueName } from './outcome-words.js'

interface WhyProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly item: OpenItem
}

/** What must be known before anything is answered: it is urgent, it is gone, it is a blind sample. */
export const Warnings = ({ visit, item }: Omit<WhyProps, 'services'>) => {
  const { mail: said, mustSee } = visit.texts.work
  return (
    <>
      {item.mustSee.length > 0 && (
        <Alert visit={visit} kind="error" heading={said.mustSee}>
          {item.mustSee.map((kind) => mustSee[kind]).join('. ')}
        </Alert>
      )}
      {!item.mail.isInMailbox && (
        <Alert visit={visit} kind="warning" heading={said.gone}>
          {said.goneHint}
        </Alert>
      )}
      {item.isBlind && (
        <Alert visit={visit} kind="info" heading={said.blind}>
          {said.blindHint}
        </Alert>
      )}
    </>
  )
}

export const Why = ({ visit, services, item }: WhyProps) => {
  const { mail: said } = visit.texts.work
  const { reason, undone } = item
  if (reason === undefined && undone === undefined) return undefined
  return (
    <section class="why" aria-labelledby="why">
      <h2 id="why">{said.why}</h2>
      {reason && <p>{reasonInWords(reason, visit.texts)}</p>}
      {undone && <p>{said.undone(undone.by, inWords(undone.at, visit.texts.locale))}</p>}
      <Evidence visit={visit} services={services} item={item} />
    </section>
  )
}

export const Thread = ({ visit, services, item }: WhyProps) => {
  const others = item.thread.filter(({ mailId }) => mailId !== item.mail.id)
  if (others.length === 0) return undefined
  const { mail: said, list } = visit.texts.work
  return (
    <section aria-labelledby="thread">
      <h2 id="thread">{said.thread}</h2>
      <ol class="thread unstyled-list no-max-width">
        {others.map((one) => (
          <li>
            <span class="thread-subject" dir="auto">
              {shownLine(one.subject) || list.noSubject}
            </span>
            <span class="quiet">
              <bdi>{shownLine(one.from) || list.noSender}</bdi>, <Time visit={visit} at={one.at} />
            </span>
            {!item.isBlind && <span>{placeInWords(one, { visit, services })}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Evidence = ({ visit, services, item }: WhyProps) => {
  const { mail: said } = visit.texts.work
  const [first] = item.ranked
  if (item.evidence.length === 0 || first === undefined) return undefined
  const best = queueName(first.label, { visit, services })
  const sides = [
    { name: said.for(best), side: 'for', terms: item.evidence.filter(({ weight }) => weight > 0) },
    { name: said.against, side: 'against', terms: item.evidence.filter(({ weight }) => weight <= 0) },
  ].filter(({ terms }) => terms.length > 0)
  return (
    <dl class="evidence" aria-label={said.evidence}>
      {sides.map(({ name, side, terms }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <ul class="unstyled-list no-max-width">
              {terms.map(({ term }) => (
                <li>
                  <mark class={side}>{shownLine(term)}</mark>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function placeInWords(one: ThreadMail, told: Pick<WhyProps, 'visit' | 'services'>): string {
  const { mail: said } = told.visit.texts.work
  if (one.kind === undefined) return said.undecided
  const by = one.kind === 'review' ? '' : one.by === undefined ? said.byProgram : said.byPerson(one.by)
  const queue = one.queue === undefined ? '' : queueName(one.queue, told)
  return [said.threadStates[one.kind], queue, by].filter(Boolean).join(' ')
}
