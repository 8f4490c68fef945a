// Carries out moves between folders of one mailbox, so that each ends in the target once, whatever breaks in between.
//   look in the target first (if it may have been tried before) -> find the mail in the source and move it -> look in the target for
//   what is not certain. In neither: somebody else took it.

import type { ImapConnection } from '../../connections/imap.js'
import type { OpenFolder } from '../../connections/imap-open-folder.js'
import { TriageError } from '../../errors.js'
import type { Delivery, DeliveryOutcome } from '../../journey.js'
import { locateInSource, underKnownUids } from './imap-locate.js'
import { settleFromTargets, settleInPlace } from './imap-settle.js'
import { failed, groupBy, left, type MoveWork, vanished, type WantedMove } from './imap-work.js'

type Outcomes = ReadonlyMap<Delivery, DeliveryOutcome>

/**
 * Moves all it can, folder by folder, in sets of UIDs; an outcome for each.
 * @throws a TriageError when the mailbox cannot be reached and nothing is known to be done.
 */
export async function carryOutMoves(imap: ImapConnection, moves: readonly WantedMove[]): Promise<Outcomes> {
  const outcomes = new Map<Delivery, DeliveryOutcome>()
  if (moves.length === 0) return outcomes
  const work: MoveWork = { imap, strategy: await imap.moveStrategy(), outcomes, refused: new Map() }
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

// ---------------------------------------------------------------------------------------------------------------

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
function closeAsUnknown(work: MoveWork, moves: readonly WantedMove[], note: string): void {
  for (const { delivery } of left(work, moves)) work.outcomes.set(delivery, { kind: 'unknown', note })
}

async function carryOutFolder(work: MoveWork, moves: readonly WantedMove[]): Promise<void> {
  const isInPlace = ({ from, target }: WantedMove) => from.folder === target
  await settleInPlace(work, moves.filter(isInPlace))
  await carryOutGroup(
    work,
    moves.filter((move) => !isInPlace(move)),
  )
}

/** One source folder's moves to others. */
async function carryOutGroup(work: MoveWork, moves: readonly WantedMove[]): Promise<void> {
  if (moves.length === 0) return
  await settleFromTargets(work, await maybeCarriedOut(work, moves))
  const { unsure, absent } = await moveFromSource(work, left(work, moves))
  await settleFromTargets(work, [...unsure, ...absent])
  for (const { delivery } of left(work, absent)) work.outcomes.set(delivery, vanished)
  for (const { delivery } of left(work, unsure)) {
    const code = work.refused.get(delivery)
    if (code !== undefined) work.outcomes.set(delivery, failed(`the server refused to move it (${code})`))
  }
  closeAsUnknown(work, unsure, 'the server did not say that it was moved')
}

/**
 * The moves that an earlier attempt may have carried out. Without MOVE that is every one: a copy that was made before the program
 * was killed left no trace but itself. With MOVE it is what was tried and lies no more where it lay: a mail that is still there was
 * not moved (RFC 6851, 3.3), though the target may hold its twin.
 */
async function maybeCarriedOut(work: MoveWork, moves: readonly WantedMove[]): Promise<readonly WantedMove[]> {
  if (work.strategy !== 'move') return moves
  const again = moves.filter((move) => move.delivery.attempts > 0)
  const source = again[0]?.from.folder
  if (source === undefined) return []
  const lying = await work.imap.inFolder(source, 'read', (folder) => underKnownUids(folder, again))
  return again.filter((move) => !lying.has(move))
}

/** Finds the mails in their source as they lie there now, and moves them. */
async function moveFromSource(work: MoveWork, moves: readonly WantedMove[]): Promise<Tried> {
  const source = moves[0]?.from.folder
  if (source === undefined) return { unsure: [], absent: [] }
  return work.imap.inFolder(source, 'write', async (folder) => {
    const uids = await locateInSource(folder, moves)
    const present = moves.filter((move) => uids.has(move))
    const absent = moves.filter((move) => !uids.has(move))
    if (folder.obstacle !== undefined) {
      for (const { delivery } of present) work.outcomes.set(delivery, failed(folder.obstacle))
      return { unsure: [], absent }
    }
    for (const group of groupBy(present, (move) => move.target)) await moveSets(work, folder, group, uids)
    return { unsure: left(work, present), absent }
  })
}

async function moveSets(
  { outcomes, refused }: MoveWork,
  folder: OpenFolder,
  group: readonly WantedMove[],
  uids: ReadonlyMap<WantedMove, number>,
): Promise<void> {
  const target = group[0]?.target ?? ''
  const { moved, targetUidValidity, refusal } = await folder.move(
    [...new Set(group.map((move) => uids.get(move) ?? 0))],
    target,
  )
  for (const move of group) {
    const uid = moved.get(uids.get(move) ?? 0)
    if (uid === undefined && refusal !== undefined) refused.set(move.delivery, refusal)
    if (uid === undefined) continue
    const location = { account: move.from.account, folder: target, uidValidity: targetUidValidity, uid }
    outcomes.set(move.delivery, { kind: 'done', location })
  }
}
