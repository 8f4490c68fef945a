// Carries out the runs: a model, a Dovecot if the journey is among the cases, and one process for each run.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startDovecot } from '../tests/live/start-dovecot.js'
import type { CaseName } from './cases.js'
import type { Ground } from './harness.js'
import { fillMailbox } from './mailbox.js'
import type { MeasuredRun } from './one-run.js'

export interface Result {
  readonly name: CaseName
  readonly runs: readonly MeasuredRun[]
}

export interface MeasureOptions {
  readonly mails: number
  readonly repeats: number
  /** Undefined: one is trained. */
  readonly modelDir: string | undefined
  readonly onProgress: (text: string) => void
}

/** Measures the cases one after another; nothing else is asked of the machine meanwhile. */
export async function measure(
  names: readonly CaseName[],
  options: MeasureOptions,
): Promise<readonly Result[]> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-bench-'))
  const dovecot = names.includes('journey') ? await startDovecot() : undefined
  try {
    const modelDir = options.modelDir ?? (await train(dir, options))
    const results: Result[] = []
    for (const name of names) {
      const runs: MeasuredRun[] = []
      for (let nth = 1; nth <= options.repeats; nth++) {
        options.onProgress(`${name}: run ${nth} of ${options.repeats}`)
        const ground = { mails: options.mails, modelDir, dir: await mkdtemp(join(dir, 'run-')) }
        const isJourney = dovecot !== undefined && name === 'journey'
        const configFile = isJourney ? { configFile: await fillMailbox(dovecot, ground) } : {}
        runs.push(await oneRun(name, { ...ground, ...configFile }))
      }
      results.push({ name, runs })
    }
    return results
  } finally {
    await dovecot?.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

// ---------------------------------------------------------------------------------------------------------------

const root = join(import.meta.dirname, '..')

async function oneRun(name: CaseName, ground: Ground): Promise<MeasuredRun> {
  const answer = await node(join(root, 'bench', 'one-run.ts'), name, JSON.stringify(ground))
  return JSON.parse(answer)
}

/** Trains on the bundled history, as the demo does. @returns the model's folder. */
async function train(dir: string, { onProgress }: MeasureOptions): Promise<string> {
  onProgress('training a model on the bundled mail')
  const data = join(root, 'data', 'historical')
  const cli = join(root, 'src', 'cli', 'index.ts')
  return JSON.parse(await node(cli, 'train', '--data', data, '--out', join(dir, 'models'), '--json')).dir
}

/** Runs a script of ours to its end. @returns what it wrote. */
async function node(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    ...args,
  ])
  return stdout
}
