// Where a mail is now, who put it there, and its state in the department's queue.
import { inWords } from '../../danish-time.js'
import type { FiledMail, Placement } from '../../desk/filed-shapes.js'
import { queueName } from '../page/outcome-words.js'
import type { PersonContext, ReviewServices } from '../request-context.js'

interface WhereaboutsProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly filed: FiledMail
}

export const Whereabouts = ({ ctx, services, filed }: WhereaboutsProps) => {
  const t = ctx.texts.find
  const { current, isWaiting, mail } = filed
  if (!filed.isDecided) return <Location location={t.undecided} by={t.undecidedHint} />
  return (
    <>
      {current === undefined ? (
        <Location location={t.waits} by={t.blindHint} />
      ) : (
        <>
          <Location location={locationInWords(current, { ctx, services })} by={byWhom(current, ctx)} />
          <Queues ctx={ctx} services={services} filed={filed} />
        </>
      )}
      {isWaiting && ctx.may('/mail/:id') && (
        <p>
          <a class="button button-primary" href={`/mail/${mail.id}`}>
            {t.openItem}
          </a>
        </p>
      )}
    </>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Location = ({ location, by }: { readonly location: string; readonly by: string }) => (
  <div class="where">
    <p class="place">{location}</p>
    <p class="quiet">{by}</p>
  </div>
)

function locationInWords(
  { decision }: Placement,
  context: { readonly ctx: PersonContext; readonly services: ReviewServices },
): string {
  const t = context.ctx.texts.find
  if (decision.kind === 'route') return queueName(decision.parts[0].queue, context)
  return decision.kind === 'review' ? t.waits : t.inbox
}

function byWhom({ decision, by, at }: Placement, ctx: PersonContext): string {
  const t = ctx.texts.find
  const moment = inWords(at, ctx.texts.locale)
  if (decision.kind === 'leave')
    return by === undefined ? t.leftByProgram(moment) : t.leftByPerson(by, moment)
  return by === undefined ? t.byProgram(moment) : t.byPerson(by, moment)
}

const Queues = ({ ctx, services, filed }: WhereaboutsProps) => {
  const t = ctx.texts.find
  if (filed.queues.length === 0) return undefined
  return (
    <ul class="queue-places unstyled-list">
      {filed.queues.map(({ label, state, by }) => (
        <li>{t.queueStates[state](queueName(label, { ctx, services }), by ?? t.somebody)}</li>
      ))}
    </ul>
  )
}
