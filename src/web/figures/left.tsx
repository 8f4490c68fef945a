// The second promise: how much of the mail that was left had something for us in it, at most, and the answers behind it week by week.
import type { Figures } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonContext } from '../request-context.js'
import { capital, count, interval, share, weekWithYear } from './format.js'

export const LeftErrors = ({ ctx, figures }: { readonly ctx: PersonContext; readonly figures: Figures }) => {
  const { texts } = ctx
  const t = texts.figures
  const { left, leftPerWeek } = figures
  if (left === undefined) return undefined
  return (
    <section aria-labelledby="left">
      <h2 id="left">{t.leftTitle}</h2>
      <p class="quiet">{t.leftHint}</p>
      <p>
        {left.n === 0
          ? t.leftNone(count(left.waiting, texts))
          : t.leftBound(
              share(left.high, texts),
              count(left.wrong, texts),
              count(left.n, texts),
              count(left.waiting, texts),
            )}
      </p>
      {leftPerWeek.length > 0 && (
        <details class="behind">
          <summary>{t.leftTable}</summary>
          <DataTable
            caption={t.leftTable}
            headings={[t.columns.week, t.answered, t.leftWrong, t.spread]}
            rows={leftPerWeek.map(({ week, blind }) => [
              capital(weekWithYear(week, texts)),
              count(blind.n, texts),
              count(blind.wrong, texts),
              interval(blind, texts),
            ])}
            hasRowHeadings
            hasNumbers
            isCompact
          />
        </details>
      )}
    </section>
  )
}
