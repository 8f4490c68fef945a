// The work of the model commands: the settings and the ledger for each, around what train.ts and its neighbours do.
import { loadConfigOrDefaults } from '../config/load.js'
import type { Config } from '../config/schema.js'
import type { TrainingExample } from '../journey.js'
import type { SplitKind } from '../train/split-kinds.js'
import { openLedger } from '../wiring.js'
import { type CommandIo, type CommonOptions, print, usageError } from './command.js'
import { compareLines, runCompare } from './commands/compare.js'
import { evaluateLines, runEvaluate } from './commands/evaluate.js'
import { modelsLines, runModels } from './commands/models.js'
import { type PointerDeps, pointerLines, promoteLines, runPromote } from './commands/promote.js'
import { runRollback } from './commands/rollback.js'
import { runTrain, trainLines } from './commands/train.js'
import { exampleOf } from './correction-examples.js'
import { filingGuarantee, labelledReaders, modelDeps, trainSettings } from './model-deps.js'

export interface ModelOptions extends CommonOptions {
  readonly data: readonly string[]
  readonly seed: string
  readonly out?: string
  readonly lexicon?: string
  readonly model?: string
  readonly report?: string
  readonly split?: SplitKind
  readonly learningCurve?: boolean
  readonly corrections?: boolean
}

export interface PromoteCommandOptions extends CommonOptions {
  readonly holdout?: readonly string[]
  readonly force?: boolean
  readonly why?: string
}

export async function train(io: CommandIo, options: ModelOptions): Promise<void> {
  const seed = Number(options.seed)
  if (!Number.isSafeInteger(seed))
    throw usageError(`--seed "${options.seed}" is not a whole number.`, 'Give one, e.g. --seed 1.')
  const config = configOf(io, options)
  const settings = {
    ...trainSettings(config),
    more: options.corrections ? await acceptedExamples(config) : [],
    seed,
    data: options.data,
    out: options.out,
    lexicon: options.lexicon,
    split: options.split,
    hasLearningCurve: options.learningCurve ?? false,
  }
  const document = await runTrain(settings, modelDeps(io))
  print(io, options, document, () => trainLines(document))
}

export async function evaluate(io: CommandIo, options: ModelOptions): Promise<void> {
  const { models: modelsDir } = configOf(io, options)
  const { data, model, report } = options
  const document = await runEvaluate({ data, model, report, modelsDir }, modelDeps(io))
  print(io, options, document, () => evaluateLines(document))
}

export async function compareModels(
  io: CommandIo,
  a: string,
  b: string,
  options: ModelOptions,
): Promise<void> {
  const { models: modelsDir } = configOf(io, options)
  const document = await runCompare({ a, b, data: options.data, modelsDir }, modelDeps(io))
  print(io, options, document, () => compareLines(document))
}

export async function listModels(io: CommandIo, options: ModelOptions): Promise<void> {
  const rows = await runModels({ modelsDir: configOf(io, options).models })
  print(io, options, rows, () => modelsLines(rows))
}

export function promoteModel(io: CommandIo, id: string, options: PromoteCommandOptions): Promise<void> {
  const { force, why } = options
  if (force && !why)
    throw usageError('--force needs a reason.', 'Add --why TEXT; it goes into the trail with your name.')
  if (why && !force) throw usageError('--why goes with --force.', 'Leave it out, or add --force.')
  return point(io, options, async (config, deps) => {
    const document = await runPromote(
      {
        ...{ id, modelsDir: config.models, guarantee: filingGuarantee(config), force: why },
        holdout: options.holdout ?? config.holdout,
      },
      { ...deps, readers: labelledReaders },
    )
    print(io, options, document, () => promoteLines(document))
  })
}

export function rollBack(io: CommandIo, options: ModelOptions): Promise<void> {
  return point(io, options, async ({ models }, deps) => {
    const change = await runRollback({ modelsDir: models }, deps)
    print(io, options, change, () => pointerLines(change))
  })
}

// ---------------------------------------------------------------------------------------------------------------

const configOf = (io: CommandIo, { config: file }: CommonOptions): Config =>
  loadConfigOrDefaults({ ...(file ? { file } : {}), env: io.env, warn: io.note })

/** Opens the trail for a change of the model in use. */
async function point(
  io: CommandIo,
  options: CommonOptions,
  move: (config: Config, deps: PointerDeps) => Promise<void>,
): Promise<void> {
  const config = configOf(io, options)
  const ledger = await openLedger(config)
  try {
    await move(config, {
      audit: (action, { from, to }, details = {}) =>
        ledger.recordAudit({
          ...{ actor: io.user, action, mailId: undefined },
          details: { from, to, ...details },
        }),
    })
  } finally {
    await ledger.close()
  }
}

/** What people decided and somebody has accepted, as examples. Never what a model alone has said. */
async function acceptedExamples(config: Config): Promise<readonly TrainingExample[]> {
  const ledger = await openLedger(config)
  try {
    return (await ledger.acceptedCorrections()).map((one) => exampleOf(one, config.outside))
  } finally {
    await ledger.close()
  }
}
