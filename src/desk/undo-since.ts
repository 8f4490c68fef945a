// Taking back a whole run: each of the program's filings since a moment, by the same act as a single undo.

import type { Label, MailId } from '../ids.js'
import type { IsoTime } from '../journey.js'
import type { DecisionStore } from '../ledger/contract/decisions.js'
import type { Person } from '../roles.js'
import type { Unrouted } from './answer-shapes.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import { isBlindNow } from './hints.js'

export const createUndoSince = (
  context: DeskContext,
  undoing: Pick<Desk, 'undo'>,
): Pick<Desk, 'undoSince'> => ({
  async undoSince({ since, isDryRun }, person) {
    const unrouted: Unrouted[] = []
    for await (const filed of filedSince(context, since)) {
      const one = await unroute(context, undoing, { ...filed, person, isDryRun })
      if (one !== undefined) unrouted.push(one)
    }
    return unrouted
  },
})

// ---------------------------------------------------------------------------------------------------------------

interface Filed {
  readonly mailId: MailId
  readonly label: Label
}

const READ_AT_ONCE = 500

async function* filedSince(
  { ledger }: { readonly ledger: DecisionStore },
  since: IsoTime,
): AsyncIterable<Filed> {
  for (let afterSeq = 0; ; ) {
    const filed = await ledger.filedByProgram({ since, afterSeq, limit: READ_AT_ONCE })
    const last = filed.at(-1)
    if (last === undefined) return
    yield* filed
    afterSeq = last.seq
  }
}

async function unroute(
  { door, newToken }: DeskContext,
  { undo }: Pick<Desk, 'undo'>,
  { mailId, label, person, isDryRun }: Filed & { readonly person: Person; readonly isDryRun: boolean },
): Promise<Unrouted | undefined> {
  const current = await door(person, 'undo', mailId)
  if (current === undefined) return undefined
  if (isDryRun) return { mailId, from: isBlindNow(current.item) ? undefined : label, outcome: undefined }
  const form = { mailId, undo: `decision:${current.decisionId}`, token: newToken() }
  return { mailId, from: label, outcome: await undo(form, person) }
}
