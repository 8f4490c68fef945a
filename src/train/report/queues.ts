// The report's tables by queue: what becomes of each queue's mail, and which queue is mistaken for which.
import { percent } from '../../format.js'
import { breaks, type Confusion, type Details, type QueueDetail, type Suspect, shareOf } from '../details.js'
import type { Evaluation, QueueReport } from '../evaluate.js'
import { type Html, htmlTable, text } from './html.js'

/** More labels than this are unreadable in one picture: the most confused are shown. */
const MATRIX_LABELS = 30

type Row = QueueReport & QueueDetail

export function queueTable({ perQueue }: Evaluation, { queues }: Details, promised: number): Html {
  const byName = new Map(queues.map((one) => [one.queue, one]))
  const rows = perQueue.flatMap((one): Row[] => {
    const detail = byName.get(one.queue)
    return detail ? [{ ...one, ...detail }] : []
  })
  const share = (row: Row, value: number) => (row.n === 0 ? '' : percent(value))
  return htmlTable<Row>(
    'Each queue: what became of its mail, and how far the model can be believed there',
    [
      { head: 'Queue', cell: ({ queue }) => text(queue) },
      { head: 'Its mail', cell: bar },
      { head: 'Mails', isNumber: true, cell: ({ n }) => text(n) },
      {
        head: 'Filed alone',
        isNumber: true,
        cell: (row) => share(row, (row.filedRight + row.filedWrong) / row.n),
      },
      { head: 'Wrong of filed here', isNumber: true, cell: (row) => errorCell(row, promised) },
      { head: 'Precision', isNumber: true, cell: (row) => percent(row.precision) },
      { head: 'Recall', isNumber: true, cell: (row) => share(row, row.recall) },
      { head: 'F1', isNumber: true, cell: ({ f1 }) => f1.toFixed(3) },
      {
        head: 'Filed from',
        isNumber: true,
        cell: ({ threshold }) => (threshold === undefined ? 'never' : threshold.toFixed(3)),
      },
    ],
    rows,
  )
}

export const confusionTable = (worst: readonly Confusion[]): Html =>
  htmlTable<Confusion>(
    'The most frequent mistakes, with the ids of the mails the model was surest of',
    [
      { head: 'Belongs to', cell: ({ truth }) => text(truth) },
      { head: 'Taken for', cell: ({ guess }) => text(guess) },
      { head: 'Mails', isNumber: true, cell: ({ n }) => text(n) },
      { head: 'Of these filed', isNumber: true, cell: ({ filed }) => text(filed) },
      { head: 'Examples', cell: ({ ids }) => `<span class="ids">${ids.map(text).join(', ')}</span>` },
    ],
    worst,
  )

export const suspectTable = (suspects: readonly Suspect[]): Html =>
  htmlTable<Suspect>(
    'Labels to look at again, the surest contradiction first',
    [
      { head: 'Mail', cell: ({ id }) => text(id) },
      { head: 'Label', cell: ({ label }) => text(label) },
      { head: 'The model says', cell: ({ guess }) => text(guess) },
      { head: 'How sure', isNumber: true, cell: ({ probability }) => percent(probability) },
    ],
    suspects,
  )

/** Rows: where mail belongs. Columns: what the model said. The deeper, the larger the share of the row. */
export function matrix({ confusion, perQueue }: Evaluation): Html {
  const met = perQueue.map(({ queue }) => queue)
  const missed = (queue: string) => {
    const row = confusionRow(confusion, queue)
    return Object.entries(row).reduce((sum, [guess, n]) => sum + (guess === queue ? 0 : n), 0)
  }
  const shown =
    met.length <= MATRIX_LABELS ? met : [...met].sort((a, b) => missed(b) - missed(a)).slice(0, MATRIX_LABELS)
  const head = shown.map((queue) => `<th scope="col"><span>${text(queue)}</span></th>`).join('')
  const rows = shown.map((truth) => matrixRow(truth, confusionRow(confusion, truth), shown)).join('\n')
  const which = shown.length < met.length ? `, the ${shown.length} most confused of ${met.length} labels` : ''
  return `<div class="wide" role="region" tabindex="0" aria-label="Confusion matrix"><table class="matrix"><caption>Rows: where mail belongs. Columns: what the model said${which}</caption><thead><tr><th scope="col">Belongs to</th>${head}</tr></thead><tbody>
${rows}
</tbody></table></div>`
}

// ---------------------------------------------------------------------------------------------------------------

const confusionRow = (confusion: Evaluation['confusion'], queue: string): Readonly<Record<string, number>> =>
  Object.hasOwn(confusion, queue) ? (confusion[queue] ?? {}) : {}

function matrixRow(truth: string, row: Readonly<Record<string, number>>, shown: readonly string[]): Html {
  const all = Object.values(row).reduce((sum, n) => sum + n, 0)
  const cell = (guess: string) => {
    const n = Object.hasOwn(row, guess) ? (row[guess] ?? 0) : 0
    if (n === 0) return '<td></td>'
    const depth = (guess === truth ? 0.5 : 0.15 + 0.4 * (n / all)).toFixed(2)
    return `<td class="${guess === truth ? 'hit' : 'miss'}" style="--depth:${guess === truth ? ((0.5 * n) / all).toFixed(2) : depth}">${n}</td>`
  }
  return `<tr><th scope="row">${text(truth)}</th>${shown.map(cell).join('')}</tr>`
}

function bar({ n, filedRight, filedWrong }: Row): Html {
  if (n === 0) return ''
  const [right, wrong] = [(100 * filedRight) / n, (100 * filedWrong) / n]
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="p" width="100" height="10"/><rect class="r" width="${right.toFixed(1)}" height="10"/><rect class="w" x="${right.toFixed(1)}" width="${wrong.toFixed(1)}" height="10"/></svg>`
}

function errorCell({ error }: Row, promised: number): Html {
  if (error.whole === 0) return 'none filed'
  const words = `${percent(shareOf(error))} (${percent(error.low, 0)} to ${percent(error.high, 0)})`
  return breaks(error, promised) ? `<span class="bad">${words}, above the promise</span>` : words
}
