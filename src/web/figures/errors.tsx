// How often the program was wrong, queue by queue: a dot for what was measured, a line for how sure that is, a mark for the promise.
import type { Config } from '../../config/schema.js'
import type { Figures, Share } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import type { Texts } from '../texts/da.js'
import { errorInWords } from './count-cells.js'
import { count, interval, queueTitle, share } from './format.js'
import { scaleOf } from './scale.js'

interface ErrorsProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly figures: Figures
}

export const Errors = ({ visit, services, figures }: ErrorsProps) => {
  const { texts } = visit
  const said = texts.figures
  const rows = measuredOf(figures, { visit, services })
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">{said.errorTitle}</h2>
      {rows.length === 0 ? (
        <p>{said.errorNone}</p>
      ) : (
        <>
          <p class="quiet">{said.errorHint}</p>
          <Ranges rows={rows} texts={texts} />
          <details class="behind">
            <summary>{said.errorTable}</summary>
            <DataTable
              caption={said.errorTable}
              headings={[said.queue, said.answered, said.wrong, said.share, said.spread, said.promise]}
              rows={rows.map(({ name, blind, promise }) => [
                name,
                count(blind.n, texts),
                count(blind.wrong, texts),
                share(blind.share ?? 0, texts),
                interval(blind, texts),
                share(promise, texts),
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
  /** Highest share of wrong ones that is promised. */
  readonly promise: number
}

/** All together first, then each queue of which something is known. */
function measuredOf({ total, perQueue }: Figures, told: Pick<ErrorsProps, 'visit' | 'services'>) {
  const { config } = told.services
  const measured = perQueue.filter(({ blind }) => blind.n > 0)
  const queues = measured.map(
    ({ queue, blind }): Measured => ({
      name: queueTitle(queue, told),
      blind,
      promise: promiseOf(queue, config),
    }),
  )
  if (queues.length < 2) return queues
  const all = { name: told.visit.texts.figures.allQueues, blind: total.blind, promise: config.promise.error }
  return [all, ...queues]
}

const promiseOf = (queue: string, { queues, promise }: Config): number =>
  (queues[queue]?.promise ?? promise).error

/** The words of each row say what its picture shows, so they are heard and the pictures are not. */
const Ranges = ({ rows, texts }: { readonly rows: readonly Measured[]; readonly texts: Texts }) => {
  const scale = scaleOf(Math.max(...rows.map(({ blind, promise }) => Math.max(blind.high, promise))), 0.04)
  const at = (value: number) => `${((value / scale.top) * 100).toFixed(2)}%`
  return (
    <figure class="ranges">
      <ul class="unstyled-list no-max-width">
        {rows.map(({ name, blind, promise }) => (
          <li>
            <span class="range-name">{name}</span>
            <span class="range-words">
              {errorInWords(blind, texts)}, <span class="quiet">{verdictOf({ blind, promise }, texts)}</span>
            </span>
            <svg aria-hidden="true" focusable="false" width="100%" height="20">
              <line class="grid" x1="0" x2="100%" y1="10" y2="10" />
              <rect
                class={blind.low > promise ? 'span is-broken' : 'span'}
                x={at(blind.low)}
                width={at(blind.high - blind.low)}
                y="8"
                height="4"
                rx="2"
              />
              <line class="promise" x1={at(promise)} x2={at(promise)} y1="1" y2="19" />
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

/** What the whole interval says of the promise, not the dot alone. */
function verdictOf({ blind, promise }: Pick<Measured, 'blind' | 'promise'>, texts: Texts): string {
  const said = texts.figures.verdict
  const words = blind.low > promise ? said.broken : blind.high <= promise ? said.kept : said.open
  return words(share(promise, texts))
}
