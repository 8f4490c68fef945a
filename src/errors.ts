// The one error class. Expected things (bad mail, an unsure model) are values; what is thrown carries a code and a hint.

export interface ErrorDetails {
  /** What the reader of the message can do about it. */
  readonly hint?: string
  readonly cause?: unknown
}

/**
 * A fault that a person can act on. `code` is stable and has a heading in docs/errors.md.
 * The message says what happened, what was got and what was expected; the hint says what to do.
 * It never holds mail text, addresses or passwords.
 */
export class TriageError extends Error {
  readonly code: string
  readonly hint: string | undefined

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'TriageError'
    this.code = code
    this.hint = details.hint
  }
}

/** Ends a `switch` over a union; the compiler refuses it while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${JSON.stringify(value)}`)
}
