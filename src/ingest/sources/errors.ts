// What can be wrong with a source that is files.
import { TriageError } from '../../errors.js'

const forms = 'maildir:DIR, mbox:FILE or eml:DIR'

export const sourceUriUnknown = (uri: string) =>
  new TriageError('SOURCE_URI_UNKNOWN', `"${uri}" names no source that can be read.`, {
    hint: `Write ${forms}, for example eml:data/inbox.`,
  })

export const sourceMissing = (uri: string, cause?: unknown) =>
  new TriageError('SOURCE_MISSING', `The source ${uri} does not exist, or this program may not read it.`, {
    hint: 'Check the path; it is taken from the folder in which the program was started.',
    cause,
  })

export const sourceWrongKind = (uri: string, got: string, expected: string) =>
  new TriageError('SOURCE_WRONG_KIND', `The source ${uri} is ${got}, but ${expected} was expected.`, {
    hint: `A folder of .eml files is eml:DIR, a Maildir maildir:DIR, a single mbox file mbox:FILE.`,
  })

export const sourceEmpty = (uri: string, expected: string) =>
  new TriageError('SOURCE_EMPTY', `There is no mail in the source ${uri}: ${expected} was expected.`, {
    hint: `Check the path, and that its form is right: ${forms}.`,
  })

export const sourceFilesUnreadable = (account: string, paths: readonly string[], cause: unknown) =>
  new TriageError(
    'SOURCE_FILES_UNREADABLE',
    `${paths.length} of the files in ${account} cannot be read; the first is ${paths[0]}. All others were read.`,
    { hint: 'Give this program the right to read them; they are tried again at every pass.', cause },
  )
