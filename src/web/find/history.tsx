// How a mail got where it is: every decision, newest first, with the person or model, the reason, and the deliveries.
import type { FiledMail, Placement } from '../../desk/filed-shapes.js'
import { EvidenceWords } from '../mail/evidence.js'
import { Bar } from '../page/bar.js'
import { likelihood, percent } from '../page/format.js'
import { queueName } from '../page/outcome-words.js'
import { reasonInWords } from '../page/reason.js'
import { shownText } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonContext, ReviewServices } from '../request-context.js'

interface HistoryProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly filed: FiledMail
}

export const History = ({ ctx, services, filed }: HistoryProps) => {
  const t = ctx.texts.find
  if (filed.placements.length === 0) return undefined
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t.historyTitle}</h2>
      <ol class="history unstyled-list no-max-width" reversed>
        {filed.placements.toReversed().map((placement) => (
          <Step ctx={ctx} services={services} placement={placement} />
        ))}
      </ol>
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

type StepProps = Omit<HistoryProps, 'filed'> & { readonly placement: Placement }

const Step = ({ ctx, services, placement }: StepProps) => {
  const t = ctx.texts.find
  const { at, by, decision, note } = placement
  const { because } = decision
  const notOurs = because.kind === 'answered' ? because.notOurs : undefined
  return (
    <li>
      <h3>{actInWords(placement, { ctx, services })}</h3>
      <p class="quiet">
        {by ?? t.program}, <Time ctx={ctx} at={at} />
      </p>
      <p>{reasonInWords(because, ctx.texts)}</p>
      {notOurs && <p>{t.notOurs(ctx.texts.work.answer.notOursKinds[notOurs].toLowerCase())}</p>}
      {note && <p class="note-text">{t.note(shownText(note))}</p>}
      <Probabilities ctx={ctx} services={services} placement={placement} />
      <EvidenceWords ctx={ctx} services={services} {...placement} />
      <Deliveries ctx={ctx} services={services} placement={placement} />
    </li>
  )
}

function actInWords({ decision }: Placement, context: Pick<StepProps, 'ctx' | 'services'>): string {
  const t = context.ctx.texts.find
  if (decision.kind === 'route') return t.route(queueName(decision.parts[0].queue, context))
  if (decision.kind === 'leave') return t.leave
  return decision.guess === undefined ? t.review : t.reviewGuess(queueName(decision.guess, context))
}

const Probabilities = ({ ctx, services, placement: { ranked, modelId } }: StepProps) => {
  const t = ctx.texts.find
  if (ranked.length === 0) return undefined
  return (
    <div class="probabilities">
      <p class="quiet">
        {t.probabilities}
        {modelId && (
          <>
            {' '}
            · {t.model} <code>{modelId}</code>
          </>
        )}
      </p>
      <ol class="unstyled-list no-max-width">
        {ranked.map(({ label, probability }) => (
          <li>
            <span>{queueName(label, { ctx, services })}</span>
            <span class="quiet">
              {likelihood(probability, ctx.texts)} · {percent(probability, ctx.texts)}
            </span>
            <Bar share={probability} />
          </li>
        ))}
      </ol>
    </div>
  )
}

const Deliveries = ({ ctx, services, placement: { deliveries } }: StepProps) => {
  const t = ctx.texts.find
  if (deliveries.length === 0) return undefined
  const states: Readonly<Record<string, string>> = t.deliveryStates
  return (
    <ul class="deliveries quiet" aria-label={t.deliveries}>
      {deliveries.map(({ label, toFolder, state }) => (
        <li>
          {toFolder === undefined ? t.toQueue(queueName(label, { ctx, services })) : t.toFolder(toFolder)}:{' '}
          {states[state] ?? state}
        </li>
      ))}
    </ul>
  )
}
