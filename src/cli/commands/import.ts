// postfordeler import: historical categorised mail into labelled JSON lines. Folder = label.
import type { Command } from 'commander'
import { addCommand, type CommandIo } from '../command.js'
import type { ImportCommandOptions } from '../import/import-mail.js'

export const addImport = (program: Command, io: CommandIo): Command =>
  addCommand(
    program,
    'import <source>',
    'historical categorised mail into labelled JSON lines; folder = label',
  )
    .option('--out <file>', 'file to write (default: stdout)')
    .option('--map <file>', 'YAML of "folder name: queue key", for folders that are not named as their queue')
    .option('--keep-unknown', 'keep mail of other folders too, each under a label of its own')
    .addHelpText(
      'after',
      `
SOURCE is one of
  imap:MAILBOX    the folders of a mailbox of the configuration
  maildir:DIR     a Maildir, or a tree of them
  mbox:PATH       an mbox file, or a folder of them
  eml:DIR         a folder of .eml files for each label
  csv:FILE        columns label and text, or label, subject and body; separated by ; or ,

CPR numbers are hidden and senders are left out. Nothing is changed at the source.`,
    )
    .action(async (source: string, options: ImportCommandOptions) => {
      const { importMail } = await import('../import/import-mail.js')
      await importMail(io, source, options)
    })
