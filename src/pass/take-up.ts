// A mail that was left, taken up by a person: decided as if no machine had written it and it lay in the inbox, and then put to people with
// what the program would have made of it.
import { filedOrGuessed } from '../journey.js'
import type { DecisionRecord, ReplacingEntry } from '../ledger/contract/decisions.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import { evaluateMails } from './evaluate.js'
import { mailboxPolicyOf } from './mailbox-policy.js'
import type { Evaluated, Pipeline } from './pipeline.js'

/** @param left the decision that stands, which this one replaces */
export async function planTakeUp(
  pipeline: Omit<Pipeline, 'read'>,
  record: MailRecord,
  left: DecisionRecord,
  by: string,
): Promise<ReplacingEntry> {
  const evaluated = await evaluateAgain(pipeline, record)
  return {
    mailId: record.id,
    parsed: undefined,
    prediction: evaluated?.prediction,
    decision: {
      kind: 'review',
      guess: filedOrGuessed(evaluated?.decision),
      because: { kind: 'taken-up', by },
      mustSee: evaluated?.decision.mustSee ?? [],
    },
    mode: 'person',
    actor: { kind: 'person', name: by },
    deliveries: [],
    review: true,
    replaces: left.id,
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** From what was read of it when it came: its bytes are not kept. Undefined when its text is no longer kept either. */
async function evaluateAgain(
  pipeline: Omit<Pipeline, 'read'>,
  { id, account, parsed, receivedAt }: MailRecord,
): Promise<Evaluated | undefined> {
  if (parsed === undefined) return undefined
  const mailbox = pipeline.config.mailboxes.find(({ name }) => name === account)
  const policy = mailbox ? mailboxPolicyOf(pipeline.config, mailbox) : oneOff
  const location = { account, folder: policy.folder, uidValidity: '0', uid: 1 }
  const raw = { id, bytes: new Uint8Array(), location, receivedAt }
  const read = async () => ({ ...parsed, automatic: undefined })
  const [evaluated] = await evaluateMails({ ...pipeline, read }, policy, [raw])
  return evaluated
}

/** A one-off source, or a mailbox that the configuration no longer has. */
const oneOff = { folder: '', mode: 'suggest', alsoLook: [] } as const
