// Where a mail lies in its source: under the UID that we know, if that is still its UID, or wherever its bytes are.
import { findMail, withSameBytes } from '../../connections/imap-find.js'
import type { OpenFolder } from '../../connections/imap-open-folder.js'
import type { WantedMove } from './imap-work.js'

/**
 * The UID under which each mail lies in the open folder: the one we know, or else the one that a search by content finds. A mail
 * that is not there is left out.
 */
export async function locateInSource(
  folder: OpenFolder,
  moves: readonly WantedMove[],
): Promise<ReadonlyMap<WantedMove, number>> {
  const uids = new Map(await underKnownUids(folder, moves))
  for (const move of moves) {
    const uid = uids.has(move) ? undefined : await findMail(folder, move)
    if (uid !== undefined) uids.set(move, uid)
  }
  return uids
}

/** Those that lie under the UID that we know: the mail under it has our Message-ID and size, or our bytes. */
export async function underKnownUids(
  folder: OpenFolder,
  moves: readonly WantedMove[],
): Promise<ReadonlyMap<WantedMove, number>> {
  const uids = new Map<WantedMove, number>()
  const same = moves.filter((move) => move.from.uidValidity === folder.uidValidity)
  const facts = await folder.facts(same.map((move) => move.from.uid))
  const doubtful: WantedMove[] = []
  for (const move of same) {
    const fact = facts.get(move.from.uid)
    const isOurs = fact?.messageId !== undefined && fact.messageId === move.messageId
    if (isOurs && fact.sizeBytes === move.sizeBytes) uids.set(move, move.from.uid)
    else if (fact) doubtful.push(move)
  }
  const ours = await withSameBytes(folder, doubtful.map(underKnownUid))
  for (const { move, uid } of ours) uids.set(move, uid)
  return uids
}

export const underKnownUid = (move: WantedMove) => ({ move, mailId: move.mailId, uid: move.from.uid })
