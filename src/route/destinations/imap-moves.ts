// Carries out moves between folders of one mailbox, so that each ends in the target once, whatever breaks in between.
//   look in the target first (if it may have been tried before) -> find the mail in the source and move it -> look in the target for
//   what is not certain. In neither: somebody else took it.
import type { ImapConnection } from '../../connections/imap.js'
import { findMail, withSameBytes } from '../../connections/imap-find.js'
import type { MoveWay, OpenFolder } from '../../connections/imap-open-folder.js'
import { TriageError } from '../../errors.js'
import type { MailId } from '../../ids.js'
import type { Delivery, DeliveryOutcome, MailLocation } from '../../journey.js'

export interface WantedMove {
  readonly delivery: Delivery
  readonly mailId: MailId
  readonly from: MailLocation
  /** The server's path. */
  readonly target: string
  readonly sizeBytes: number
  readonly messageId: string | undefined
}

type Outcomes = ReadonlyMap<Delivery, DeliveryOutcome>

/**
 * Moves all it can, folder by folder, in sets of UIDs; an outcome for each.
 * @throws a TriageError when the mailbox cannot be reached and nothing is known to be done.
 */
export async function carryOutMoves(imap: ImapConnection, moves: readonly WantedMove[]): Promise<Outcomes> {
  const outcomes = new Map<Delivery, DeliveryOutcome>()
  if (moves.length === 0) return outcomes
  const work = { imap, way: await imap.moveWay(), outcomes }
  for (const group of groupBy(moves, (move) => move.from.folder)) {
    const trouble = await carryOutFolder(work, group).catch(ifOurs)
    closeAsUnknown(work, group, trouble?.code ?? 'no answer')
    // One folder that cannot be opened is no reason to leave the others; a mailbox that cannot be reached is.
    if (trouble && trouble.code !== 'IMAP_REFUSED') {
      if (!outcomesHold(outcomes, 'done')) throw trouble
      break
    }
  }
  closeAsUnknown(work, moves, 'the connection broke before')
  return outcomes
}

// --- Internal helpers ---

interface Work {
  readonly imap: ImapConnection
  readonly way: MoveWay
  readonly outcomes: Map<Delivery, DeliveryOutcome>
}

/** What became of the moves that were tried from the source. */
interface Tried {
  /** Asked of the server, without a certain answer. */
  readonly unsure: readonly WantedMove[]
  /** Not in the source, under no UID. */
  readonly absent: readonly WantedMove[]
}

function ifOurs(error: unknown): TriageError {
  if (error instanceof TriageError) return error
  throw error
}

const outcomesHold = (outcomes: Outcomes, kind: DeliveryOutcome['kind']): boolean =>
  [...outcomes.values()].some((outcome) => outcome.kind === kind)

/** `unknown` is no failure: the next pass looks where the mail is before it does anything. */
function closeAsUnknown(work: Work, moves: readonly WantedMove[], note: string): void {
  for (const { delivery } of left(work, moves)) work.outcomes.set(delivery, { kind: 'unknown', note })
}

const left = ({ outcomes }: Pick<Work, 'outcomes'>, moves: readonly WantedMove[]): readonly WantedMove[] =>
  moves.filter((move) => !outcomes.has(move.delivery))

async function carryOutFolder(work: Work, moves: readonly WantedMove[]): Promise<void> {
  const isInPlace = ({ from, target }: WantedMove) => from.folder === target
  await settleInPlace(work, moves.filter(isInPlace))
  await carryOutGroup(
    work,
    moves.filter((move) => !isInPlace(move)),
  )
}

