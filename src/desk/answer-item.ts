// An answer: checked against what the person saw, recorded once with all it asks for, and filed immediately where possible.
import type { Config } from '../config/schema.js'
import type { Label, MailId } from '../ids.js'
import type { NotOursKind, ReviewAnswer } from '../journey.js'
import type { AnswerResult } from '../ledger/contract/forms.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import type { Person } from '../roles.js'
import type { Act } from './access.js'
import type { AnswerForm, AnswerOutcome, Choice } from './answer-shapes.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import { fileAndWait, filingOf } from './filing-state.js'
import { settledOf, settlementOf } from './mail-view.js'

export type Answering = Pick<Desk, 'answer' | 'answerAll'>

/** As many as one page of the list shows. */
const MOST_AT_ONCE = 100

export function createAnswerItem(deps: DeskContext): Answering {
  return {
    async answer(form, person) {
      const recorded = await record(deps, form, person)
      if (recorded.isOfBlindSample) await deps.closeBrokenQueues()
      return withFiling(deps, recorded)
    },
    async answerAll({ items, ...form }, person) {
      if (items.length > MOST_AT_ONCE)
        return items.map(({ mailId }) => ({ kind: 'refused', mailId, why: 'too-many' }))
      const all: Recorded[] = []
      for (const item of items) {
        const token = form.token === '' ? '' : `${form.token}/${item.mailId}`
        all.push(await record(deps, { ...form, ...item, token }, person))
      }
      if (all.some(({ isOfBlindSample }) => isOfBlindSample)) await deps.closeBrokenQueues()
      await fileAndWait(
        deps,
        all.flatMap(({ account }) => account ?? []),
      )
      return Promise.all(
        all.map((one) => withFiling({ ...deps, waitForFilingMs: 0 }, { ...one, account: undefined })),
      )
    },
  }
}

/** Longest note that is kept. */
const NOTE_CHARACTERS = 2_000

export const cutNote = (note: string): string => note.trim().slice(0, NOTE_CHARACTERS)

/** A token as `newToken` makes it, also with a mail's id behind it. */
export const isToken = (token: string): boolean => /^[\w-]{16,100}(?:\/[0-9a-f]{64})?$/.test(token)

/** Fills in how far the filing has come. An `account` means that there is something to file. */
export async function withFiling(
  deps: DeskContext,
  { outcome, account, decisionId }: Recorded,
): Promise<AnswerOutcome> {
  if (outcome.kind !== 'recorded' || decisionId === undefined) return outcome
  if (account !== undefined) await fileAndWait(deps, [account])
  return { ...outcome, filing: await filingOf(deps.ledger, outcome.mailId, decisionId) }
}

/** An outcome, and what is to be done about it. */
export interface Recorded {
  readonly outcome: AnswerOutcome
  /** Its mailbox, where something is to be filed. */
  readonly account?: string | undefined
  readonly decisionId?: number
  /** The answer counts for or against a queue's guarantee. */
  readonly isOfBlindSample?: boolean
}

/** What a choice puts a mail into; undefined when there is no such queue. A choice of "outside" is "not ours". */
export function choiceTarget(
  choice: Exclude<Choice, { kind: 'later' }>,
  guess: Label | undefined,
  { queues, outside }: Pick<Config, 'queues' | 'outside'>,
): { readonly label: Label | undefined; readonly notOurs?: NotOursKind } | undefined {
  if (choice.kind === 'not-ours') return { label: undefined, notOurs: choice.what }
  const label = choice.kind === 'queue' ? choice.label : guess
  if (label === outside) return { label: undefined, notOurs: 'another-authority' }
  return label !== undefined && Object.hasOwn(queues, label) ? { label } : undefined
}

// ---------------------------------------------------------------------------------------------------------------

