// Closes the moves whose mail lies in its target already: from an earlier attempt, from one whose answer was lost, or by a person's hand.
import { findCopies, findMail, withSameBytes } from '../../connections/imap-find.js'
import type { OpenFolder } from '../../connections/imap-open-folder.js'
import { TriageError } from '../../errors.js'
import { passing } from '../../fault-points.js'
import type { DeliveryOutcome, MailLocation } from '../../journey.js'
import { underKnownUid } from './imap-locate.js'
import { failed, groupBy, type MoveWork, vanished, type WantedMove } from './imap-work.js'

/** A mail that is taken back before it was moved away lies where it is to go: that is seen to, and nothing is moved. */
export async function settleInPlace(
  { imap, outcomes }: MoveWork,
  moves: readonly WantedMove[],
): Promise<void> {
  const [first] = moves
  if (first === undefined) return
  await imap.inFolder(first.target, 'read', async (folder) => {
    for (const move of moves) {
      const isThere = (await findMail(folder, move)) !== undefined
      outcomes.set(move.delivery, isThere ? inPlace : vanished)
    }
  })
}

const inPlace: DeliveryOutcome = { kind: 'done', note: 'it lay there already' }

/** Closes the moves whose mail already lies in its target, byte for byte. */
export async function settleFromTargets(work: MoveWork, moves: readonly WantedMove[]): Promise<void> {
  const found = new Map<WantedMove, MailLocation>()
  for (const group of groupBy(moves, (move) => move.target)) {
    for (const [move, location] of await lookInto(work, group)) found.set(move, location)
  }
  const outcomeOf = await clearSource(work, [...found.keys()])
  for (const [move, location] of found) work.outcomes.set(move.delivery, outcomeOf(location))
}

/** A target that cannot be looked into keeps back its own mail and no other's. */
async function lookInto(
  { imap, outcomes }: MoveWork,
  group: readonly WantedMove[],
): Promise<ReadonlyMap<WantedMove, MailLocation>> {
  const target = group[0]?.target ?? ''
  try {
    return await imap.inFolder(target, 'read', (folder) =>
      passing('imap-look', () => findTargets(folder, group)),
    )
  } catch (error) {
    if (!(error instanceof TriageError) || error.code !== 'IMAP_REFUSED') throw error
    const unseen = failed(`the folder "${target}" cannot be looked into, so nobody can tell what lies there`)
    for (const { delivery } of group) outcomes.set(delivery, unseen)
    return new Map()
  }
}

/** Twins, mails of the same bytes, are told apart: each gets a UID of its own. */
async function findTargets(
  folder: OpenFolder,
  group: readonly WantedMove[],
): Promise<ReadonlyMap<WantedMove, MailLocation>> {
  const found = new Map<WantedMove, MailLocation>()
  for (const twins of groupBy(group, (move) => move.mailId)) {
    const uids = twins[0] ? await findCopies(folder, twins[0], twins.length) : []
    for (const [nth, uid] of uids.entries()) {
      const move = twins[nth]
      if (move) found.set(move, placeIn(folder, move, uid))
    }
  }
  return found
}

/** After a copy has been checked: takes the originals away, or marks them where the server cannot. Tells what that makes of each. */
async function clearSource(
  { imap, strategy }: MoveWork,
  moves: readonly WantedMove[],
): Promise<(location: MailLocation) => DeliveryOutcome> {
  const source = moves[0]?.from.folder
  const note = 'found in the target'
  if (strategy === 'move' || source === undefined) return (location) => ({ kind: 'done', location, note })
  const isCleared = await imap.inFolder(source, 'write', async (folder) => {
    const uids = await originals(folder, moves)
    return strategy === 'copy-expunge' ? folder.removeCopied(uids) : folder.markMoved(uids)
  })
  if (!isCleared)
    return () =>
      failed(`it was copied, but the server refused to ${verbOf[strategy]} the original, which stays`)
  if (strategy === 'copy-expunge') return (location) => ({ kind: 'done', location, note })
  const stays = `${note}; the server can remove no single mail, so the original stays, marked`
  return (location) => ({ kind: 'done', location, note: stays })
}

/** Under the UIDs that we know; in a folder that was made anew since, wherever the bytes are. */
async function originals(folder: OpenFolder, moves: readonly WantedMove[]): Promise<readonly number[]> {
  const same = moves.filter((move) => move.from.uidValidity === folder.uidValidity)
  const ours = await withSameBytes(folder, same.map(underKnownUid))
  const uids = new Set(ours.map(({ uid }) => uid))
  for (const move of moves) {
    const uid = same.includes(move) ? undefined : await findMail(folder, move)
    if (uid !== undefined) uids.add(uid)
  }
  return [...uids]
}

const verbOf = { 'copy-expunge': 'remove', 'copy-mark': 'mark' } as const

const placeIn = (folder: OpenFolder, move: WantedMove, uid: number): MailLocation => ({
  account: move.from.account,
  folder: folder.path,
  uidValidity: folder.uidValidity,
  uid,
})
