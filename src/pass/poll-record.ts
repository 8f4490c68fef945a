// How a poll went, as the ledger keeps it: `stats` and health read it.
import { TriageError } from '../errors.js'
import type { MailStore } from '../ledger/contract/mails.js'

/** Notes that a poll went badly. The error itself is for whoever asked for the pass, also when the ledger is what failed. */
export const recordBadPoll = (
  ledger: MailStore,
  account: string,
  { fetched, error }: { readonly fetched: number; readonly error: unknown },
): Promise<void> =>
  ledger.recordPoll(account, { ok: false, fetched, note: noteOf(error) }).catch(() => undefined)

// ---------------------------------------------------------------------------------------------------------------

/** Why it went badly, in a word: an error's message may name folders, so it is left to the log. */
const noteOf = (error: unknown): string =>
  error instanceof TriageError ? error.code : error instanceof Error ? error.name : 'unknown fault'
