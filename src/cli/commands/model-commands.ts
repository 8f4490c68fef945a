// The data team's commands: train, evaluate, compare, models, promote, rollback. They need no mailbox and no configuration file.
import { type Command, Option } from 'commander'
import { splitKinds } from '../../train/split-kinds.js'
import { addCommand, type CommandIo } from '../command.js'
import type { ModelOptions, PromoteCommandOptions } from '../model-actions.js'

/** Loaded by the command that runs: it brings the whole training with it. */
const actions = () => import('../model-actions.js')

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
    .action(async (options: ModelOptions) => (await actions()).train(io, options))
  addCommand(program, 'evaluate', 'how right a model is on labelled mail, and how sure it may be')
    .requiredOption('--data <path...>', 'labelled mail that the model has not learnt from')
    .option('--model <id>', 'a model of the models folder, or a path to one (default: current)')
    .option('--report <dir>', 'write report.html and evaluation.json there')
    .addHelpText('after', dataHelp)
    .action(async (options: ModelOptions) => (await actions()).evaluate(io, options))
  addCommand(
    program,
    'compare <a> <b>',
    'two models on the same mails: which is right where the other is wrong',
  )
    .requiredOption('--data <path...>', 'labelled mail that neither has learnt from')
    .addHelpText('after', dataHelp)
    .action(async (a: string, b: string, options: ModelOptions) =>
      (await actions()).compareModels(io, a, b, options),
    )
  addCommand(program, 'models', 'the models there are; * marks the one in use').action(
    async (options: ModelOptions) => (await actions()).listModels(io, options),
  )
  addCommand(program, 'promote <id>', 'put a model to use; a running service takes it up within seconds')
    .option('--holdout <path...>', 'labelled mail to try it on (default: "holdout" of the configuration)')
    .option('--force', 'put it to use whatever speaks against it; needs --why')
    .option('--why <text>', 'why it is forced; goes into the trail')
    .action(async (id: string, options: PromoteCommandOptions) =>
      (await actions()).promoteModel(io, id, options),
    )
  addCommand(program, 'rollback', 'go back to the model that was in use before').action(
    async (options: ModelOptions) => (await actions()).rollBack(io, options),
  )
}
