// Queue by queue, each with the way to its own weeks.
import type { Figures } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonVisit, ReviewServices } from '../request-context.js'
import { countCells, countHeadings } from './count-cells.js'
import { queueTitle } from './format.js'
import { type FiguresChoice, queryOf } from './query.js'

interface QueueTableProps {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly figures: Figures
  readonly choice: FiguresChoice
}

export const QueueTable = ({ visit, services, figures, choice }: QueueTableProps) => {
  const { texts } = visit
  const said = texts.figures
  return (
    <section aria-labelledby="queues">
      <h2 id="queues">{said.queuesTitle}</h2>
      <p class="quiet">
        {said.queuesHint} {said.intervalHint}
      </p>
      <DataTable
        caption={said.queuesTitle}
        headings={[said.queue, ...countHeadings(texts)]}
        rows={figures.perQueue.map(({ queue, ...counts }) => {
          const name = queueTitle(queue, { visit, services })
          const way = queue === 'none' ? undefined : `/figures${queryOf({ ...choice, queue })}`
          return [way ? <a href={way}>{name}</a> : name, ...countCells(counts, texts)]
        })}
        footer={[said.total, ...countCells(figures.total, texts)]}
        hasRowHeadings
        hasNumbers
        isCompact
      />
    </section>
  )
}
