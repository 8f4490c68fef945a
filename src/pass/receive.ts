// Step 1 of 8: fetches what is new at a source and makes it durable, batch by batch.
import { assertNever } from '../errors.js'
import { createNumbering, knownUidsIn } from '../ingest/sources/known-mail.js'
import type { MailLocation, RawMail } from '../journey.js'
import type { MailRecord, MailStore } from '../ledger/contract/mails.js'
import type { MailboxEnds } from './mailbox-ends.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { BATCH_MAILS, type Received } from './pipeline.js'
import { recordBadPoll } from './poll-record.js'
import { followReturned, type ReturnWatch } from './returned-mail.js'

/** Yields the mails that the ledger did not know. Mail that was filed and lies in the inbox again is handled on the way. */
export async function* receive(
  { ledger }: Pick<ReturnWatch, 'ledger'>,
  policy: Pick<MailboxPolicy, 'account' | 'folderOf' | 'folderKind'>,
  ends: MailboxEnds,
): AsyncIterable<readonly Received[]> {
  const { account } = policy
  const known = knownUidsIn(ledger, account)
  const numbering = createNumbering(ledger, account)
  let fetched = 0
  try {
    for await (const raws of ends.source.fetchNew(known, { batchMails: BATCH_MAILS, numbering })) {
      const found = raws.map((raw) => ({ raw, copies: copiesOf(raw, raws) }))
      await onFound({ ledger, policy, ends, hasRestarted: numbering.hasRestarted() }, raws)
      const fresh = new Set(await ledger.recordReceived(account, raws))
      fetched += fresh.size
      const received: Received[] = []
      for (const one of found) if (fresh.delete(one.raw.id)) received.push(one)
      yield received
    }
  } catch (error) {
    await recordBadPoll(ledger, account, { fetched, error })
    throw error
  }
  await ledger.recordPoll(account, { ok: true, fetched, note: '' })
}

/** Takes up a mail that an earlier pass or another process has made durable; undefined when its bytes are not there any more. */
export async function recall(
  ledger: Pick<MailStore, 'rawBytes'>,
  { id, receivedAt, locations }: MailRecord,
): Promise<Received | undefined> {
  const bytes = await ledger.rawBytes(id)
  const [location] = locations
  if (!bytes || !location) return undefined
  const raw = { id, bytes, location, receivedAt }
  return { raw, copies: locations.filter((other) => isBeside(location, other)) }
}

// ---------------------------------------------------------------------------------------------------------------

interface Finding extends ReturnWatch {
  readonly policy: Pick<MailboxPolicy, 'account' | 'folderOf' | 'folderKind'>
  readonly ends: MailboxEnds
}

/** What was found, known mail among it, before it is recorded: whoever is interrupted finds it again. */
async function onFound(
  { ledger, policy, ends, hasRestarted }: Finding,
  raws: readonly RawMail[],
): Promise<void> {
  switch (ends.kind) {
    case 'imap':
      return followReturned({ ledger, policy, hasRestarted }, raws)
    case 'files':
      return // nobody puts mail back there
    default:
      return assertNever(ends)
  }
}

const isBeside = (one: MailLocation, other: MailLocation): boolean =>
  one.account === other.account && one.folder === other.folder

const copiesOf = ({ id, location }: RawMail, raws: readonly RawMail[]): readonly MailLocation[] =>
  raws.filter((other) => other.id === id && isBeside(location, other.location)).map((copy) => copy.location)
