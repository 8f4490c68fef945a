// Whether an answer follows the mail that it names. Pure. Its References are a stranger's words: they only ever point at mails of ours, and
// what those are about and who wrote them must agree before one is followed.
import type { Label, MailId } from '../ids.js'
import type { ThreadDoubt } from '../journey.js'
import type { ThreadPlacement } from '../ledger/contract/decisions.js'

export interface ThreadFacts {
  /** The newest decision first. */
  readonly placements: readonly ThreadPlacement[]
  /** Filing by threads was proven wrong too often, or switched off by a person. */
  readonly isOff: boolean
}

/** `none`: it answers nothing that stands in a queue of ours. */
export type ThreadVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'follow'; readonly mailId: MailId; readonly queue: Label }
  | { readonly kind: 'doubt'; readonly mailId: MailId; readonly queue: Label; readonly why: ThreadDoubt }

/** A household, its lawyer and the clinic they write to are three: with more who name the same id, it is a mailing's or a system's. */
const MOST_STRANGERS = 2

/**
 * Looks for the newest mail among those named that nothing speaks against following; without one, tells what speaks against the newest.
 * @param queues those that mail may be filed in
 * @param sure the queue that the model is sure of, if any
 */
export function threadVerdict(
  { placements, isOff }: ThreadFacts,
  { queues, sure }: { readonly queues: ReadonlySet<string>; readonly sure: Label | undefined },
): ThreadVerdict {
  const judged = placements.flatMap((one) => {
    const { mailId, queue } = one
    if (queue === undefined || !queues.has(queue)) return []
    const isShared = placements.some((other) => other.idKey === one.idKey && other.queue !== queue)
    return [{ mailId, queue, why: isShared ? ('shared-id' as const) : doubtOf(one, { sure, isOff }) }]
  })
  const [newest] = judged
  if (newest === undefined) return { kind: 'none' }
  const { mailId, queue, why } = judged.find((one) => one.why === undefined) ?? newest
  return why === undefined ? { kind: 'follow', mailId, queue } : { kind: 'doubt', mailId, queue, why }
}

// ---------------------------------------------------------------------------------------------------------------

function doubtOf(
  { queue, matter, writer, strangers }: ThreadPlacement,
  { sure, isOff }: { readonly sure: Label | undefined; readonly isOff: boolean },
): ThreadDoubt | undefined {
  if (strangers > MOST_STRANGERS) return 'many-writers'
  if (writer === 'other') return 'other-writer'
  if (matter === 'other') return 'other-matter'
  if (writer === 'forgotten' || matter === 'forgotten') return 'forgotten'
  if (sure !== undefined && sure !== queue) return 'model-disagrees'
  return isOff ? 'switched-off' : undefined
}
