// Where a mail's thread was placed by a mail of the same batch, of which the ledger does not know yet.
import { filedIn, type ParsedMail } from '../journey.js'
import type { PolicyFacts } from '../route/policy.js'
import type { Evaluated } from './pipeline.js'

export function threadWithin(
  evaluated: readonly Evaluated[],
  { references }: ParsedMail,
): PolicyFacts['thread'] {
  const isOfThread = ({ mail }: Evaluated) =>
    references.some((id) => id === mail.messageId || mail.references.includes(id))
  const last = evaluated.findLast((one) => one.decision.kind === 'route' && isOfThread(one))
  const label = filedIn(last?.decision)
  return last && label !== undefined ? { label, mailId: last.raw.id } : undefined
}
