import { isFolderKind } from '../destination-kinds.js'
import { type Delivery, filedIn, type MailLocation, type RawMail } from '../journey.js'
import type { DecisionEntry, DecisionRecord, DecisionStore } from '../ledger/contract/decisions.js'
import type { MailRecord, MailStore } from '../ledger/contract/mails.js'
import type { Outbox } from '../ledger/contract/outbox.js'
import type { MailboxPolicy } from './mailbox-policy.js'

export interface ReturnWatch {
  readonly ledger: MailStore & DecisionStore & Outbox
  readonly policy: Pick<MailboxPolicy, 'folderOf' | 'folderKind'>
  /** The inbox numbers its mail anew, so that nothing can be told from a mail's having a new UID. */
  readonly hasRestarted: boolean
}

/** Who moved a mail in a mail client, a shared mailbox does not say. */
const SOMEBODY = 'mail-client'

/**
 * Looks at mails that a poll has found, before they are recorded: whoever is interrupted finds them again. Mail that is new, that is
 * on its way, or that belongs in the inbox is passed over.
 */
export async function followReturned(watched: ReturnWatch, found: readonly RawMail[]): Promise<void> {
  const { ledger } = watched
  const recorded = await ledger.recorded(found.map(({ id }) => id))
  for (const raw of found) {
    const record = recorded.has(raw.id) ? await ledger.mail(raw.id) : undefined
    if (record?.decision) await followOne(watched, raw, { record, current: record.decision })
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface Known {
  readonly record: MailRecord
  readonly current: DecisionRecord
}

async function followOne(
  { ledger, policy, hasRestarted }: ReturnWatch,
  raw: RawMail,
  known: Known,
): Promise<void> {
  const { decision, mode, id } = known.current
  const label = mode === 'shadow' ? undefined : filedIn(decision)
  const toFolder = label && policy.folderOf(label)
  const { folderKind } = policy
  if (label === undefined || toFolder === undefined || folderKind === undefined) return
  const moves = (await ledger.deliveries(raw.id)).filter(({ destination }) => isFolderKind(destination))
  const action = actionFor(moves, raw, { receivedAt: known.record.receivedAt, hasRestarted })
  if (action === 'ask-a-person') await ledger.recordDecisions([putBack(known)])
  if (action !== 'file-again') return
  const messageId = known.record.parsed?.messageId
  const move = { from: raw.location, toFolder, sizeBytes: raw.bytes.byteLength, messageId }
  await ledger.fileAgain(raw.id, id, [{ destination: folderKind, label, move }])
}

type Action = 'nothing' | 'file-again' | 'ask-a-person'

function actionFor(
  moves: readonly (Delivery & { readonly state: string })[],
  raw: RawMail,
  facts: { readonly receivedAt: string | undefined; readonly hasRestarted: boolean },
): Action {
  const pending = moves.filter(({ state }) => state === 'pending')
  const isAskedFor = pending.some(({ move }) => move && isSame(move.from, raw.location))
  // What is on its way is found by its bytes, wherever a folder that was made anew has it.
  if (isAskedFor || (pending.length > 0 && facts.hasRestarted)) return 'nothing'
  // Given up: a person has it already.
  if (moves.at(-1)?.state === 'failed') return 'nothing'
  const lay = moves.some(({ state, move }) => state === 'done' && move && isSame(move.from, raw.location))
  // No client gives a mail back the UID that it had, and none gives it another date of arrival.
  const isRestored = facts.hasRestarted || lay
  const isDeliveredAgain = raw.receivedAt !== facts.receivedAt || pending.length > 0
  return isRestored || isDeliveredAgain ? 'file-again' : 'ask-a-person'
}

const isSame = (one: MailLocation, other: MailLocation): boolean =>
  one.account === other.account &&
  one.folder === other.folder &&
  one.uidValidity === other.uidValidity &&
  one.uid === other.uid

function putBack({ record, current }: Known): DecisionEntry {
  const { decision } = current
  return {
    mailId: record.id,
    parsed: undefined,
    prediction: undefined,
    decision: {
      kind: 'review',
      guess: filedIn(decision),
      because: { kind: 'placed-by-person', by: SOMEBODY },
      mustSee: decision.mustSee,
    },
    mode: 'person',
    actor: { kind: 'person', name: SOMEBODY },
    deliveries: [],
    review: true,
    replaces: current.id,
  }
}
