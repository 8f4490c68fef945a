// A run's results as Markdown: a table for each set, ours beside the best peer, and the bars in words.
import { judgeBars } from './bars.js'
import { type Figures, toldApartBy } from './figures.js'
import { bestPeer, figuresFor, oursOf, type Results, type Row, type SetResult } from './results.js'

/** The whole page. */
export function reportPage(results: Results): string {
  return [
    '# The classifier beside other programs',
    '',
    `Written by \`npm run bench:model\`; not by hand. Started ${results.startedAt} on ${results.machine}.`,
    '',
    ...HOW,
    '',
    ...(results.leftOut.length > 0 ? [`Left out of this run: ${results.leftOut.join(', ')}.`, ''] : []),
    '## Summary',
    '',
    ...summaryLines(results.sets),
    '',
    '## Bars',
    '',
    ...table(
      ['Bar', 'Verdict', 'Figures'],
      judgeBars(results).map(({ bar, verdict, figures }) => [bar, verdict, figures]),
    ),
    '',
    ...results.sets.flatMap((set) => [...setLines(set), '']),
  ].join('\n')
}

/** One set's table, with its heading. */
export function setLines(set: SetResult): readonly string[] {
  return [
    `## ${set.name}`,
    '',
    `${capital(set.title)}: ${set.labels} labels, ${set.trainItems} training items, ${set.testItems} test items.${outsideNote(set)}`,
    '',
    ...table(
      [...HEAD, ...(set.outside ? OUTSIDE_HEAD : []), ...COST_HEAD],
      set.rows.map((row) => cells(row, set)),
    ),
    '',
    ...set.rows.flatMap((row) =>
      row.kind === 'measured' && row.settings !== '' ? [`- ${row.program}: ${row.settings}`] : [],
    ),
    ...(set.kind === 'writers' ? ['', ...writerLines(set)] : []),
  ]
}

/** Ours against the best peer, a line for each set. */
export function summaryLines(sets: readonly SetResult[]): readonly string[] {
  return table(
    ['Set', 'Ours', 'Best peer', 'Difference', 'Risk area', 'Best peer', 'Train s', 'SVM', 'Items/s', 'SVM'],
    sets.map((set) => {
      const own = oursOf(set)
      const peer = bestPeer(set, ({ accuracy }) => accuracy)
      const surest = bestPeer(set, ({ riskCoverageArea }) => -riskCoverageArea)
      const svm = figuresFor(set, 'sklearn-svm')
      return [
        set.name,
        percent(own?.accuracy),
        peer ? `${percent(peer.value)} ${peer.program}` : '',
        own && peer
          ? `${own.accuracy >= peer.value ? '+' : ''}${((own.accuracy - peer.value) * 100).toFixed(1)}`
          : '',
        number(own?.riskCoverageArea, 4),
        surest ? `${number(-surest.value, 4)} ${surest.program}` : '',
        number(own?.costs.trainSeconds, 1),
        number(svm?.costs.trainSeconds, 1),
        number(own?.costs.itemsPerSecond, 0),
        number(svm?.costs.itemsPerSecond, 0),
      ]
    }),
  )
}

// ---------------------------------------------------------------------------------------------------------------

const HOW = [
  'All programs learn from the same training part and predict the same test part, one after the other, each in a process of its own.',
  'The peers get the text as it was given (subject, line, body); we get what our own readers make of it. Test parts are used for nothing but these figures.',
  '',
  '- **Accuracy**: right label first. **In scope**: the same among items that belong to a label. **ECE**: calibration error, 15 bins of equal width.',
  '- **Risk area**: area under the risk-coverage curve, lower is better. **At 95 %**: share of all items that the best threshold in hindsight takes with 95 % of them right.',
  '  An SVM ranks by the distance between its two best labels; it has no probabilities.',
  "- **Apart by claim**: AUROC of items of no label by how little the best label inside claims them (its probability, or the SVM's score). **By novelty**: by our own score, or by a peer's score for the label that means so. The bars read the better one.",
  '- **Train**: seconds from opening the file to the model on disk, calibration included; in brackets, processor time: ours learns in two threads, the peers in one. Choosing settings (**tune**) is apart.',
  "  fastText's and logistic regression's settings are chosen on held-out parts of the training data.",
  '- **Items/s**: from the test file to predictions, features included (ours with reasons too), the fastest of up to five passes. **Memory**: the peak of training and predicting.',
]
const HEAD = ['Program', 'Accuracy', 'Macro-F1', 'ECE', 'Risk area', 'At 95 %']
const OUTSIDE_HEAD = ['In scope', 'Apart by claim', 'By novelty']
const COST_HEAD = ['Train s', 'Tune s', 'Items/s', 'Memory MB', 'Model MB']

function cells(row: Row, set: SetResult): readonly string[] {
  if (row.kind !== 'measured') return [row.program, row.kind === 'missing' ? `missing: ${row.why}` : row.why]
  const { figures, program } = row
  const { costs } = figures
  return [
    program,
    percent(figures.accuracy),
    percent(figures.macroF1),
    number(figures.ece, 3),
    number(figures.riskCoverageArea, 4),
    percent(figures.coverageAt95),
    ...(set.outside ? outsideCells(figures) : []),
    `${number(costs.trainSeconds, 1)} (${number(costs.trainProcessorSeconds, 1)})`,
    number(costs.tuneSeconds, 1),
    number(costs.itemsPerSecond, 0),
    number(costs.peakBytes / 1e6, 0),
    number(costs.modelBytes / 1e6, 1),
  ]
}

const outsideCells = (figures: Figures): readonly string[] => [
  percent(figures.accuracyInside),
  number(figures.outsideByClaim, 3),
  number(figures.outsideByNovelty, 3),
]

function outsideNote({ outside, rows }: SetResult): string {
  if (outside === undefined) return ''
  const judgedBy = rows.some((row) => row.kind === 'measured' && toldApartBy(row.figures) !== undefined)
  if (!judgedBy) return ''
  return outside.kind === 'unseen'
    ? ` \`${outside.label}\` is in the test part only; such items count for telling apart and for nothing else.`
    : ` \`${outside.label}\` (belongs to no queue) is learnt as one more label.`
}

function writerLines(set: SetResult): readonly string[] {
  const measured = set.rows.flatMap((row) => (row.kind === 'measured' ? [row] : []))
  const writers = Object.keys(measured[0]?.figures.accuracyOfPart ?? {})
  return table(
    ['Accuracy', ...writers],
    measured.map(({ program, figures }) => [
      program,
      ...writers.map((writer) => percent(figures.accuracyOfPart[writer])),
    ]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${head.map((_, at) => cells[at] ?? '').join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

const percent = (share: number | undefined): string => (share === undefined ? '' : (share * 100).toFixed(1))
const number = (value: number | undefined, decimals: number): string => value?.toFixed(decimals) ?? ''
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
