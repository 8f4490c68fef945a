// Step 2 of 8 as the service does it: RawMail -> ParsedMail in a separate process, within bounds of time and memory. A mail that
// exceeds them is read plainly here, says so in its troubles and goes to a person; it holds up no other mail.
import { TriageError } from '../errors.js'
import type { ParsedMail, RawMail } from '../journey.js'
import * as limits from './limits.js'
import { type MailboxAddresses, noAddresses } from './machine/clues.js'
import { givenUpMail, tooLargeMail } from './plain-mail.js'
import { createBoundedChild, type Outcome } from './reader/bounded-child.js'

export interface MailReader {
  /** Never rejects because of what a mail contains. @throws READER_START when the process cannot be started */
  read(raw: RawMail): Promise<ParsedMail>
  /** A mail's html as a stranger wrote it, bounded; undefined when it has none or it cannot be read. @throws READER_START */
  readHtml(bytes: Uint8Array): Promise<string | undefined>
  close(): Promise<void>
  /** Of the current process; undefined while there is none. */
  readonly pid: () => number | undefined
}

interface ReaderOptions {
  /** Of a mail with more bytes only the header is read. */
  readonly maxBytes: number
  /** Whose mailbox an account is. Without it no mail is taken for a copy of our own. */
  readonly addressesOf?: (account: string) => MailboxAddresses
  /** Warnings that this installation's gateways write into mail, beside the common ones. */
  readonly banners?: readonly string[]
}

/** What the process is asked of a mail's bytes. */
export interface Request {
  readonly what: 'mail' | 'html'
  readonly mail: Omit<RawMail, 'bytes'>
  readonly options: {
    readonly maxBytes: number
    readonly addresses: MailboxAddresses
    readonly banners: readonly string[]
  }
}

/** What the process answers. */
export type Reading = { readonly mail: ParsedMail } | { readonly html: string | undefined }

/** The process is started with the first mail. */
export function createReader({
  maxBytes,
  addressesOf = () => noAddresses,
  banners = [],
}: ReaderOptions): MailReader {
  const child = createBoundedChild<Request, Reading>(new URL('./reader/reading-child', import.meta.url), {
    heapMb: limits.READ_HEAP_MB,
    rssMb: limits.READ_RSS_MB,
    watchMs: limits.READ_WATCH_MS,
    startMs: limits.READ_START_MS,
    aheadRequests: limits.READ_AHEAD_MAILS,
    aheadBytes: limits.READ_AHEAD_BYTES,
    cannotStart: readerStart,
  })
  const ask = (what: Request['what'], { bytes, ...mail }: RawMail) => {
    const timeMs = limits.READ_MS + (bytes.length / 1e6) * limits.READ_MS_PER_MB
    const options = { maxBytes, addresses: addressesOf(mail.location.account), banners }
    return child.ask({ head: { what, mail, options }, bytes }, timeMs)
  }
  return {
    async read(raw) {
      if (raw.bytes.length > maxBytes) return tooLargeMail(raw, maxBytes)
      const outcome = await ask('mail', raw)
      if (outcome.kind === 'answered' && 'mail' in outcome.answer) return outcome.answer.mail
      return givenUpMail(raw, whyGivenUp(outcome))
    },
    async readHtml(bytes) {
      if (bytes.length > maxBytes) return undefined
      const outcome = await ask('html', { ...nobody, bytes })
      return outcome.kind === 'answered' && 'html' in outcome.answer ? outcome.answer.html : undefined
    },
    close: child.close,
    pid: child.pid,
  }
}

// ---------------------------------------------------------------------------------------------------------------

const nobody = {
  id: '' as RawMail['id'],
  location: { account: '', folder: '', uidValidity: '0', uid: 1 },
  receivedAt: undefined,
}

function whyGivenUp(outcome: Outcome<Reading>): string {
  const read = 'only the header and the first text were read'
  if (outcome.kind === 'threw') return `the reader failed (${outcome.error}); ${read}`
  if (outcome.kind === 'answered') return read
  return `the reader was stopped: ${stoppedBy[outcome.by]}; ${read}`
}

const stoppedBy = {
  time: 'it took too long',
  memory: 'it took too much memory',
  itself: 'it ended while it read this mail',
} as const

const readerStart = (how: string) =>
  new TriageError('READER_START', `The process that reads mail could not be started (${how}).`, {
    hint: 'Mail waits in the ledger and is tried again. See that the installation is whole ("npm ci") and that the machine has memory left.',
  })
