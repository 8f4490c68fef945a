// postfordeler explain MAIL: why a mail is where it is.
import { type Command, Option } from 'commander'
import { addCommand, type CommandIo } from '../command.js'
import { byHelp, whoHelp } from '../desk-person.js'
import type { ExplainOptions } from '../explain-mail.js'
import { mailHelp } from '../mail-argument.js'

export const addExplain = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'explain <mail>',
    'why a mail is where it is: every decision and delivery, and its audit log',
  )
    .option('--by <name>', byHelp)
    .option('--parsed', 'with --json: also what was read of the mail, as "classify --parsed" prints it')
    .addOption(new Option('--lang <language>', 'language of the reasons').choices(['en', 'da']).default('en'))
    .addHelpText('after', `\n${mailHelp}\n${whoHelp}`)
    .action(async (name: string, options: ExplainOptions) => {
      const { runExplain } = await import('../explain-mail.js')
      await runExplain(io, name, options)
    })
