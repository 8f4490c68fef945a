// Before anything is decided: what people did with mail since the last pass, and which queues must not be filed in any more.
import { queueLabels } from '../config/queue-labels.js'
import type { Config } from '../config/schema.js'
import { assertNever } from '../errors.js'
import { closeBroken } from '../guarantee/close-broken.js'
import type { MailId } from '../ids.js'
import type { GuaranteeStore } from '../ledger/contract/guarantee.js'
import type { MailboxEnds } from './mailbox-ends.js'
import type { MailboxPolicy } from './mailbox-policy.js'
import { followMovedMail, type MoveWatch } from './moved-mail.js'

/** Brings the ledger up to date with people. Returns the mails that were found to have been placed by hand. */
export async function reconcile(
  { ledger, config }: { readonly ledger: MoveWatch['ledger'] & GuaranteeStore; readonly config: Config },
  policy: MailboxPolicy,
  ends: MailboxEnds,
): Promise<readonly MailId[]> {
  const placed = await placedByHand({ ledger, config }, policy, ends)
  await closeBroken(ledger, config)
  return placed
}

// ---------------------------------------------------------------------------------------------------------------

async function placedByHand(
  { ledger, config }: { readonly ledger: MoveWatch['ledger']; readonly config: Config },
  policy: MailboxPolicy,
  ends: MailboxEnds,
): Promise<readonly MailId[]> {
  switch (ends.kind) {
    case 'imap':
      return followMovedMail({ ledger, imap: ends.imap, policy, labels: queueLabels(config) })
    case 'files':
      return [] // nobody moves mail between departments there
    default:
      return assertNever(ends)
  }
}
