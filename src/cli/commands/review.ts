// postfordeler review list|show|answer|move|later|undo: the caseworkers' list without a browser.
import { type Command, Option } from 'commander'
import type { Likeness } from '../../desk/answer-shapes.js'
import type { NotOursKind } from '../../journey.js'
import { addCommand, type CommandIo, positiveNumber } from '../command.js'
import { byHelp, whoHelp } from '../desk-person.js'
import { mailHelp } from '../mail-argument.js'
import { momentGrammar } from '../moment.js'
import type { AnswerOptions } from '../review-answer.js'
import type { ListOptions } from '../review-read.js'

export function addReview(program: Command, io: CommandIo): Command {
  const review = program.command('review').description('the review list: mail that a person decides')
  deskCommand(review, 'list', 'what waits: must-see first, then oldest')
    .option('--limit <n>', 'most rows', positiveNumber, 50)
    .option('--queue <queue>', 'only mail suggested for this queue')
    .option('--later', 'what was put off and is not due yet, instead of what waits')
    .action(async (options: ListOptions) => (await reading()).runList(io, options))
  deskCommand(review, 'show <mail>', 'one mail: its text, the likeliest queues, and why it is here')
    .addHelpText('after', `\n${mailHelp} Others see for two minutes that you have it open.`)
    .action(async (mail: string, options: AnswerOptions) => (await reading()).runShow(io, mail, options))
  deskCommand(
    review,
    'answer <mail> <queue>',
    'file a mail in a queue; "confirm" the suggestion, or "none": not ours',
  )
    .option('--note <text>', 'a note for the history', '')
    .addOption(notOursOption())
    .addOption(
      new Option('--like <how>', 'answer also what waits and is alike').choices(Object.keys(likenesses)),
    )
    .option('--dry-run', 'with --like: say which mails would be answered, and change nothing')
    .addHelpText('after', `\n${mailHelp}`)
    .action(async (mail: string, queue: string, options: AnswerOptions) =>
      (await answering()).runAnswer(io, { mail, queue, options }),
    )
  deskCommand(
    review,
    'move <mail> <queue>',
    'put a filed mail into another queue; "none" when it is not ours',
  )
    .option('--note <text>', 'a note for the history', '')
    .addOption(notOursOption())
    .addHelpText('after', `\n${mailHelp}`)
    .action(async (mail: string, queue: string, options: AnswerOptions) =>
      (await answering()).runMove(io, { mail, queue, options }),
    )
  deskCommand(review, 'later <mail> <time>', 'put a mail off: it waits again from then on')
    .option('--note <text>', 'a note for the history', '')
    .addHelpText('after', `\n${mailHelp}\n${momentGrammar}\nAt most 30 days, 24 hours for must-see mail.`)
    .action(async (mail: string, time: string, options: AnswerOptions) =>
      (await answering()).runLater(io, { mail, time, options }),
    )
  deskCommand(review, 'undo <mail>', 'take back what was done last: an answer, a putting off, a filing')
    .addHelpText('after', `\n${mailHelp}`)
    .action(async (mail: string, options: AnswerOptions) => (await answering()).runUndo(io, mail, options))
  return review
}

// ---------------------------------------------------------------------------------------------------------------

/** What `--like` takes: the compiler misses a likeness that is not here. */
const likenesses: Readonly<Record<Likeness, true>> = { burst: true, thread: true, suggestion: true }
const notOursKinds: Readonly<Record<NotOursKind, true>> = {
  'another-authority': true,
  spam: true,
  private: true,
  other: true,
}

// What does the work is loaded when a command is run: its help needs none of it.
const reading = () => import('../review-read.js')
const answering = () => import('../review-answer.js')

const deskCommand = (review: Command, nameAndArgs: string, description: string): Command =>
  addCommand(review, nameAndArgs, description)
    .option('--by <name>', byHelp)
    .addHelpText('after', `\n${whoHelp}`)

const notOursOption = (): Option =>
  new Option('--not-ours <why>', 'with "none": why it is not ours').choices(Object.keys(notOursKinds))
