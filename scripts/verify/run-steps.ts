// Runs the steps of verify: side by side where nothing speaks against it, and each with its output whole.
import { spawn } from 'node:child_process'

/** What a step writes: kept until it is done, or shown at once while it has the terminal to itself. */
export type Say = (text: string) => unknown

export interface Step {
  readonly name: string
  /** Names of the steps that must have gone well before. */
  readonly after?: readonly string[]
  /** Nothing runs beside it: it takes the whole machine, or measures it. */
  readonly isAlone?: boolean
  /** Returns whether it went well. */
  readonly run: (say: Say) => Promise<boolean>
}

export interface StepResult {
  readonly step: Step
  readonly isGood: boolean
  readonly seconds: number
}

/**
 * Runs the steps in their order, so many at once. After the first that fails none is begun; those that run are waited for.
 * @param write gets what the steps write, each step's text in one piece unless it runs alone
 * @returns the results in the order in which the steps ended
 */
export async function runSteps(
  steps: readonly Step[],
  { atOnce, write }: { readonly atOnce: number; readonly write: Say },
): Promise<readonly StepResult[]> {
  const waiting = [...steps]
  const running = new Map<Step, Promise<StepResult>>()
  const results: StepResult[] = []
  const next = () => waiting.find((step) => mayBegin(step, { waiting, running, results, atOnce }))
  for (;;) {
    for (let step = next(); step; step = next()) {
      waiting.splice(waiting.indexOf(step), 1)
      running.set(step, runStep(step, write))
    }
    if (running.size === 0) return results
    const result = await Promise.race(running.values())
    running.delete(result.step)
    results.push(result)
  }
}

/** Runs a command to its end. Both its outputs go to `say`. @returns whether it ended well */
export function runCommand(
  say: Say,
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<boolean> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['inherit', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', say)
  return new Promise((done) => {
    child.once('error', ({ message }) => {
      say(`"${command}" could not be started: ${message}\n`)
      done(false)
    })
    child.once('close', (code) => done(code === 0))
  })
}

export const heading = (text: string): string =>
  `\n==== ${text} ${'='.repeat(Math.max(4, 70 - text.length))}\n\n`

// ---------------------------------------------------------------------------------------------------------------

interface State {
  readonly waiting: readonly Step[]
  readonly running: ReadonlyMap<Step, unknown>
  readonly results: readonly StepResult[]
  readonly atOnce: number
}

function mayBegin(step: Step, { waiting, running, results, atOnce }: State): boolean {
  if (running.size >= atOnce || results.some(({ isGood }) => !isGood)) return false
  if ([...running.keys()].some(({ isAlone }) => isAlone)) return false
  if (step.isAlone && running.size > 0) return false
  // One that wants to be alone is waited for: else those behind it would keep it waiting to the end.
  if (waiting.slice(0, waiting.indexOf(step)).some(({ isAlone }) => isAlone)) return false
  return (step.after ?? []).every((name) => results.some((result) => result.step.name === name))
}

async function runStep(step: Step, write: Say): Promise<StepResult> {
  const began = performance.now()
  const kept: string[] = []
  if (step.isAlone) write(heading(step.name))
  const isGood = await step.run(step.isAlone ? write : (text) => kept.push(text))
  if (!step.isAlone) write(`${heading(step.name)}${kept.join('')}`)
  return { step, isGood, seconds: (performance.now() - began) / 1000 }
}
