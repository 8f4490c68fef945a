// Step 1 of 8: fetches what is new at a source and makes it durable, batch by batch.
import { assertNever, TriageError } from '../errors.js'
import type { MailId } from '../ids.js'
import { createNumbering, knownUidsIn } from '../ingest/sources/known-mail.js'
import type { MailSource } from '../ingest/sources/source.js'
import { leftBySign, type MailLocation, type RawMail } from '../journey.js'
import type { LeftStore } from '../ledger/contract/left.js'
import type { MailRecord, MailStore } from '../ledger/contract/mails.js'
import { onlyLookedIn } from './also-look.js'
import type { MailboxEnds } from './mailbox-ends.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { BATCH_MAILS, type Received } from './pipeline.js'
import { recordBadPoll } from './poll-record.js'
import { followReturned, type ReturnWatch } from './returned-mail.js'

interface Taking {
  readonly ledger: ReturnWatch['ledger'] & LeftStore
  readonly policy: Pick<MailboxPolicy, 'account' | 'folderOf' | 'folderKind'>
  /** Is told of the folders of `alsoLook` that the server does not have. */
  readonly onMissing: (folder: string) => void
}

/**
 * Yields the mails that the ledger did not know, the inbox's first. Mail that was filed and lies in the inbox again is handled on the way;
 * mail that was left for where it lay and lies in the inbox now is yielded as new mail is.
 */
export async function* receive(
  { ledger }: Pick<Taking, 'ledger'>,
  policy: Taking['policy'],
  ends: MailboxEnds,
  { onMissing = () => undefined }: Partial<Pick<Taking, 'onMissing'>> = {},
): AsyncIterable<readonly Received[]> {
  const { account } = policy
  const taking = { ledger, policy, onMissing }
  let fetched = 0
  try {
    for (const batches of [fromInbox(taking, ends), ...besideOf(ends).map((one) => fromBeside(taking, one))])
      for await (const received of batches) {
        fetched += received.length
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
  policy: Pick<MailboxPolicy, 'alsoLook'>,
  { id, receivedAt, locations, decision }: MailRecord,
): Promise<Received | undefined> {
  const bytes = await ledger.rawBytes(id)
  // Where a mail lies in the inbox too, it is the inbox's mail.
  const location = locations.find((one) => onlyLookedIn(policy, one) === undefined) ?? locations[0]
  if (!bytes || !location) return undefined
  const isInInbox = onlyLookedIn(policy, location) === undefined
  const isReopened = decision && isInInbox && leftBySign(decision.decision) === 'other-folder'
  const raw = { id, bytes, location, receivedAt }
  const copies = locations.filter((other) => isBeside(location, other))
  return { raw, copies, ...(isReopened ? { replaces: decision.id } : {}) }
}

// ---------------------------------------------------------------------------------------------------------------

async function* fromInbox(
  { ledger, policy }: Taking,
  ends: MailboxEnds,
): AsyncGenerator<readonly Received[]> {
  const { account } = policy
  const numbering = createNumbering(ledger, account)
  const options = { batchMails: BATCH_MAILS, numbering }
  for await (const raws of ends.source.fetchNew(knownUidsIn(ledger, account), options)) {
    const hasRestarted = numbering.hasRestarted()
    const found = withCopies(raws)
    const returned = await onFound({ ledger, policy, ends, hasRestarted }, raws)
    const fresh = new Set(await ledger.recordReceived(account, raws))
    const received: Received[] = []
    for (const one of found) {
      const replaces = returned.get(one.raw.id)
      if (fresh.delete(one.raw.id)) received.push(one)
      else if (replaces !== undefined && returned.delete(one.raw.id)) received.push({ ...one, replaces })
    }
    yield received
  }
}

/** A folder that is not there is told of, and stops nothing else. What is known already, people have put there. */
async function* fromBeside(
  { ledger, policy, onMissing }: Taking,
  { folder, source }: { readonly folder: string; readonly source: MailSource },
): AsyncGenerator<readonly Received[]> {
  const { account } = policy
  const options = { batchMails: BATCH_MAILS, numbering: createNumbering(ledger, account) }
  try {
    for await (const raws of source.fetchNew(knownUidsIn(ledger, account), options)) {
      const fresh = new Set(await ledger.recordReceived(account, raws))
      yield withCopies(raws).filter(({ raw }) => fresh.delete(raw.id))
    }
  } catch (error) {
    if (!(error instanceof TriageError && error.code === 'IMAP_FOLDER_MISSING')) throw error
    onMissing(folder)
  }
}

interface Finding extends ReturnWatch, Pick<Taking, 'ledger' | 'policy'> {
  readonly policy: Taking['policy']
  readonly ledger: Taking['ledger']
  readonly ends: MailboxEnds
}

/**
 * What was found, known mail among it, before it is recorded: whoever is interrupted finds it again. Returns what was left for where it
 * lay and is to be decided anew, with the decision that this replaces.
 */
async function onFound(
  { ledger, policy, ends, hasRestarted }: Finding,
  raws: readonly RawMail[],
): Promise<Map<MailId, number>> {
  const returned = new Map<MailId, number>()
  switch (ends.kind) {
    case 'imap':
      await followReturned({ ledger, policy, hasRestarted }, raws)
      for (const id of await ledger.reopenLeft(raws)) {
        const decision = (await ledger.mail(id))?.decision
        if (decision) returned.set(id, decision.id)
      }
      return returned
    case 'files':
      return returned // nobody puts mail back there
    default:
      return assertNever(ends)
  }
}

function besideOf(ends: MailboxEnds): ReadonlyArray<Parameters<typeof fromBeside>[1]> {
  switch (ends.kind) {
    case 'imap':
      return ends.beside
    case 'files':
      return []
    default:
      return assertNever(ends)
  }
}

const withCopies = (raws: readonly RawMail[]): readonly Received[] =>
  raws.map((raw) => ({ raw, copies: copiesOf(raw, raws) }))

const isBeside = (one: MailLocation, other: MailLocation): boolean =>
  one.account === other.account && one.folder === other.folder

const copiesOf = ({ id, location }: RawMail, raws: readonly RawMail[]): readonly MailLocation[] =>
  raws.filter((other) => other.id === id && isBeside(location, other.location)).map((copy) => copy.location)
