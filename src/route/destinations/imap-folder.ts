// Delivery -> a mail in its department's IMAP folder. A UID is a hint: right before a move its Message-ID and size, or its bytes,
// must be the mail's. Whatever is not certainly done is looked for in target and source, by its bytes, before anything else is tried.
import { imapTargetIsSource } from '../../connections/errors.js'
import type { ImapConnection } from '../../connections/imap.js'
import { findFolder, type ImapFolder, requireFolders } from '../../connections/imap-folders.js'
import type { Label } from '../../ids.js'
import type { Delivery, DeliveryOutcome } from '../../journey.js'
import type { Destination } from './destination.js'
import { carryOutMoves } from './imap-moves.js'
import { failed, type WantedMove } from './imap-work.js'

interface ImapFolderDeps {
  /** The connection, shared with the mailbox's source; whoever made it closes it, not this destination. */
  readonly imap: ImapConnection
  /** Name of the mailbox: a delivery of another one is refused, as its UIDs mean other mails here. */
  readonly account: string
  /** The polled folder's configured name, which can be no queue's folder. */
  readonly inbox: string
  /** A queue's folder by its configured name; undefined when its mail stays where it is. */
  readonly folderOf: (label: Label) => string | undefined
}

export function createImapFolderDestination({ imap, account, inbox, folderOf }: ImapFolderDeps): Destination {
  let folders: readonly ImapFolder[] = []

  async function pathsOf(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const isListed = names.every((name) => pathIn(folders, name) !== undefined)
    if (!isListed) folders = await imap.folders() // also one that was made since
    return new Map(names.flatMap((name) => pathEntry(folders, name)))
  }

  return {
    kind: 'imap-folder',

    async prepare(labels) {
      folders = await imap.folders()
      const names = labels.map(folderOf).filter((name) => name !== undefined)
      const found = requireFolders(folders, [inbox, ...names])
      const source = found.get(inbox)?.path
      const clash = names.find((name) => found.get(name)?.path === source)
      if (clash !== undefined) throw imapTargetIsSource(clash)
    },

    async deliver(deliveries) {
      const targets = new Set(deliveries.flatMap(({ move }) => (move ? [move.toFolder] : [])))
      const paths = await pathsOf([...targets])
      const outcomes = new Map<Delivery, DeliveryOutcome>()
      const moves: WantedMove[] = []
      for (const delivery of deliveries) {
        const asked = toMove(delivery, account, paths)
        if ('kind' in asked) outcomes.set(delivery, asked)
        else moves.push(asked)
      }
      for (const [delivery, outcome] of await carryOutMoves(imap, moves)) {
        outcomes.set(delivery, outcome)
        if (outcome.kind === 'unknown') folders = [] // a folder may have been renamed
      }
      return deliveries.map((delivery) => outcomes.get(delivery) ?? failed('it was not tried'))
    },

    close: async () => undefined,
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** A delivery as a move between two paths of the server, or why it cannot be one. */
function toMove(
  delivery: Delivery,
  account: string,
  paths: ReadonlyMap<string, string>,
): WantedMove | DeliveryOutcome {
  const { move, mailId } = delivery
  if (!move) return failed('the delivery does not say from where to where')
  if (move.from.account !== account)
    return failed(`the mail lies in another mailbox ("${move.from.account}")`)
  const target = paths.get(move.toFolder)
  if (target === undefined) return failed(`the folder "${move.toFolder}" does not exist in the mailbox`)
  return { delivery, mailId, from: move.from, target, sizeBytes: move.sizeBytes, messageId: move.messageId }
}

function pathIn(folders: readonly ImapFolder[], name: string): string | undefined {
  return findFolder(folders, name)?.path
}

function pathEntry(folders: readonly ImapFolder[], name: string): [string, string][] {
  const path = pathIn(folders, name)
  return path === undefined ? [] : [[name, path]]
}
