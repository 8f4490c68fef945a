// What the program left: listed for whoever sees all departments, and taken up into the journey. A mail that waits for a blind answer is
// not here: that it was left is what its judge must not know.
import type { MailId } from '../ids.js'
import { leftBySign } from '../journey.js'
import type { LeftStore } from '../ledger/contract/left.js'
import type { Person } from '../roles.js'
import { mayActOnLeft } from './access.js'
import { isToken, outcomeOf, withFiling } from './answer-item.js'
import type { AnswerOutcome } from './answer-shapes.js'
import { decodeLeft, encodeLeft } from './cursor.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import { isBlindNow } from './hints.js'
import type { LeftPage, LeftQuery } from './left-shapes.js'

/** The ledger then says whether this very form was sent before, and else that somebody was faster. */
const NO_DECISION = 0

const pageRows = { default: 25, most: 100 }

/** As many as one page of the list shows. */
const MOST_AT_ONCE = 100

export const createLeftMail = (context: DeskContext): Pick<Desk, 'left' | 'takeUp'> => ({
  left: async (query, person) =>
    mayActOnLeft(person) ? pageOf(context.ledger, query) : { rows: [], next: undefined },
  async takeUp({ mails, token }, person) {
    if (mails.length > MOST_AT_ONCE)
      return mails.map((mailId) => ({ kind: 'refused', mailId, why: 'too-many' }))
    const outcomes: AnswerOutcome[] = []
    for (const mailId of mails) {
      const ownToken = token === '' ? '' : `${token}/${mailId}`
      outcomes.push(await takeUpOne(context, { mailId, token: ownToken }, person))
    }
    return outcomes
  },
})

// ---------------------------------------------------------------------------------------------------------------

async function pageOf(
  ledger: LeftStore,
  { sign, mailbox, since, cursor, size }: LeftQuery,
): Promise<LeftPage> {
  const limit = Math.min(Math.max(1, size ?? pageRows.default), pageRows.most)
  const filter = { sign, account: mailbox, since }
  const found = await ledger.leftMails({ filter, before: decodeLeft(cursor), limit: limit + 1 })
  const lines = found.slice(0, limit)
  const last = found.length > limit ? lines.at(-1) : undefined
  return {
    rows: lines.map(({ decisionId: _, account, ...line }) => ({ ...line, mailbox: account })),
    next: last && encodeLeft(last.decisionId),
  }
}

async function takeUpOne(
  context: DeskContext,
  { mailId, token }: { readonly mailId: MailId; readonly token: string },
  person: Person,
): Promise<AnswerOutcome> {
  const { ledger } = context
  const current = mayActOnLeft(person) ? await ledger.currentMail(mailId) : undefined
  const record = current && (await ledger.mail(mailId))
  if (record?.decision === undefined || isBlindNow(current?.item)) return { kind: 'missing', mailId }
  if (!isToken(token)) return { kind: 'refused', mailId, why: 'bad-token' }
  const planned = await context.planTakeUp(record, record.decision, person.name)
  const isLeft = leftBySign(record.decision.decision) !== undefined
  const entry = isLeft ? planned : { ...planned, replaces: NO_DECISION }
  const result = await ledger.recordTakeUp(entry, { token, actor: person.name })
  return withFiling(context, await outcomeOf(context, { mailId, result, person, act: 'move' }))
}
