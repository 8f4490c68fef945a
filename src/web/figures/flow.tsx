// Week by week as columns: what the program filed alone, what people filed, what waits. Distinguished by pattern, not by colour alone,
// and every number is in the table below the chart.
import type { Counts, Figures } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonContext } from '../request-context.js'
import type { Texts } from '../texts/da.js'
import { countCells, countHeadings } from './count-cells.js'
import { count, weekName, weekNumber } from './format.js'
import { Patterns, parts, Swatch } from './patterns.js'
import type { FiguresChoice } from './query.js'
import { scaleOf } from './scale.js'

interface FlowProps {
  readonly ctx: PersonContext
  readonly figures: Figures
  readonly choice: FiguresChoice
}

export const Flow = ({ ctx, figures, choice }: FlowProps) => {
  const { texts } = ctx
  const t = texts.figures
  return (
    <section aria-labelledby="flow">
      <h2 id="flow">{t.flowTitle}</h2>
      <figure class="chart">
        <ul class="legend unstyled-list no-max-width">
          {parts.map((part) => (
            <li>
              <Swatch part={part} />
              {t[part]}
            </li>
          ))}
        </ul>
        <Columns figures={figures} texts={texts} />
      </figure>
      <details class="behind" open={choice.queue !== undefined || undefined}>
        <summary>{t.flowTable}</summary>
        <DataTable
          caption={t.flowTable}
          headings={[t.week('').trim(), ...countHeadings(texts)]}
          rows={figures.perWeek.toReversed().map(({ week, ...counts }) => [
            <>
              {weekName(week, texts)} <span class="quiet">{week.slice(0, 4)}</span>
            </>,
            ...countCells(counts, texts),
          ])}
          footer={[t.total, ...countCells(figures.total, texts)]}
          hasRowHeadings
          hasNumbers
          isCompact
        />
      </details>
    </section>
  )
}

// ---------------------------------------------------------------------------------------------------------------

/** Heights in the picture, in pixels; widths are shares, so that text keeps its size on every screen. */
const plot = { top: 8, bottom: 208, height: 236 }

/** Maximum width of a column, and its share of the space it has. */
const COLUMN_SHARE = 0.68

const Columns = ({ figures, texts }: { readonly figures: Figures; readonly texts: Texts }) => {
  const t = texts.figures
  const { perWeek, total } = figures
  const scale = scaleOf(Math.max(...perWeek.map(sumOf)))
  const yAt = (value: number) => plot.bottom - (value / scale.top) * (plot.bottom - plot.top)
  const number = (value: number) => count(value, texts)
  return (
    <div class="plot">
      <div class="plot-scale" aria-hidden="true">
        {scale.marks.toReversed().map((mark) => (
          <span>{number(mark)}</span>
        ))}
      </div>
      <svg role="img" aria-labelledby="flow-name flow-description" width="100%" height={plot.height}>
        <title id="flow-name">{t.flowTitle}</title>
        <desc id="flow-description">
          {t.flowDescription(
            number(perWeek.length),
            number(total.filedAlone),
            number(total.byPeople),
            number(total.waiting),
          )}
        </desc>
        <Patterns />
        {scale.marks.map((mark) => (
          <line class="grid" x1="0" x2="100%" y1={yAt(mark)} y2={yAt(mark)} />
        ))}
        {perWeek.map((week, nth) => (
          <Column week={week} nth={nth} among={perWeek.length} yAt={yAt} texts={texts} />
        ))}
      </svg>
    </div>
  )
}

interface ColumnProps {
  readonly week: Figures['perWeek'][number]
  readonly nth: number
  readonly among: number
  readonly yAt: (value: number) => number
  readonly texts: Texts
}

const Column = ({ week, nth, among, yAt, texts }: ColumnProps) => {
  const room = 100 / among
  const width = Math.min(room * COLUMN_SHARE, WIDEST)
  const middle = room * (nth + 0.5)
  let below = 0
  return (
    <g>
      <title>
        {texts.figures.column(
          weekName(week.week, texts),
          count(week.filedAlone, texts),
          count(week.byPeople, texts),
          count(week.waiting, texts),
        )}
      </title>
      {parts.map((part) => {
        const [low, high] = [below, below + week[part]]
        below = high
        if (high === low) return undefined
        return (
          <rect
            class={`part ${part}`}
            fill={`url(#part-${part})`}
            x={`${(middle - width / 2).toFixed(2)}%`}
            width={`${width.toFixed(2)}%`}
            y={yAt(high).toFixed(1)}
            height={(yAt(low) - yAt(high)).toFixed(1)}
          />
        )
      })}
      {isNamed(nth, among) && (
        <text x={`${middle.toFixed(2)}%`} y={plot.height - 8} text-anchor="middle">
          {weekNumber(week.week)}
        </text>
      )}
    </g>
  )
}

/** A single week would otherwise fill the chart. @units percent */
const WIDEST = 12

/** As many weeks are labelled as fit on a phone; the last one always is. */
const isNamed = (nth: number, among: number): boolean => (among - 1 - nth) % Math.ceil(among / 13) === 0

const sumOf = ({ filedAlone, byPeople, waiting }: Counts): number => filedAlone + byPeople + waiting
