// How a mail came to lie where it lies: every decision, the newest first, with who or which model, why, and what was carried out.
import type { FiledMail, Placement } from '../../desk/filed-shapes.js'
import { EvidenceWords } from '../mail/evidence.js'
import { queueName } from '../mail/outcome-words.js'
import { Bar } from '../page/bar.js'
import { likelihood, percent } from '../page/format.js'
import { reasonInWords } from '../page/reason.js'
import { shownText } from '../page/shown-text.js'
import { Time } from '../page/time.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'

interface HistoryProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly filed: FiledMail
}

export const History = ({ visit, services, filed }: HistoryProps) => {
  const said = visit.texts.find
  if (filed.placements.length === 0) return undefined
  return (
    <section aria-labelledby="history">
      <h2 id="history">{said.historyTitle}</h2>
      <ol class="history unstyled-list no-max-width" reversed>
        {filed.placements.toReversed().map((placement) => (
          <Step visit={visit} services={services} placement={placement} />
        ))}
      </ol>
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

type StepProps = Omit<HistoryProps, 'filed'> & { readonly placement: Placement }

const Step = ({ visit, services, placement }: StepProps) => {
  const said = visit.texts.find
  const { at, by, decision, note } = placement
  const { because } = decision
  const notOurs = because.kind === 'answered' ? because.notOurs : undefined
  return (
    <li>
      <h3>{deed(placement, { visit, services })}</h3>
      <p class="quiet">
        {by ?? said.program}, <Time visit={visit} at={at} />
      </p>
      <p>{reasonInWords(because, visit.texts)}</p>
      {notOurs && <p>{said.notOurs(visit.texts.work.answer.notOursKinds[notOurs].toLowerCase())}</p>}
      {note && <p class="note-text">{said.note(shownText(note))}</p>}
      <Probabilities visit={visit} services={services} placement={placement} />
      <EvidenceWords visit={visit} services={services} {...placement} />
      <Deliveries visit={visit} services={services} placement={placement} />
    </li>
  )
}

function deed({ decision }: Placement, told: Pick<StepProps, 'visit' | 'services'>): string {
  const said = told.visit.texts.find
  if (decision.kind === 'route') return said.route(queueName(decision.label, told))
  if (decision.kind === 'leave') return said.leave
  return decision.guess === undefined ? said.review : said.reviewGuess(queueName(decision.guess, told))
}

const Probabilities = ({ visit, services, placement: { ranked, modelId } }: StepProps) => {
  const said = visit.texts.find
  if (ranked.length === 0) return undefined
  return (
    <div class="probabilities">
      <p class="quiet">
        {said.probabilities}
        {modelId && (
          <>
            {' '}
            · {said.model} <code>{modelId}</code>
          </>
        )}
      </p>
      <ol class="unstyled-list no-max-width">
        {ranked.map(({ label, probability }) => (
          <li>
            <span>{queueName(label, { visit, services })}</span>
            <span class="quiet">
              {likelihood(probability, visit.texts)} · {percent(probability, visit.texts)}
            </span>
            <Bar share={probability} />
          </li>
        ))}
      </ol>
    </div>
  )
}

const Deliveries = ({ visit, services, placement: { deliveries } }: StepProps) => {
  const said = visit.texts.find
  if (deliveries.length === 0) return undefined
  const states: Readonly<Record<string, string>> = said.deliveryStates
  return (
    <ul class="deliveries quiet" aria-label={said.deliveries}>
      {deliveries.map(({ label, toFolder, state }) => (
        <li>
          {toFolder === undefined
            ? said.toQueue(queueName(label, { visit, services }))
            : said.toFolder(toFolder)}
          : {states[state] ?? state}
        </li>
      ))}
    </ul>
  )
}
