// postfordeler left list|show|take: mail that the program left alone, without a browser.
import { type Command, Option } from 'commander'
import type { LeftSign } from '../../journey.js'
import { addCommand, type CommandIo, positiveNumber } from '../command.js'
import { byHelp, whoHelp } from '../desk-person.js'
import type { LeftOptions } from '../left-mail.js'
import { mailHelp } from '../mail-argument.js'
import { sinceHelp } from '../moment.js'

/** What `--sign` takes: the compiler misses a sign that is not here. */
const signs: Readonly<Record<LeftSign, true>> = {
  'report-type': true,
  'report-shape': true,
  'auto-replied': true,
  'absence-header': true,
  'absence-words': true,
  'calendar-answer': true,
  'own-address': true,
  unrecorded: true,
  'other-folder': true,
}

const leftHelp = `What the program takes for written by a machine, or finds in a folder of "alsoLook", it leaves where it lies: nobody is asked.
Here it is with the sign that it was left by. What a person wrote is taken up:

  postfordeler left list --since 1d
  postfordeler left show 3f2a91
  postfordeler left take 3f2a91 77b0c4
  postfordeler review undo 3f2a91          leaves it again

It is for whoever sees all departments.`

export function addLeft(program: Command, io: CommandIo): Command {
  const left = program
    .command('left')
    .description('mail that was left alone, and taking it up')
    .addHelpText('after', `\n${leftHelp}`)
  leftCommand(left, 'list', 'what was left, newest first: by which sign, from whom, its first words')
    .option('--mailbox <name>', 'only this mailbox')
    .addOption(new Option('--sign <sign>', 'only what was left by this sign').choices(Object.keys(signs)))
    .option('--since <time>', `only what was left since then: ${sinceHelp}`)
    .option('--limit <n>', 'most rows', positiveNumber, 50)
    .action(async (options: LeftOptions) => (await work()).runLeftList(io, options))
  leftCommand(left, 'show <mail>', 'one mail: why it was left, and its words')
    .addHelpText('after', `\n${mailHelp} That you have seen it is in the audit log.`)
    .action(async (mail: string, options: LeftOptions) => (await work()).runLeftShow(io, mail, options))
  leftCommand(
    left,
    'take <mail...>',
    'put mails on the review list, each with the suggestion that it would have had',
  )
    .addHelpText(
      'after',
      `\n${mailHelp} At most 100.\nA mail stays where it lies until somebody answers. "postfordeler review undo MAIL" leaves it again.`,
    )
    .action(async (mails: readonly string[], options: LeftOptions) =>
      (await work()).runLeftTake(io, mails, options),
    )
  return left
}

// ---------------------------------------------------------------------------------------------------------------

const work = () => import('../left-mail.js')

const leftCommand = (left: Command, nameAndArgs: string, description: string): Command =>
  addCommand(left, nameAndArgs, description)
    .option('--by <name>', byHelp)
    .addHelpText('after', `\n${whoHelp}`)
