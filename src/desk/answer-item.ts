// An answer: checked against what the person saw, recorded once with all it asks for, and filed at once where that can be done.
import type { Config } from '../config/schema.js'
import type { Label } from '../ids.js'
import type { NotOursKind, ReviewAnswer } from '../journey.js'
import type { AnswerResult } from '../ledger/contract/forms.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import { maySeeItem } from './access.js'
import type { AnswerForm, AnswerOutcome, Choice } from './answer-shapes.js'
import type { DeskDeps } from './deps.js'
import type { Desk, Person } from './desk.js'
import { fileAndWait, filingOf } from './filing-state.js'
import { settledOf, settlementOf } from './mail-view.js'

export type Answering = Pick<Desk, 'answer' | 'answerAll'>

/** As many as one page of the list shows. */
const MOST_AT_ONCE = 100

export function createAnswerItem(deps: DeskDeps): Answering {
  return {
    async answer(form, person) {
      const recorded = await record(deps, form, person)
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
  deps: DeskDeps,
  { outcome, account, decisionId }: Recorded,
): Promise<AnswerOutcome> {
  if (outcome.kind !== 'recorded' || decisionId === undefined) return outcome
  if (account !== undefined) await fileAndWait(deps, [account])
  return { ...outcome, filing: await filingOf(deps.ledger, outcome.mailId, decisionId) }
}

/** An outcome, and what is to be filed for it. */
export interface Recorded {
  readonly outcome: AnswerOutcome
  readonly account?: string | undefined
  readonly decisionId?: number
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

async function record(deps: DeskDeps, form: AnswerForm, person: Person): Promise<Recorded> {
  const { ledger, config } = deps
  const { mailId, version, choice } = form
  const refused = (why: 'bad-token' | 'nothing-to-confirm' | 'unknown-queue' | 'bad-time'): Recorded => ({
    outcome: { kind: 'refused', mailId, why },
  })
  if (!isToken(form.token)) return refused('bad-token')
  const item = await ledger.reviewItem(mailId)
  const mail = await ledger.mail(mailId)
  if (item === undefined || mail?.decision === undefined || !maySeeItem(person, item))
    return { outcome: { kind: 'missing', mailId } }
  if (choice.kind === 'later') return putOff(deps, { form, choice, item, person })
  if (choice.kind === 'confirm' && (item.isBlind || item.guess === undefined))
    return refused('nothing-to-confirm')
  const target = choiceTarget(choice, item.guess, config)
  if (target === undefined) return refused('unknown-queue')
  const answer: ReviewAnswer = { mailId, version, ...target, by: person.name, note: cutNote(form.note) }
  const entry = deps.planAnswer(answer, mail)
  const result = await ledger.recordAnswer(answer, entry, { token: form.token, actor: person.name })
  return {
    ...(await outcomeOf(deps, mail, result)),
    account: entry.deliveries.length > 0 ? mail.account : undefined,
  }
}

/** The result in words that tell what stands now, read from the record and not from the form. */
export async function outcomeOf(
  { ledger }: Pick<DeskDeps, 'ledger'>,
  { id: mailId }: Pick<MailRecord, 'id'>,
  { kind, decisionId }: AnswerResult,
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
  if (last === undefined) return { outcome: { kind: 'missing', mailId } }
  return { outcome: { kind: 'conflict', mailId, ...settledOf(last, await ledger.reviewItem(mailId)) } }
}

const DAY_MS = 24 * 3_600_000

/** Whoever must be seen soon is not put off for long: the shortest of those deadlines is a day. */
const longestLaterMs = { mustSee: DAY_MS, other: 30 * DAY_MS }

async function putOff(
  deps: DeskDeps,
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
  if (result.kind !== 'recorded') return outcomeOf(deps, { id: mailId }, result)
  const current = (await deps.ledger.reviewItem(mailId))?.later?.until ?? until
  const what = { kind: 'later', until: current } as const
  return { outcome: { kind: 'recorded', mailId, what, filing: 'none', undo: `later:${result.version ?? 0}` } }
}
