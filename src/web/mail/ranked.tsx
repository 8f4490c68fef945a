// The likeliest queues as buttons: the first few with details, the next ones as names.
import type { OpenItem } from '../../desk/mail-shapes.js'
import { Bar } from '../page/bar.js'
import { likelihood, percent } from '../page/format.js'
import { queueName } from '../page/outcome-words.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { ChoiceButton, Key } from './answer-button.js'

interface RankedProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly item: OpenItem
}

export const Ranked = ({ ctx, services, item }: RankedProps) => {
  const { answer: t } = ctx.texts.work
  if (item.ranked.length === 0) return undefined
  return (
    <section aria-labelledby="likeliest">
      <h3 id="likeliest">{t.likeliest}</h3>
      <ol class="ranked unstyled-list no-max-width">
        {item.ranked.slice(0, SHOWN_IN_FULL).map(({ label, probability, queue }, at) => (
          <li>
            <ChoiceButton value={`queue:${label}`} hotkey={String(at + 1)} class="rank">
              <Key name={String(at + 1)} />
              <span class="rank-name">{queueName(label, { ctx, services })}</span>
              <span class="rank-words">
                {likelihood(probability, ctx.texts)} · {percent(probability, ctx.texts)}
              </span>
              <Bar share={probability} />
            </ChoiceButton>
            <QueueFacts ctx={ctx} queue={queue} isFolded={at > 0} />
          </li>
        ))}
      </ol>
      {item.ranked.length > SHOWN_IN_FULL && (
        <details class="more">
          <summary>{t.more}</summary>
          <ul class="unstyled-list no-max-width">
            {item.ranked.slice(SHOWN_IN_FULL).map(({ label }, at) => (
              <li>
                <ChoiceButton value={`queue:${label}`} hotkey={String(at + 1 + SHOWN_IN_FULL)}>
                  <Key name={String(at + 1 + SHOWN_IN_FULL)} />
                  {queueName(label, { ctx, services })}
                </ChoiceButton>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

/** As many as a person can compare at a glance. */
const SHOWN_IN_FULL = 3

const QueueFacts = ({
  ctx,
  queue,
  isFolded,
}: {
  readonly ctx: PersonContext
  readonly queue: OpenItem['ranked'][number]['queue']
  readonly isFolded: boolean
}) => {
  const { answer: t } = ctx.texts.work
  if (queue === undefined || (isFolded && !queue.kle && !queue.selfService)) return undefined
  return (
    <p class="rank-facts">
      {!isFolded && queue.description} {queue.kle && <span class="nowrap">{t.kle(queue.kle)}</span>}{' '}
      {queue.selfService && (
        <a href={queue.selfService} rel="noreferrer noopener" target="_blank">
          {t.selfService}
        </a>
      )}
    </p>
  )
}
