// Queue by queue, each with a link to its weeks.
import type { Figures } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonContext, ReviewServices } from '../request-context.js'
import { countCells, countHeadings } from './count-cells.js'
import { queueTitle } from './format.js'
import { type FiguresChoice, figuresQueryOf } from './query.js'

interface QueueTableProps {
  readonly ctx: PersonContext
  readonly services: ReviewServices
  readonly figures: Figures
  readonly choice: FiguresChoice
}

export const QueueTable = ({ ctx, services, figures, choice }: QueueTableProps) => {
  const { texts } = ctx
  const t = texts.figures
  return (
    <section aria-labelledby="queues">
      <h2 id="queues">{t.queuesTitle}</h2>
      <p class="quiet">
        {t.queuesHint} {t.intervalHint}
      </p>
      <DataTable
        caption={t.queuesTitle}
        headings={[t.queue, ...countHeadings(texts)]}
        rows={figures.perQueue.map(({ queue, ...counts }) => {
          const name = queueTitle(queue, { ctx, services })
          const href = queue === 'none' ? undefined : `/figures${figuresQueryOf({ ...choice, queue })}`
          return [href ? <a href={href}>{name}</a> : name, ...countCells(counts, texts)]
        })}
        footer={[t.total, ...countCells(figures.total, texts)]}
        hasRowHeadings
        hasNumbers
        isCompact
      />
    </section>
  )
}