/** A mail that is taken back before it was moved away lies where it is to go: that is seen to, and nothing is moved. */
async function settleInPlace({ imap, outcomes }: Work, moves: readonly WantedMove[]): Promise<void> {
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

const vanished: DeliveryOutcome = {
  kind: 'gone',
  note: 'the mail is in neither folder: somebody moved or deleted it',
}

/** One source folder's moves to others. */
async function carryOutGroup(work: Work, moves: readonly WantedMove[]): Promise<void> {
  if (moves.length === 0) return
  // A copy that was made before the program was killed left no trace but itself: without MOVE every move may be a second attempt.
  await settleFromTargets(
    work,
    moves.filter((move) => work.way !== 'move' || move.delivery.attempts > 0),
  )
  const { unsure, absent } = await moveFromSource(work, left(work, moves))
  await settleFromTargets(work, [...unsure, ...absent])
  for (const { delivery } of left(work, absent)) work.outcomes.set(delivery, vanished)
  closeAsUnknown(work, unsure, 'the server did not say that it was moved')
}

/** Closes the moves whose mail already lies in its target, byte for byte. */
async function settleFromTargets(work: Work, moves: readonly WantedMove[]): Promise<void> {
  const found = new Map<WantedMove, MailLocation>()
  for (const group of groupBy(moves, (move) => move.target)) {
    const target = group[0]?.target ?? ''
    await work.imap.inFolder(target, 'read', async (folder) => {
      for (const move of group) {
        const uid = await findMail(folder, move)
        if (uid !== undefined) found.set(move, placeIn(folder, move, uid))
      }
    })
  }
  const note = await clearSource(work, [...found.keys()])
  for (const [{ delivery }, location] of found) work.outcomes.set(delivery, { kind: 'done', location, note })
}

/** After a copy has been checked: takes the originals away, or marks them where the server cannot. Tells what was done. */
async function clearSource({ imap, way }: Work, moves: readonly WantedMove[]): Promise<string> {
  const source = moves[0]?.from.folder
  const note = 'found in the target'
  if (way === 'move' || source === undefined) return note
  await imap.inFolder(source, 'write', async (folder) => {
    const same = moves.filter((move) => move.from.uidValidity === folder.uidValidity)
    const ours = await withSameBytes(folder, same.map(underKnownUid))
    const uids = ours.map(({ uid }) => uid)
    await (way === 'copy-expunge' ? folder.removeCopied(uids) : folder.markMoved(uids))
  })
  return way === 'copy-expunge'
    ? note
    : `${note}; the server can remove no single mail, so the original stays, marked`
}

/** Finds the mails in their source as they lie there now, and moves them. */
async function moveFromSource(work: Work, moves: readonly WantedMove[]): Promise<Tried> {
  const source = moves[0]?.from.folder
  if (source === undefined) return { unsure: [], absent: [] }
  return work.imap.inFolder(source, 'write', async (folder) => {
    const uids = await locate(folder, moves)
    const present = moves.filter((move) => uids.has(move))
    for (const group of groupBy(present, (move) => move.target)) await moveSets(work, folder, group, uids)
    return { unsure: left(work, present), absent: moves.filter((move) => !uids.has(move)) }
  })
}

async function moveSets(
  { outcomes }: Work,
  folder: OpenFolder,
  group: readonly WantedMove[],
  uids: ReadonlyMap<WantedMove, number>,
): Promise<void> {
  const target = group[0]?.target ?? ''
  const { moved, targetUidValidity } = await folder.move(
    group.map((move) => uids.get(move) ?? 0),
    target,
  )
  for (const move of group) {
    const uid = moved.get(uids.get(move) ?? 0)
    if (uid === undefined) continue
    const location = { account: move.from.account, folder: target, uidValidity: targetUidValidity, uid }
    outcomes.set(move.delivery, { kind: 'done', location })
  }
}

/**
 * The UID under which each mail lies in the open folder: the one we know, if the mail under it has our Message-ID and size, or
 * our bytes; else the one that a search by content finds. A mail that is not there is left out.
 */
async function locate(
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
  for (const move of moves) {
    const uid = uids.has(move) ? undefined : await findMail(folder, move)
    if (uid !== undefined) uids.set(move, uid)
  }
  return uids
}

const underKnownUid = (move: WantedMove) => ({ move, mailId: move.mailId, uid: move.from.uid })

const placeIn = (folder: OpenFolder, move: WantedMove, uid: number): MailLocation => ({
  account: move.from.account,
  folder: folder.path,
  uidValidity: folder.uidValidity,
  uid,
})

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}
