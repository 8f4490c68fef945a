// npm run bench:second-promise: how often the bound on wrongly left mail is below the truth, in invented municipalities.
import { Command } from 'commander'
import { createRandom } from '../../src/train/random.js'
import { type LeftRun, type LeftWorld, liveThrough, worldsOf } from './left-world.js'

const options = new Command('bench:second-promise')
  .description(
    'Draws, answers and bounds as the program does, with bursts of like mails, and compares with the truth.',
  )
  .option('--runs <count>', 'runs of each world', '2000')
  .option('--answers <count>', 'answers in a run', '300')
  .option('--wrong <share...>', 'true shares of wrongly left mail', ['0.005', '0.02'])
  .parse()
  .opts<{ runs: string; answers: string; wrong: string[] }>()

console.log(
  '| World | Truth | Exceeded at the end | At any answer | Median bound | Days, median | Questions about left mail a day | Chances, median run |\n|---|---|---|---|---|---|---|---|',
)
for (const wrong of options.wrong.map(Number))
  for (const world of worldsOf(wrong)) console.log(line(world, wrong, runsOf(world)))

// ---------------------------------------------------------------------------------------------------------------

function runsOf(world: LeftWorld): readonly LeftRun[] {
  const random = createRandom(41)
  const [runs, answers] = [Number(options.runs), Number(options.answers)]
  return Array.from({ length: runs }, () => liveThrough(world, random, { answers, isWatched: true }))
}

function line(world: LeftWorld, wrong: number, runs: readonly LeftRun[]): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  const shareOf = (has: (run: LeftRun) => boolean) => percent(runs.filter(has).length / runs.length)
  const median = (of: (run: LeftRun) => number) =>
    runs.map(of).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN
  return `| ${[
    world.name,
    percent(wrong),
    shareOf(({ isExceeded }) => isExceeded),
    shareOf(({ isEverExceeded }) => isEverExceeded),
    percent(median(({ high }) => high)),
    median(({ days }) => days),
    median(({ askedPerDay }) => askedPerDay).toFixed(1),
    `${percent(median(({ chances }) => chances[0]))} to ${percent(median(({ chances }) => chances[1]))}`,
  ].join(' | ')} |`
}
