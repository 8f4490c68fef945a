// The errors of `import`. Each code has a heading in docs/errors.md.
import { TriageError } from '../../errors.js'

export const importSourceUnknown = (source: string): TriageError =>
  new TriageError('IMPORT_SOURCE_UNKNOWN', `"${source}" is no source that can be imported.`, {
    hint: 'Expected imap:MAILBOX, maildir:FOLDER, mbox:FILE or FOLDER, eml:FOLDER, or csv:FILE.',
  })

export const importFolderEmpty = (source: string, expected: string): TriageError =>
  new TriageError('IMPORT_FOLDER_EMPTY', `There is nothing to import in ${source}; expected ${expected}.`, {
    hint: 'Look whether the path is right, and whether this user may read it.',
  })

export const importMapUnreadable = (file: string, cause: unknown): TriageError =>
  new TriageError('IMPORT_MAP_UNREADABLE', `The label map ${file} cannot be read.`, {
    hint: 'It is a YAML file with a line for each folder: "folder name: queue key".',
    cause,
  })

export const importMapQueueUnknown = (
  file: string,
  folder: string,
  label: string,
  guess: string,
): TriageError =>
  new TriageError(
    'IMPORT_MAP_QUEUE_UNKNOWN',
    `The label map ${file} files "${folder}" under "${label}", which is no queue of the configuration${guess}.`,
    { hint: 'Name a queue by its key, or the label that the setting "outside" names.' },
  )

export const importOutUnwritable = (file: string, cause: unknown): TriageError =>
  new TriageError('IMPORT_OUT_UNWRITABLE', `The file ${file} cannot be written.`, {
    hint: 'The folder of --out must exist and this user must be allowed to write there.',
    cause,
  })

export const importCsvUnreadable = (file: string, cause: unknown): TriageError =>
  new TriageError('IMPORT_CSV_UNREADABLE', `The file ${file} cannot be read.`, {
    hint: 'Look whether the path is right, and whether this user may read it.',
    cause,
  })

export const importCsvBroken = (file: string, line: number, cause: unknown): TriageError =>
  new TriageError('IMPORT_CSV_BROKEN', `${file} is no CSV from line ${line} on: a quote is not closed.`, {
    hint: 'A quote within a quoted field is written twice (""). Export the file again, or repair that line.',
    cause,
  })

export const importCsvColumns = (file: string, got: readonly string[]): TriageError =>
  new TriageError(
    'IMPORT_CSV_COLUMNS',
    `${file} has the columns ${got.join(', ')}; expected "label", and "text" or "subject" and "body".`,
    { hint: 'Name them so in the first line; "kategori", "tekst", "emne" and "indhold" do as well.' },
  )
