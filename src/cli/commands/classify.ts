// postfordeler classify [FILE...]: mails in, predictions with evidence out, one JSON line each, in input order. Records nothing.
import type { Command } from 'commander'
import type { ClassifyOptions } from '../classify-mails.js'
import { addCommand, type CommandIo } from '../command.js'

export const addClassify = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'classify [files...]',
    'mails in, predictions with evidence out, as JSON lines in input order',
  )
    .option('--model <id>', 'a model of the models folder, or a path to one (default: current)')
    .addHelpText(
      'after',
      `
FILE is a mail (.eml) or JSON lines (.jsonl) with "text", or "subject" and "body", and optionally "id".
Without FILE, JSON lines are read from stdin.

Examples:
  postfordeler classify mail.eml
  echo '{"subject":"Nyt pas","body":"Hvordan fornyer jeg mit pas?"}' | postfordeler classify`,
    )
    .action(async (files: string[], options: ClassifyOptions) => {
      const { runClassify } = await import('../classify-mails.js')
      await runClassify(io, files, options)
    })
