// The team lead's page: what the program and people did per queue and week, how often it was wrong, and what that saves. Never per person.

import type { Figures } from '../../desk/figures-shapes.js'
import type { PersonRole } from '../../roles.js'
import { figuresCsv } from '../figures-csv.js'
import { Icon } from '../page/icon.js'
import { Select } from '../page/select.js'
import { type Answer, type Page, type PersonVisit, type ReviewServices, show } from '../request-context.js'
import { Errors } from './errors.js'
import { Flow } from './flow.js'
import { capital, queueTitle, weekWithYear } from './format.js'
import { choiceOf, type FiguresChoice, queryOf, spans } from './query.js'
import { QueueTable } from './queue-table.js'
import { Saving } from './saving.js'
import { Tiles } from './tiles.js'
import { Warnings, watchOf } from './warnings.js'

export const figuresPages = (services: ReviewServices): readonly Page[] => [
  { method: 'GET', path: '/figures', roles: readers, handler: (visit) => showFigures(services, visit) },
  { method: 'GET', path: '/figures/csv', roles: readers, handler: (visit) => download(services, visit) },
]

const readers = ['lead', 'data'] as const satisfies readonly PersonRole[]

// ---------------------------------------------------------------------------------------------------------------

async function showFigures(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const said = visit.texts.figures
  const choice = choiceOf(visit.query, services.config)
  const [figures, watch] = await Promise.all([figuresFor(services, choice), watchOf(services, choice.queue)])
  const title =
    choice.queue === undefined
      ? said.title
      : `${said.title}: ${queueTitle(choice.queue, { visit, services })}`
  const shown = { visit, services, figures, choice }
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{periodOf(figures, visit)}</p>
      <Chooser {...shown} />
      <Warnings visit={visit} services={services} watch={watch} />
      {figures.rows.length === 0 ? <p class="empty">{said.empty}</p> : <Content {...shown} />}
    </>
  )
  return show(title, body)
}

interface Shown {
  readonly visit: PersonVisit
  readonly services: ReviewServices
  readonly figures: Figures
  readonly choice: FiguresChoice
}

const Content = (shown: Shown) => (
  <>
    <Tiles {...shown} />
    <Flow {...shown} />
    {shown.choice.queue === undefined && <QueueTable {...shown} />}
    <Errors {...shown} />
    <Saving {...shown} />
  </>
)

const Chooser = ({ visit, services, figures, choice }: Shown) => {
  const said = visit.texts.figures
  const queues = services.desk.queues.map(({ label, name }) => ({ value: label, label: name }))
  return (
    <form method="get" action="/figures" class="filters figures-form">
      <Select
        name="weeks"
        label={said.weeks}
        chosen={String(choice.weeks)}
        options={spans.map((span) => ({ value: String(span), label: said.lastWeeks(span) }))}
      />
      <Select
        name="queue"
        label={said.queue}
        chosen={choice.queue ?? ''}
        options={[{ value: '', label: said.allQueues }, ...queues]}
      />
      <button type="submit" class="button button-secondary">
        {said.submit}
      </button>
      {figures.rows.length > 0 && (
        <a class="download" href={`/figures/csv${queryOf(choice)}`}>
          <Icon visit={visit} name="download" />
          {said.csv}
        </a>
      )}
    </form>
  )
}

function periodOf({ weeks }: Figures, { texts }: PersonVisit): string {
  const [first = '', last = ''] = [weeks[0], weeks.at(-1)]
  return texts.figures.period(capital(weekWithYear(first, texts)), weekWithYear(last, texts))
}

const figuresFor = ({ desk }: ReviewServices, { weeks, queue }: FiguresChoice): Promise<Figures> =>
  desk.figures({ weeks, ...(queue === undefined ? {} : { queues: [queue] }) })

async function download(services: ReviewServices, visit: PersonVisit): Promise<Answer> {
  const said = visit.texts.figures
  const figures = await figuresFor(services, choiceOf(visit.query, services.config))
  const content = figuresCsv(figures, said.columns, (queue) => queueTitle(queue, { visit, services }))
  const name = said.fileName(figures.weeks[0] ?? '', figures.weeks.at(-1) ?? '')
  return { kind: 'download', type: 'text/csv; charset=utf-8', name, content }
}
