// postfordeler review list|show|answer|move|later|undo: the caseworkers' list without a browser.
import { type Command, Option } from 'commander'
import { likenesses } from '../../desk/answer-shapes.js'
import type { ListQuery, ListRow } from '../../desk/list-shapes.js'
import { notOursKinds } from '../../journey.js'
import { addCommand, type CommandIo, type CommonOptions, positiveNumber, print } from '../command.js'
import { byHelp, personAt, whoHelp } from '../desk-person.js'
import { mailHelp } from '../mail-argument.js'
import { momentGrammar } from '../moment.js'
import { queueNamed } from '../queue-argument.js'
import { type AnswerOptions, runAnswer, runLater, runMove, runUndo } from '../review-answer.js'
import { listLines } from '../review-lines.js'
import { runShow } from '../review-show.js'
import { withServices } from '../with-services.js'

interface ListOptions extends CommonOptions {
  readonly limit: number
  readonly queue?: string
  readonly later?: boolean
  readonly by?: string
}

export function addReview(program: Command, io: CommandIo): Command {
  const review = program.command('review').description('the review list: mail that a person decides')
  deskCommand(review, 'list', 'what waits: must-see first, then oldest')
    .option('--limit <n>', 'most rows', positiveNumber, 50)
    .option('--queue <queue>', 'only mail suggested for this queue')
    .option('--later', 'what was put off and is not due yet, instead of what waits')
    .action((options: ListOptions) => runList(io, options))
  deskCommand(review, 'show <mail>', 'one mail: its text, the likeliest queues, and why it is here')
    .addHelpText('after', `\n${mailHelp} Others see for two minutes that you have it open.`)
    .action((mail: string, options: AnswerOptions) => runShow(io, mail, options))
  deskCommand(
    review,
    'answer <mail> <queue>',
    'file a mail in a queue; "confirm" the suggestion, or "none": not ours',
  )
    .option('--note <text>', 'a note for the history', '')
    .addOption(notOursOption())
    .addOption(new Option('--like <how>', 'answer also what waits and is alike').choices(likenesses))
    .option('--dry-run', 'with --like: say which mails would be answered, and change nothing')
    .addHelpText('after', `\n${mailHelp}`)
    .action((mail: string, queue: string, options: AnswerOptions) => runAnswer(io, { mail, queue, options }))
  deskCommand(
    review,
    'move <mail> <queue>',
    'put a filed mail into another queue; "none" when it is not ours',
  )
    .option('--note <text>', 'a note for the history', '')
    .addOption(notOursOption())
    .addHelpText('after', `\n${mailHelp}`)
    .action((mail: string, queue: string, options: AnswerOptions) => runMove(io, { mail, queue, options }))
  deskCommand(review, 'later <mail> <time>', 'put a mail off: it waits again from then on')
    .option('--note <text>', 'a note for the history', '')
    .addHelpText('after', `\n${mailHelp}\n${momentGrammar}\nAt most 30 days, 24 hours for must-see mail.`)
    .action((mail: string, time: string, options: AnswerOptions) => runLater(io, { mail, time, options }))
  deskCommand(review, 'undo <mail>', 'take back what was done last: an answer, a putting off, a filing')
    .addHelpText('after', `\n${mailHelp}`)
    .action((mail: string, options: AnswerOptions) => runUndo(io, mail, options))
  return review
}

const runList = (io: CommandIo, options: ListOptions): Promise<void> =>
  withServices(io, options, async (services) => {
    const desk = await services.desk()
    const person = await personAt(await services.ledger(), io, { by: options.by, act: 'list' })
    const queue = options.queue === undefined ? {} : { queue: queueNamed(services.config, options.queue) }
    const query: ListQuery = { ...queue, state: options.later ? 'later' : 'waiting' }
    const rows: ListRow[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined && rows.length < options.limit; ) {
      const size = Math.min(LARGEST_PAGE, options.limit - rows.length)
      const page = await desk.list({ ...query, cursor, size }, person)
      rows.push(...page.rows)
      cursor = page.next
    }
    print(
      io,
      options,
      rows.map(({ review }) => review),
      () => listLines(rows),
    )
  })

// ---------------------------------------------------------------------------------------------------------------

/** As many rows as the desk gives at a time. */
const LARGEST_PAGE = 100

const deskCommand = (review: Command, nameAndArgs: string, description: string): Command =>
  addCommand(review, nameAndArgs, description)
    .option('--by <name>', byHelp)
    .addHelpText('after', `\n${whoHelp}`)

const notOursOption = (): Option =>
  new Option('--not-ours <why>', 'with "none": why it is not ours').choices(notOursKinds)
