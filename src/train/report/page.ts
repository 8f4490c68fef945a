// The evaluation as one HTML page that needs nothing else: no script, no network. It names mails by id and shows no text of theirs.
import { percent } from '../../format.js'
import { type Details, type Interval, type ReliabilityBin, shareOf } from '../details.js'
import type { Evaluation, RiskPoint } from '../evaluate.js'
import type { LearningPoint } from '../learning-curve.js'
import { chart } from './charts.js'
import { figure, type Html, htmlTable, section, text } from './html.js'
import { confusionTable, matrix, queueTable, suspectTable } from './queues.js'
import { style } from './style.js'

export interface Report {
  readonly modelId: string
  /** Where the mails come from, as a sentence. */
  readonly how: string
  readonly split: string
  readonly warnings: readonly string[]
  readonly outside: string
  readonly promise: { readonly error: number; readonly confidence: number }
  readonly evaluation: Evaluation
  readonly details: Details
  /** In addition the newest mails, judged by a network that learnt the older ones. */
  readonly newest?: { readonly coverage: Interval; readonly error: Interval } | undefined
  readonly learningCurve?: readonly LearningPoint[] | undefined
}

export function reportPage(report: Report): Html {
  const { modelId, evaluation } = report
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>How good is model ${text(modelId)}?</title><style>${style}</style></head>
<body><main>
<h1>How good is model ${text(modelId)}?</h1>
<p>${text(report.how)} <span class="soft">Split: ${text(report.split)}.</span></p>
${report.warnings.map((one) => `<p class="warning"><strong>Mind:</strong> ${text(one)}</p>`).join('\n')}
${threeNumbers(report)}
${section('curve', 'How much can be filed, at what risk', riskCurve(report))}
${section('queues', 'Queue by queue', `${legend}${queueTable(evaluation, report.details, report.promise.error)}<p class="soft">Intervals are exact (Clopper and Pearson) at 95 %. Precision: of what the model names so, the share that is right. Recall: of what belongs here, the share that the model names so. Both count all mail, filed or not. "Filed from": the least probability that is filed without a person.</p>`)}
${section('confusion', 'What is taken for what', `${matrix(evaluation)}${confusionTable(report.details.worst)}`)}
${section('calibration', 'Is it as sure as it is right?', reliability(report))}
${learning(report)}
${section('labels', 'Labels to look at again', suspects(report))}
</main></body></html>
`
}

// ---------------------------------------------------------------------------------------------------------------

const of = ({ part, whole }: Interval): string => `${part} of ${whole}`
const range = ({ low, high }: Interval): string => `95 % interval ${percent(low)} to ${percent(high)}`

const legend = `<ul class="legend"><li class="filed">filed right</li><li class="errors">filed wrong</li><li class="people">left to people</li></ul>`

function threeNumbers({ details, promise: guarantee, outside, evaluation, newest }: Report): Html {
  const { coverage, error, inScope, outsideFiled } = details
  const left = { part: coverage.whole - coverage.part, whole: coverage.whole }
  const number = (kind: string, name: string, share: number, more: string) =>
    `<div class="${kind}"><dt>${name}</dt><dd class="big">${percent(share)}</dd><dd>${more}</dd></div>`
  return `<dl class="three">
${number('filed', 'Filed without a person', shareOf(coverage), `${of(coverage)} mails; of those that belong to a queue ${percent(shareOf(inScope))}`)}
${number('errors', 'Of these wrong', shareOf(error), `${of(error)}; ${range(error)}; promised: at most ${percent(guarantee.error)}`)}
${number('people', 'Sent to people', shareOf(left), `${left.part} of ${left.whole} mails`)}
</dl>
<p>${verdict(error, guarantee.error)} ${outsideFiled.whole === 0 ? '' : `Of ${outsideFiled.whole} mails that belong to no queue here (${text(outside)}), ${outsideFiled.part} were filed; each counts as wrong.`} Right queue named first: ${percent(evaluation.accuracy)}; macro-F1 ${evaluation.macroF1.toFixed(3)}; calibration error ${percent(evaluation.ece)}.</p>
${newest ? `<p>The newest mails, judged by what the older ones teach: ${percent(shareOf(newest.coverage))} filed, ${percent(shareOf(newest.error))} of them wrong (${of(newest.error)}; ${range(newest.error)}), ${percent(1 - shareOf(newest.coverage))} sent to people. Far worse here than above would mean that mail is changing.</p>` : ''}`
}

function verdict(error: Interval, promised: number): string {
  if (error.whole === 0) return 'Nothing was filed, so nothing can be said of the promise.'
  if (error.high <= promised) return 'These mails show the promise to be kept.'
  if (error.low > promised) return '<span class="bad">These mails contradict the promise.</span>'
  const side = shareOf(error) <= promised ? 'within' : 'above'
  return `The error as counted is ${side} the promise; so many mails leave room for chance.`
}

function riskCurve({ evaluation, promise: guarantee, details }: Report): Html {
  const points = evaluation.riskCoverage.map(({ coverage, error }) => ({ x: coverage, y: error }))
  const top = Math.max(2 * guarantee.error, ...points.map(({ y }) => y)) * 1.1
  const picture = chart({
    ...{ name: 'Risk-coverage curve', xName: 'Share of all mail filed, surest first', yName: 'Wrong of it' },
    ...{ top, points, isLine: true },
    limit: { y: guarantee.error, name: `promised: at most ${percent(guarantee.error)}` },
    here: { x: shareOf(details.coverage), y: shareOf(details.error), name: 'this model' },
  })
  const behind = htmlTable<RiskPoint>(
    'Were the surest mails filed, up to this share',
    [
      { head: 'Share filed', isNumber: true, cell: ({ coverage }) => percent(coverage) },
      { head: 'Wrong of it', isNumber: true, cell: ({ error }) => percent(error) },
    ],
    evaluation.riskCoverage,
  )
  const sentence =
    'Further right means less work for people, further down fewer mistakes. The ring is where this model files; it stands beside the curve, as mail unlike everything learnt is not filed however sure the model is.'
  return figure(picture, sentence, { of: 'risk and coverage', table: behind })
}

function reliability({ details }: Report): Html {
  const bins = details.reliability
  const points = bins.map(({ claimed, right }) => ({ x: claimed, y: shareOf(right), span: right }))
  const picture = chart({
    ...{
      name: 'Reliability diagram',
      xName: 'How sure the model said it was',
      yName: 'How often it was right',
    },
    ...{ top: 1, points, isLine: false, hasDiagonal: true },
  })
  const behind = htmlTable<ReliabilityBin>(
    'Mails by how sure the model was',
    [
      { head: 'Said', cell: ({ low, high }) => `${percent(low, 0)} to ${percent(high, 0)}` },
      { head: 'Mails', isNumber: true, cell: ({ n }) => text(n) },
      { head: 'Said on average', isNumber: true, cell: ({ claimed }) => percent(claimed) },
      { head: 'Was right', isNumber: true, cell: ({ right }) => percent(shareOf(right)) },
      {
        head: '95 % interval',
        isNumber: true,
        cell: ({ right }) => `${percent(right.low)} to ${percent(right.high)}`,
      },
    ],
    bins,
  )
  const sentence =
    'On the diagonal a mail said to be 80 % sure is right 8 times of 10. Below it the model is too sure, above it too modest. Strokes are 95 % intervals: long where there are few mails.'
  return figure(picture, sentence, { of: 'calibration', table: behind })
}

function learning({ learningCurve }: Report): Html {
  if (!learningCurve || learningCurve.length === 0) return ''
  const most = Math.max(...learningCurve.map(({ mails }) => mails))
  const points = learningCurve.map(({ mails, accuracy }) => ({ x: mails / most, y: accuracy }))
  const picture = chart({
    ...{
      name: 'Learning curve',
      xName: 'Mails learnt from',
      yName: 'Right queue first',
      top: 1,
      points,
      isLine: true,
    },
    marks: learningCurve.map(({ mails }) => ({ x: mails / most, name: String(mails) })),
  })
  const behind = htmlTable<LearningPoint>(
    'The same held-out mails, judged after learning from more and more of the others',
    [
      { head: 'Mails', isNumber: true, cell: ({ mails }) => text(mails) },
      { head: 'Right queue first', isNumber: true, cell: ({ accuracy }) => percent(accuracy) },
    ],
    learningCurve,
  )
  const body = figure(picture, 'If it still climbs at its right end, more labelled mail will help.', {
    of: 'the learning curve',
    table: behind,
  })
  return section('learning', 'Would more mail help?', body)
}

function suspects({ details }: Report): Html {
  if (details.suspects.length === 0) return '<p>The model contradicts no label surely enough to name it.</p>'
  return `<p>Each of these mails was judged by a model that had not learnt it, and that surely says something else than the person who filed it. Some are the model's mistakes, some the person's: look at them, and mend the label where it is wrong.</p>${suspectTable(details.suspects)}`
}
