// The configuration's errors. Each code has a heading in docs/errors.md; the command line exits with 2 for them.
import { TriageError } from '../errors.js'

export const configMissing = (file: string, others: readonly string[]): TriageError =>
  new TriageError('CONFIG_MISSING', `There is no configuration at ${file}.`, {
    hint:
      others.length === 0
        ? 'Write one with "postfordeler init", or name another with --config FILE.'
        : `Name one with --config FILE; here there is: ${others.join(', ')}.`,
  })

export const configUnreadable = (file: string, cause: unknown): TriageError =>
  new TriageError('CONFIG_UNREADABLE', `The file ${file} cannot be read: ${reason(cause)}.`, {
    hint: 'Give the user that runs postfordeler the right to read it.',
    cause,
  })

/** All problems in one error, a line each: where, which key, what it has, what was expected. */
export const configInvalid = (file: string, lines: readonly string[]): TriageError =>
  new TriageError(
    'CONFIG_INVALID',
    [`${file} has ${lines.length === 1 ? 'a fault' : `${lines.length} faults`}:`, ...lines].join('\n  '),
    { hint: 'docs/configuration.md describes every key; "postfordeler init" writes a file that is right.' },
  )

export const passwordFileUnreadable = (file: string, cause: unknown): TriageError =>
  new TriageError(
    'CONFIG_PASSWORD_UNREADABLE',
    `The password file ${file} cannot be read: ${reason(cause)}.`,
    {
      hint: 'Write the password into it and give only the user that runs postfordeler the right to read it (chmod 600).',
      cause,
    },
  )

export const passwordMissing = (where: string): TriageError =>
  new TriageError('CONFIG_PASSWORD_MISSING', `There is no password in ${where}.`, {
    hint: 'Put the password there, or name another place with passwordFile or passwordEnv.',
  })

// ---------------------------------------------------------------------------------------------------------------

/** The system's reason, without the path, which is already in the message. */
function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
  }
  return words[code] ?? (code || 'unknown reason')
}
