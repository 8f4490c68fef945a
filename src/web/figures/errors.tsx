// How often the program was wrong, queue by queue: a dot for the measured share, a line for its confidence interval, a mark for the promise.
import type { Config } from '../../config/schema.js'
import type { Figures, Share } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import type { Texts } from '../texts/da.js'
import { errorInWords } from './count-cells.js'
import { count, interval, queueTitle, share } from './format.js'
import { scaleOf } from './scale.js'

interface ErrorsProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly figures: Figures
}

export const Errors = ({ ctx, services, figures }: ErrorsProps) => {
  const { texts } = ctx
  const t = texts.figures
  const rows = measuredOf(figures, { ctx, services })
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">{t.errorTitle}</h2>
      {rows.length === 0 ? (
        <p>{t.errorNone}</p>
      ) : (
        <>
          <p class="quiet">{t.errorHint}</p>
          <Ranges rows={rows} texts={texts} />
          <details class="behind">
            <summary>{t.errorTable}</summary>
            <DataTable
              caption={t.errorTable}
              headings={[t.queue, t.answered, t.wrong, t.share, t.spread, t.promise]}
              rows={rows.map(({ name, blind, promise: guarantee }) => [
                name,
                count(blind.n, texts),
                count(blind.wrong, texts),
                share(blind.share ?? 0, texts),
                interval(blind, texts),
                share(guarantee, texts),
              ])}
              hasRowHeadings
              hasNumbers
              isCompact
            />
          </details>
        </>
      )}
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

interface Measured {
  readonly name: string
  readonly blind: Share
  /** The promised upper limit of the error. */
  readonly promise: number
}

/** The total first, then each queue with blind answers. */
function measuredOf({ total, perQueue }: Figures, context: Pick<ErrorsProps, 'ctx' | 'services'>) {
  const { config } = context.services
  const measured = perQueue.filter(({ blind }) => blind.n > 0)
  const queues = measured.map(
    ({ queue, blind }): Measured => ({
      name: queueTitle(queue, context),
      blind,
      promise: guaranteeOf(queue, config),
    }),
  )
  if (queues.length < 2) return queues
  const all = { name: context.ctx.texts.figures.allQueues, blind: total.blind, promise: config.promise.error }
  return [all, ...queues]
}

const guaranteeOf = (queue: string, { queues, promise: guarantee }: Config): number =>
  (queues[queue]?.promise ?? guarantee).error

/** Each row says in words what its chart shows, so the charts are hidden from screen readers. */
const Ranges = ({ rows, texts }: { readonly rows: readonly Measured[]; readonly texts: Texts }) => {
  const scale = scaleOf(
    Math.max(...rows.map(({ blind, promise: guarantee }) => Math.max(blind.high, guarantee))),
    0.04,
  )
  const at = (value: number) => `${((value / scale.top) * 100).toFixed(2)}%`
  return (
    <figure class="ranges">
      <ul class="unstyled-list no-max-width">
        {rows.map(({ name, blind, promise: guarantee }) => (
          <li>
            <span class="range-name">{name}</span>
            <span class="range-words">
              {errorInWords(blind, texts)},{' '}
              <span class="quiet">{verdictOf({ blind, promise: guarantee }, texts)}</span>
            </span>
            <svg aria-hidden="true" focusable="false" width="100%" height="20">
              <line class="grid" x1="0" x2="100%" y1="10" y2="10" />
              <rect
                class={blind.low > guarantee ? 'span is-broken' : 'span'}
                x={at(blind.low)}
                width={at(blind.high - blind.low)}
                y="8"
                height="4"
                rx="2"
              />
              <line class="promise" x1={at(guarantee)} x2={at(guarantee)} y1="1" y2="19" />
              <circle class="dot" cx={at(blind.share ?? 0)} cy="10" r="6" />
            </svg>
          </li>
        ))}
      </ul>
      <div class="ranges-scale quiet" aria-hidden="true">
        {scale.marks.map((mark) => (
          <span>{share(mark, texts)}</span>
        ))}
      </div>
    </figure>
  )
}

/** Compares the whole interval with the promise, not just the dot. */
function verdictOf({ blind, promise: guarantee }: Pick<Measured, 'blind' | 'promise'>, texts: Texts): string {
  const t = texts.figures.verdict
  const words = blind.low > guarantee ? t.broken : blind.high <= guarantee ? t.kept : t.open
  return words(share(guarantee, texts))
}