async function record(deps: DeskContext, form: AnswerForm, person: Person): Promise<Recorded> {
  const { ledger, config } = deps
  const { mailId, version, choice } = form
  const refused = (why: 'bad-token' | 'nothing-to-confirm' | 'unknown-queue' | 'bad-time'): Recorded => ({
    outcome: { kind: 'refused', mailId, why },
  })
  const isAllowed = (await deps.door(person, 'answer', mailId)) !== undefined
  const item = isAllowed ? await ledger.reviewItem(mailId) : undefined
  const mail = item && (await ledger.mail(mailId))
  if (item === undefined || mail?.decision === undefined) return { outcome: { kind: 'missing', mailId } }
  if (!isToken(form.token)) return refused('bad-token')
  if (choice.kind === 'later') return putOff(deps, { form, choice, item, person })
  if (choice.kind === 'confirm' && (item.isBlind || item.guess === undefined))
    return refused('nothing-to-confirm')
  const target = choiceTarget(choice, item.guess, config)
  if (target === undefined) return refused('unknown-queue')
  const answer: ReviewAnswer = { mailId, version, ...target, by: person.name, note: cutNote(form.note) }
  const entry = deps.planAnswer(answer, mail)
  const result = await ledger.recordAnswer(answer, entry, { token: form.token, actor: person.name })
  return {
    ...(await outcomeOf(deps, { mailId, result, person, act: 'answer' })),
    account: entry.deliveries.length > 0 ? mail.account : undefined,
    isOfBlindSample: result.kind === 'recorded' && item.isBlind,
  }
}

/** The result as it stands now, read from the ledger and not from the form. */
export async function outcomeOf(
  { ledger, door }: Pick<DeskContext, 'ledger' | 'door'>,
  {
    mailId,
    result: { kind, decisionId },
    person,
    act,
  }: {
    readonly mailId: MailId
    readonly result: AnswerResult
    readonly person: Person
    readonly act: Extract<Act, 'answer' | 'move'>
  },
): Promise<Recorded> {
  if (kind === 'missing') return { outcome: { kind, mailId } }
  if (kind === 'bad-token') return { outcome: { kind: 'refused', mailId, why: kind } }
  const decisions = await ledger.decisions(mailId)
  const own = decisions.find(({ id }) => id === decisionId)
  const last = decisions.at(-1)
  if (kind === 'recorded' && own !== undefined && decisionId !== undefined) {
    const undo = `decision:${decisionId}`
    return { outcome: { kind, mailId, what: settlementOf(own), filing: 'none', undo }, decisionId }
  }
  // Who was faster may have sent the mail out of this person's sight.
  if (last === undefined || (await door(person, act, mailId)) === undefined)
    return { outcome: { kind: 'missing', mailId } }
  return { outcome: { kind: 'conflict', mailId, ...settledOf(last, await ledger.reviewItem(mailId)) } }
}

const DAY_MS = 24 * 3_600_000

/** Must-see mail is not put off for long: the shortest of its deadlines is a day. */
const longestLaterMs = { mustSee: DAY_MS, other: 30 * DAY_MS }

async function putOff(
  deps: DeskContext,
  asked: {
    readonly form: AnswerForm
    readonly choice: Extract<Choice, { kind: 'later' }>
    readonly item: ReviewItem
    readonly person: Person
  },
): Promise<Recorded> {
  const { form, choice, item, person } = asked
  const { mailId, version, token } = form
  const nowMs = deps.now().getTime()
  const askedMs = Date.parse(choice.until)
  if (!(askedMs > nowMs)) return { outcome: { kind: 'refused', mailId, why: 'bad-time' } }
  const longestMs = item.mustSee.length > 0 ? longestLaterMs.mustSee : longestLaterMs.other
  const until = new Date(Math.min(askedMs, nowMs + longestMs)).toISOString()
  const answer = { mailId, version, by: person.name, note: cutNote(form.note), until }
  const result = await deps.ledger.putOff(answer, { token, actor: person.name })
  if (result.kind !== 'recorded') return outcomeOf(deps, { mailId, result, person, act: 'answer' })
  const current = (await deps.ledger.reviewItem(mailId))?.later?.until ?? until
  const what = { kind: 'later', until: current } as const
  return { outcome: { kind: 'recorded', mailId, what, filing: 'none', undo: `later:${result.version ?? 0}` } }
}
