// The mails of the same batch that an answer names by their own ids, of which the ledger does not know yet; the newest first.
import { filedIn, type ParsedMail } from '../journey.js'
import type { ThreadPlacement } from '../ledger/contract/decisions.js'
import { claimOf, type Keyed, likenessOf, marksOf, threadKey } from '../thread-marks.js'
import type { Evaluated } from './pipeline.js'

/** Within a batch nothing is kept, so nothing needs hiding. */
const asItIs: Keyed = (text) => text

export function threadWithin(evaluated: readonly Evaluated[], mail: ParsedMail): readonly ThreadPlacement[] {
  if (mail.references.length === 0) return []
  const claim = claimOf(mail, asItIs)
  if (claim === undefined) return []
  const answered = new Set(claim.answers)
  return evaluated
    .flatMap((one) => {
      const idKey = one.mail.messageId === undefined ? '' : threadKey(one.mail.messageId)
      if (!answered.has(idKey) || one.decision.kind === 'leave') return []
      const marks = marksOf(one.mail, asItIs)
      return [
        {
          mailId: one.raw.id,
          queue: filedIn(one.decision),
          idKey,
          ...likenessOf(claim, marks, { isDirect: idKey === claim.answers.at(-1) }),
          strangers: strangersWithin(evaluated, one.mail.messageId ?? '', [
            claim.sender,
            marks.sender,
            ...marks.recipients,
          ]),
        },
      ]
    })
    .reverse()
}

// ---------------------------------------------------------------------------------------------------------------

/** Those in the batch that name an id and are not known to the thread. */
function strangersWithin(evaluated: readonly Evaluated[], id: string, known: readonly string[]): number {
  const senders = evaluated
    .filter(({ mail }) => mail.messageId !== id && mail.references.includes(id))
    .map(({ mail }) => marksOf(mail, asItIs).sender)
  return new Set(senders.filter((sender) => sender !== '' && !known.includes(sender))).size
}
