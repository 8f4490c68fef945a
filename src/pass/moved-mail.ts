// Mail that people move between the departments' folders in their mail client. It is found again by its bytes, at the next poll; where it was
// put is a person's decision, which the ledger follows and nothing ever undoes. From it comes a correction.
//
// Cheap: one STATUS for each folder; only folders in which something came or went are listed, and only mail that came since is fetched.
// A folder that is seen for the first time, or was made anew or restored, is taken as it is.

import type { FolderStatus, ImapConnection } from '../connections/imap.js'
import { findFolder } from '../connections/imap-folders.js'
import { type Label, type MailId, mailIdOf } from '../ids.js'
import { filedIn, type MailLocation } from '../journey.js'
import type { DecisionEntry, DecisionStore } from '../ledger/contract/decisions.js'
import type { MailRecord, MailStore } from '../ledger/contract/mails.js'
import type { MailboxPolicy } from './mailbox-policy.js'

export interface MoveWatch {
  readonly ledger: MailStore & DecisionStore
  readonly imap: ImapConnection
  readonly policy: Pick<MailboxPolicy, 'account' | 'mode' | 'folderOf' | 'queueKind'>
  readonly labels: readonly Label[]
}

/** Who moved a mail in a mail client, a shared mailbox does not say. */
const SOMEBODY = 'mail-client'

/** Mails fetched together: these are read only to be recognised. */
const FETCHED_AT_ONCE = 50

/** Looks through the departments' folders once. Returns the mails that were found to have been placed by hand. */
export async function followMovedMail(watched: MoveWatch): Promise<readonly MailId[]> {
  const diffs: FolderDiff[] = []
  for (const folder of await foldersOf(watched)) {
    const diff = await diffFolder(watched, folder)
    if (diff) diffs.push(diff)
  }
  // First every place that mail has left: what was moved between two folders shows in both, in any order.
  for (const { path, status, gone } of diffs)
    if (gone.length > 0)
      await watched.ledger.recordLeft(watched.policy.account, path, status.uidValidity, gone)
  const placed: MailId[] = []
  for (const diff of diffs) placed.push(...(await followInto(watched, diff)))
  return placed
}

// ---------------------------------------------------------------------------------------------------------------

interface DepartmentFolder {
  readonly path: string
  readonly label: Label
}

interface FolderDiff extends DepartmentFolder {
  readonly status: FolderStatus
  /** UIDs that came since the last look and that the program did not put there. */
  readonly fresh: readonly number[]
  /** UIDs that were known here and are not here any more. */
  readonly gone: readonly number[]
}

async function foldersOf({ imap, policy, labels }: MoveWatch): Promise<readonly DepartmentFolder[]> {
  const configured = labels.flatMap((label) => {
    const name = policy.folderOf(label)
    return name === undefined ? [] : [{ label, name }]
  })
  if (configured.length === 0) return []
  const folders = await imap.folders()
  return configured.flatMap(({ label, name }) => {
    const found = findFolder(folders, name)
    return found ? [{ label, path: found.path }] : []
  })
}

/** What changed in a folder; undefined when nothing did, or when it is seen for the first time. */
async function diffFolder(
  { ledger, imap, policy }: MoveWatch,
  folder: DepartmentFolder,
): Promise<FolderDiff | undefined> {
  const { account } = policy
  const { path } = folder
  const status = await imap.status(path)
  const mark = await ledger.folderMark(account, path)
  // A next UID that fell back tells of a restored folder, whose UIDs are given out anew.
  if (mark?.uidValidity !== status.uidValidity || status.uidNext < mark.uidNext) {
    await ledger.recordFolderMark(account, path, status)
    return undefined
  }
  if (mark.uidNext === status.uidNext && mark.mails === status.mails) return undefined
  const uids = await imap.inFolder(path, 'read', (open) => open.uids())
  const known = await ledger.knownUids(account, path, status.uidValidity)
  const present = new Set(uids)
  return {
    ...folder,
    status,
    // What came after the status was asked for is left to the next look, which begins there.
    fresh: uids.filter((uid) => uid >= mark.uidNext && uid < status.uidNext && !known.has(uid)),
    gone: [...known].filter((uid) => uid < status.uidNext && !present.has(uid)),
  }
}

/** Recognises what came into a folder. The mark is set last: a look that was broken off is taken again. */
async function followInto(watched: MoveWatch, diff: FolderDiff): Promise<readonly MailId[]> {
  const { ledger, imap, policy } = watched
  const { account } = policy
  const { path, status, fresh } = diff
  const placed: MailId[] = []
  for (let at = 0; at < fresh.length; at += FETCHED_AT_ONCE) {
    const uids = fresh.slice(at, at + FETCHED_AT_ONCE)
    const mails = await imap.inFolder(path, 'read', (open) => open.fetchRaw(uids))
    const found = mails.map(({ uid, bytes }) => ({
      mailId: mailIdOf(bytes),
      location: { account, folder: path, uidValidity: status.uidValidity, uid },
    }))
    const entries: DecisionEntry[] = []
    for (const { mailId } of found) {
      const record = await ledger.mail(mailId)
      const entry = record && (await entryFor(watched, record, diff))
      if (entry) entries.push(entry)
    }
    placed.push(...(await ledger.recordDecisions(entries)).map(({ mailId }) => mailId))
    await ledger.recordSeen(found)
  }
  await ledger.recordFolderMark(account, path, status)
  return placed
}

/** The decision that a found mail stands for; undefined when the program itself put it there, or it is a copy. */
async function entryFor(
  watched: MoveWatch,
  record: MailRecord,
  { label, path }: FolderDiff,
): Promise<DecisionEntry | undefined> {
  const { policy } = watched
  const { decision: current } = record
  const isPlacedHere = current !== undefined && filedIn(current.decision) === label
  if (isPlacedHere && current.mode !== 'shadow') return undefined
  if (await stillLies(watched, record.locations, path)) return undefined
  const isShadow = policy.mode === 'shadow'
  return {
    mailId: record.id,
    parsed: undefined,
    prediction: undefined,
    decision: {
      kind: 'route',
      parts: [{ queue: label }],
      because: { kind: 'placed-by-person', by: SOMEBODY },
      mustSee: current?.decision.mustSee ?? [],
    },
    mode: 'person',
    actor: { kind: 'person', name: SOMEBODY },
    deliveries: isShadow ? [] : [{ destination: policy.queueKind, label, move: undefined }],
    review: false,
    ...(current ? { replaces: current.id } : {}),
  }
}

/**
 * Whether the mail still lies where it lay: then somebody copied it, and which of the two is meant is not for us to say.
 * A place that it has left, the inbox mostly, is noted.
 */
async function stillLies(
  { ledger, imap, policy }: MoveWatch,
  locations: readonly MailLocation[],
  path: string,
): Promise<boolean> {
  for (const { account, folder, uidValidity, uid } of locations) {
    if (account !== policy.account || folder === path) continue
    const isThere = await imap.inFolder(folder, 'read', async (open) =>
      open.uidValidity === uidValidity ? (await open.facts([uid])).has(uid) : false,
    )
    if (isThere) return true
    await ledger.recordLeft(account, folder, uidValidity, [uid])
  }
  return false
}
