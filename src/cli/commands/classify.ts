// postfordeler classify [FILE...]: mails in, what `route` would do with them out, one JSON line each, in input order. Records nothing.
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ClassifyOptions } from '../classify-mails.js'
import { addCommand, type CommandIo } from '../command.js'

export const addClassify = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'classify [files...]',
    'mails in, what "route" would do with them out, as JSON lines in input order',
  )
    .option('--model <id>', 'a model of the models folder, or a path to one (default: current)')
    .option('--mailbox <name>', 'as mail of this mailbox of the configuration (default: the first)')
    .option(
      '--own-address <address>',
      'an address that the mailbox sends from, beside those of the configuration; may be repeated',
      (address: string, others: readonly string[]) => [...others, anAddress(address)],
      [],
    )
    .option('--parsed', 'with what was read of each mail: sender, date, language, signs and its texts')
    .addOption(new Option('--lang <language>', 'language of "because"').choices(['en', 'da']).default('en'))
    .addHelpText('after', help)
    .action(async (files: string[], options: ClassifyOptions) => {
      const { runClassify } = await import('../classify-mails.js')
      await runClassify(io, files, options)
    })

// ---------------------------------------------------------------------------------------------------------------

function anAddress(text: string): string {
  if (/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text)) return text
  throw new InvalidArgumentError('It must be an address, such as post@kk.example.')
}

const help = `
FILE is a mail (.eml) or JSON lines (.jsonl). Without FILE, JSON lines are read from stdin. A line holds
  "raw"                          a whole mail, in base64; or
  "text", or "subject" and "body", and optionally "from", "to" and "date"
and optionally "id", which its answer carries (else the number of the line, or the name of the file).

It decides as "route" would with the same configuration, except for what only a mailbox and its ledger know: threads, closed queues
and the hourly limit. Without a configuration the queues are the model's own. Nothing is recorded.

Each line is answered at once, so another program can keep it running, write a line and wait for the answer.
A bad line is answered with "error": {"code", "message"}, and the next is read; the exit code is then 1 at the end.

An answer has "decision" (route, review or leave), "queue" (where it is filed, or suggested), "parts", "probability", "because",
"becauseKind", "mustSee", "ranked", "evidence", "novelty" and "modelId"; with --parsed also "mail".

Examples:
  postfordeler classify mail.eml --parsed --lang da
  echo '{"subject":"Nyt pas","body":"Hvordan fornyer jeg mit pas?"}' | postfordeler classify
  echo "{\\"id\\":1,\\"raw\\":\\"$(base64 -w0 mail.eml)\\"}" | postfordeler classify --own-address post@kk.example`
