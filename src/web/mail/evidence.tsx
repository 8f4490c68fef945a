// The words that counted for and against the likeliest queue.
import type { Evidence, RankedLabel } from '../../journey.js'
import { queueName } from '../page/outcome-words.js'
import { shownLine } from '../page/shown-text.js'
import type { PersonContext, ReviewServices } from '../request-context.js'

interface EvidenceProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  /** Likeliest first. */
  readonly ranked: readonly RankedLabel[]
  readonly evidence: readonly Evidence[]
}

export const EvidenceWords = ({ ctx, services, ranked, evidence }: EvidenceProps) => {
  const { mail: t } = ctx.texts.work
  const [first] = ranked
  if (evidence.length === 0 || first === undefined) return undefined
  const best = queueName(first.label, { ctx, services })
  const sides = [
    { name: t.for(best), side: 'for', terms: evidence.filter(({ weight }) => weight > 0) },
    { name: t.against, side: 'against', terms: evidence.filter(({ weight }) => weight <= 0) },
  ].filter(({ terms }) => terms.length > 0)
  return (
    <dl class="evidence" aria-label={t.evidence}>
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
