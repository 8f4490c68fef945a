// npm run bench:promise -- --data DIR: what each program could file by itself under the same promise, and how often it was wrong then.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { fitNoveltyLimit } from '../../src/model/novelty.js'
import { upperBound } from '../../src/statistics.js'
import { type FilingRule, isFiled } from '../../src/train/evaluate.js'
import { createRandom, shuffled } from '../../src/train/random.js'
import { isRight, type ScoredExample } from '../../src/train/scored.js'
import { chooseThresholds } from '../../src/train/thresholds.js'
import { type MeasureOptions, partDir, runOrReuse } from './measure-set.js'
import type { BenchPrediction } from './outcome.js'
import { ours, type Program, peers } from './programs.js'
import { writePart } from './run-program.js'
import { type BenchSet, type Part, setsOf } from './sets.js'

const PROMISE = { error: 0.05, confidence: 0.95 }
/** Of the training part: judges, and is learnt from afterwards. Everybody has the same. */
const HELD_SHARE = 0.2

const options = new Command('bench:promise')
  .description(
    `Lets every program with probabilities file by itself what the same rule allows for a promise of ${PROMISE.error * 100} % at ${PROMISE.confidence * 100} % confidence.`,
  )
  .requiredOption('--data <dir...>', 'folders of sets, as for bench:model')
  .option('--only <set...>', 'only these sets', ['clinc150', '20ng'])
  .option('--limit <seconds>', 'most seconds for one program on one part', '3000')
  .option('--reuse <dir>', "keep the peers' outcomes there, and take those that are there")
  .parse()
  .opts<{ data: string[]; only: string[]; limit: string; reuse?: string }>()

const work = mkdtempSync(join(tmpdir(), 'bench-promise-'))
process.once('exit', () => rmSync(work, { recursive: true, force: true }))
const measuring: MeasureOptions = {
  work,
  limitSeconds: Number(options.limit),
  reuse: options.reuse,
  progress: (text) => console.error(text),
}
const programs = [ours, ...peers.filter(({ name }) => name === 'sklearn-logistic')]
const sets = options.data
  .flatMap((dir) => setsOf(dir, { learnsOutside: true }))
  .filter(({ name }) => options.only.includes(name))
console.log(
  '| Set | Program | Test items | Filed | Of those inside filed | Wrong among filed | At most (95 %) | Threshold |\n|---|---|---|---|---|---|---|---|',
)
for (const set of sets) {
  for (const program of programs) console.log((await linesOf(program, set)).join('\n'))
}

// ---------------------------------------------------------------------------------------------------------------

async function linesOf(program: Program, set: BenchSet): Promise<readonly string[]> {
  const [whole] = set.parts()
  if (!whole) throw new Error(`The set "${set.name}" is empty.`)
  const outside = set.outside?.label ?? ''
  const held = await judge(program, set, heldOut(whole))
  const judged = await judge(program, set, whole)
  const noveltyLimit = fitNoveltyLimit(
    held.filter(({ truth }) => truth !== outside).map(({ novelty }) => novelty),
  )
  const labels = [...new Set(whole.train.map(({ label }) => label))].sort()
  const { byQueue } = chooseThresholds(held, { labels, outside, noveltyLimit, guarantee: PROMISE })
  const rule = { outside, noveltyLimit, thresholds: byQueue }
  const learntShare = whole.train.filter(({ label }) => label === outside).length / whole.train.length
  const asLearnt = withOutsideShare(judged, outside, learntShare)
  return [
    line(set.name, program, judged, rule),
    ...(asLearnt.length < judged.length
      ? [line(`${set.name}, no more outside than learnt`, program, asLearnt, rule)]
      : []),
  ]
}

function line(name: string, program: Program, judged: readonly ScoredExample[], rule: FilingRule): string {
  const filed = judged.filter((one) => isFiled(one, rule))
  const wrong = filed.filter((one) => !isRight(one)).length
  const inside = judged.filter(({ truth }) => truth !== rule.outside)
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  return `| ${[
    name,
    program.title,
    judged.length,
    percent(filed.length / judged.length),
    percent(filed.filter(({ truth }) => truth !== rule.outside).length / inside.length),
    `${percent(wrong / Math.max(1, filed.length))} (${wrong} of ${filed.length})`,
    percent(upperBound(wrong, filed.length, PROMISE.confidence)),
    Math.min(...Object.values(rule.thresholds)).toFixed(3),
  ].join(' | ')} |`
}

/** A promise speaks of a world like the one it was judged in: of the items that belong nowhere, only so many that their share is that one. */
function withOutsideShare(
  judged: readonly ScoredExample[],
  outside: string,
  share: number,
): readonly ScoredExample[] {
  const isOutside = ({ truth }: ScoredExample): boolean => truth === outside
  const inside = judged.filter((one) => !isOutside(one))
  const most = Math.round((inside.length * share) / (1 - share))
  return [...inside, ...shuffled(judged.filter(isOutside), createRandom(1)).slice(0, most)]
}

/** A part of the training items judges what the rest has taught. */
function heldOut({ train }: Part): Part {
  const order = shuffled(train, createRandom(1))
  const cut = Math.round(order.length * HELD_SHARE)
  return { name: 'held', train: order.slice(cut), test: order.slice(0, cut) }
}

async function judge(program: Program, set: BenchSet, part: Part): Promise<readonly ScoredExample[]> {
  writePart(part, partDir(measuring, set, part))
  console.error(`${set.name} ${part.name}: ${program.title}`)
  const run = await runOrReuse(program, set, part, measuring)
  if (run.kind === 'failed') throw new Error(`${program.title} on ${set.name}: ${run.why}`)
  return run.outcome.predictions.map((prediction, at) => judgedOf(prediction, part.test[at]?.label ?? ''))
}

/** A program without a novelty score files by probability alone. */
function judgedOf(
  { id, guess, probability = 0, novelty = 0 }: BenchPrediction,
  truth: string,
): ScoredExample {
  return { id, truth, guess, probability, novelty }
}
