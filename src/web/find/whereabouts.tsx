// Where a mail lies now and who put it there, and what the department says of it.
import type { FiledMail, Placement } from '../../desk/filed-shapes.js'
import { inWords } from '../local-time.js'
import { queueName } from '../mail/outcome-words.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'

interface WhereaboutsProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly filed: FiledMail
  /** Of the blind sample, for somebody who may answer it. */
  readonly isHidden: boolean
}

export const Whereabouts = ({ visit, services, filed, isHidden }: WhereaboutsProps) => {
  const said = visit.texts.find
  const { standing, isWaiting, mail } = filed
  if (standing === undefined) return <Place place={said.undecided} by={said.undecidedHint} />
  return (
    <>
      {isHidden ? (
        <Place place={said.waits} by={said.blindHint} />
      ) : (
        <>
          <Place place={placeOf(standing, { visit, services })} by={byWhom(standing, visit)} />
          <Queues visit={visit} services={services} filed={filed} />
        </>
      )}
      {isWaiting && visit.may('/mail/:id') && (
        <p>
          <a class="button button-primary" href={`/mail/${mail.id}`}>
            {said.openItem}
          </a>
        </p>
      )}
    </>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Place = ({ place, by }: { readonly place: string; readonly by: string }) => (
  <div class="where">
    <p class="place">{place}</p>
    <p class="quiet">{by}</p>
  </div>
)

function placeOf(
  { decision }: Placement,
  told: { readonly visit: PersonVisit; readonly services: ReviewServices },
): string {
  const said = told.visit.texts.find
  if (decision.kind === 'route') return queueName(decision.label, told)
  return decision.kind === 'review' ? said.waits : said.inbox
}

function byWhom({ decision, by, at }: Placement, visit: PersonVisit): string {
  const said = visit.texts.find
  const moment = inWords(at, visit.texts.locale)
  if (decision.kind === 'leave')
    return by === undefined ? said.leftByProgram(moment) : said.leftByPerson(by, moment)
  return by === undefined ? said.byProgram(moment) : said.byPerson(by, moment)
}

const Queues = ({ visit, services, filed }: Omit<WhereaboutsProps, 'isHidden'>) => {
  const said = visit.texts.find
  if (filed.queues.length === 0) return undefined
  return (
    <ul class="queue-places unstyled-list">
      {filed.queues.map(({ label, state, by }) => (
        <li>{said.queueStates[state](queueName(label, { visit, services }), by ?? said.somebody)}</li>
      ))}
    </ul>
  )
}
