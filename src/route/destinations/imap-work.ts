// What moving between folders of one mailbox is about: the moves that are wanted, and what is known of them so far.
import type { ImapConnection } from '../../connections/imap.js'
import type { MoveStrategy } from '../../connections/imap-open-folder.js'
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

export interface MoveWork {
  readonly imap: ImapConnection
  readonly strategy: MoveStrategy
  readonly outcomes: Map<Delivery, DeliveryOutcome>
  /** The server's code for each move that it has said no to. */
  readonly refused: Map<Delivery, string>
}

/** The moves that are not closed yet. */
export const left = (
  { outcomes }: Pick<MoveWork, 'outcomes'>,
  moves: readonly WantedMove[],
): readonly WantedMove[] => moves.filter((move) => !outcomes.has(move.delivery))

export const vanished: DeliveryOutcome = {
  kind: 'gone',
  note: 'the mail is in neither folder: somebody moved or deleted it',
}

export const failed = (note: string): DeliveryOutcome => ({ kind: 'failed', note })

export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}
