// The data team's commands: train, evaluate, compare, models, promote, rollback. They need no mailbox and no configuration file.
import { type Command, Option } from 'commander'
import { loadConfigOrDefaults } from '../../config/load.js'
import type { Config } from '../../config/schema.js'
import type { TrainingExample } from '../../journey.js'
import { type SplitKind, splitKinds } from '../../train/split-plan.js'
import { openLedger } from '../../wiring.js'
import { addCommand, type CommandIo, type CommonOptions, print, usageError } from '../command.js'
import { exampleOf } from '../correction-examples.js'
import { filingGuarantee, labelledReaders, modelDeps, trainSettings } from '../model-deps.js'
import { compareLines, runCompare } from './compare.js'
import { evaluateLines, runEvaluate } from './evaluate.js'
import { modelsLines, runModels } from './models.js'
import { type PointerDeps, pointerLines, promoteLines, runPromote } from './promote.js'
import { runRollback } from './rollback.js'
import { runTrain, trainLines } from './train.js'

interface ModelOptions extends CommonOptions {
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

interface PromoteCommandOptions extends CommonOptions {
  readonly holdout?: readonly string[]
  readonly force?: boolean
  readonly why?: string
}

const dataHelp = `
PATH is labelled mail: JSON lines (.jsonl, .jsonl.gz) with "label" and "text", or "subject" and "body";
or a folder with a folder of .eml files for each label. Several may be given.`

export function addModelCommands(program: Command, io: CommandIo): void {
  addCommand(program, 'train', 'learn a new model from labelled mail; "promote" puts it to use')
    .requiredOption('--data <path...>', 'labelled mail')
    .option('--corrections', 'learn from the accepted corrections of the ledger too')
    .option('--seed <n>', 'the same seed and data give the same model', '1')
    .option(
      '--lexicon <file>',
      'words and phrases that point to the same matter (default: the bundled Danish one)',
    )
    .addOption(
      new Option(
        '--split <how>',
        'how mails are held out: auto (by time when all have dates and are many, else in folds), folds, time',
      )
        .choices(splitKinds)
        .default('auto'),
    )
    .option('--learning-curve', 'train a few times more, to see whether more mail would help')
    .option('--out <dir>', 'folder that the model goes to (default: the models folder)')
    .addHelpText('after', dataHelp)
    .action((options: ModelOptions) => train(io, options))
  addCommand(program, 'evaluate', 'how right a model is on labelled mail, and how sure it may be')
    .requiredOption('--data <path...>', 'labelled mail that the model has not learnt from')
    .option('--model <id>', 'a model of the models folder, or a path to one (default: current)')
    .option('--report <dir>', 'write report.html and evaluation.json there')
    .addHelpText('after', dataHelp)
    .action((options: ModelOptions) => evaluate(io, options))
  addCommand(
    program,
    'compare <a> <b>',
    'two models on the same mails: which is right where the other is wrong',
  )
    .requiredOption('--data <path...>', 'labelled mail that neither has learnt from')
    .addHelpText('after', dataHelp)
    .action((a: string, b: string, options: ModelOptions) => compareModels(io, a, b, options))
  addCommand(program, 'models', 'the models there are; * marks the one in use').action(
    async (options: ModelOptions) => {
      const rows = await runModels({ modelsDir: configOf(io, options).models })
      print(io, options, rows, () => modelsLines(rows))
    },
  )
  addCommand(
    program,
    'promote <id>',
    'put a model to use; a service that runs takes it up when it is started again',
  )
    .option('--holdout <path...>', 'labelled mail to try it on (default: "holdout" of the configuration)')
    .option('--force', 'put it to use whatever speaks against it; needs --why')
    .option('--why <text>', 'why it is forced; goes into the trail')
    .action((id: string, options: PromoteCommandOptions) => promoteModel(io, id, options))
  addCommand(program, 'rollback', 'go back to the model that was in use before').action(
    (options: ModelOptions) =>
      point(io, options, async ({ models }, deps) => {
        const change = await runRollback({ modelsDir: models }, deps)
        print(io, options, change, () => pointerLines(change))
      }),
  )
}

async function train(io: CommandIo, options: ModelOptions): Promise<void> {
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

async function evaluate(io: CommandIo, options: ModelOptions): Promise<void> {
  const { models: modelsDir } = configOf(io, options)
  const { data, model, report } = options
  const document = await runEvaluate({ data, model, report, modelsDir }, modelDeps(io))
  print(io, options, document, () => evaluateLines(document))
}

async function compareModels(io: CommandIo, a: string, b: string, options: ModelOptions): Promise<void> {
  const { models: modelsDir } = configOf(io, options)
  const document = await runCompare({ a, b, data: options.data, modelsDir }, modelDeps(io))
  print(io, options, document, () => compareLines(document))
}

// ---------------------------------------------------------------------------------------------------------------

const configOf = (io: CommandIo, { config: file }: CommonOptions): Config =>
  loadConfigOrDefaults({ ...(file ? { file } : {}), env: io.env, warn: io.note })

function promoteModel(io: CommandIo, id: string, options: PromoteCommandOptions): Promise<void> {
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
