// The team lead's page: what the program and people did per queue and week, how often it was wrong, and what that saves. Never per person.

import type { Figures } from '../../desk/figures-shapes.js'
import type { Label } from '../../ids.js'
import { rolesThatSeeFigures } from '../../roles.js'
import { figuresCsv } from '../figures-csv.js'
import { Icon } from '../page/icon.js'
import { Select } from '../page/select.js'
import {
  type Page,
  type PageResult,
  type PersonContext,
  type ReviewServices,
  show,
} from '../request-context.js'
import { Errors } from './errors.js'
import { Flow } from './flow.js'
import { capital, queueTitle, weekWithYear } from './format.js'
import { LeftErrors } from './left.js'
import { LeftBySign } from './left-by-sign.js'
import { type FiguresChoice, figureChoiceOf, figuresQueryOf, spans } from './query.js'
import { QueueTable } from './queue-table.js'
import { SavingPanel } from './saving.js'
import { Tiles } from './tiles.js'
import { FigureWarnings } from './warnings.js'

export const figuresPages = (services: ReviewServices): readonly Page[] => [
  {
    method: 'GET',
    path: '/figures',
    roles: rolesThatSeeFigures,
    handler: (ctx) => showFigures(services, ctx),
  },
  {
    method: 'GET',
    path: '/figures/csv',
    roles: rolesThatSeeFigures,
    handler: (ctx) => download(services, ctx),
  },
]

// ---------------------------------------------------------------------------------------------------------------

async function showFigures(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const t = ctx.texts.figures
  const choice = figureChoiceOf(ctx.query, services.config)
  const [figures, warnings] = await Promise.all([
    figuresFor(services, choice),
    services.desk.warnings(choice.queue),
  ])
  const title =
    choice.queue === undefined ? t.title : `${t.title}: ${queueTitle(choice.queue, { ctx, services })}`
  const shown = { ctx, services, figures, choice }
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{periodOf(figures, ctx)}</p>
      <Chooser {...shown} />
      <FigureWarnings ctx={ctx} services={services} warnings={warnings} />
      {isEmpty(figures) ? <p class="empty">{t.empty}</p> : <Content {...shown} />}
    </>
  )
  return show(title, body)
}

interface Shown {
  readonly ctx: PersonContext
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
    <LeftErrors {...shown} />
    <LeftBySign {...shown} />
    <SavingPanel {...shown} />
  </>
)

const Chooser = ({ ctx, services, figures, choice }: Shown) => {
  const t = ctx.texts.figures
  const queues = services.desk.queues.map(({ label, name }) => ({ value: label, label: name }))
  return (
    <form method="get" action="/figures" class="filters figures-form">
      <Select
        name="weeks"
        label={t.weeks}
        chosen={String(choice.weeks)}
        options={spans.map((span) => ({ value: String(span), label: t.lastWeeks(span) }))}
      />
      <Select
        name="queue"
        label={t.queue}
        chosen={choice.queue ?? ''}
        options={[{ value: '', label: t.allQueues }, ...queues]}
      />
      <button type="submit" class="button button-secondary">
        {t.submit}
      </button>
      {!isEmpty(figures) && (
        <a class="download" href={`/figures/csv${figuresQueryOf(choice)}`}>
          <Icon ctx={ctx} name="download" />
          {t.csv}
        </a>
      )}
    </form>
  )
}

const isEmpty = ({ rows, left }: Figures): boolean =>
  rows.length === 0 && (left === undefined || left.n === 0)

function periodOf({ weeks }: Figures, { texts }: PersonContext): string {
  const [first = '', last = ''] = [weeks[0], weeks.at(-1)]
  return texts.figures.period(capital(weekWithYear(first, texts)), weekWithYear(last, texts))
}

const figuresFor = ({ desk }: ReviewServices, { weeks, queue }: FiguresChoice): Promise<Figures> =>
  desk.figures({ weeks, ...(queue === undefined ? {} : { queues: [queue] }) })

async function download(services: ReviewServices, ctx: PersonContext): Promise<PageResult> {
  const t = ctx.texts.figures
  const figures = await figuresFor(services, figureChoiceOf(ctx.query, services.config))
  const nameOf = (queue: Label | 'none' | 'left') =>
    queue === 'left' ? t.leftMail : queueTitle(queue, { ctx, services })
  const content = figuresCsv(figures, t.columns, nameOf)
  const name = t.fileName(figures.weeks[0] ?? '', figures.weeks.at(-1) ?? '')
  return { kind: 'download', type: 'text/csv; charset=utf-8', name, content }
}
