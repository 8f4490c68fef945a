// The review list and one mail of it as lines for a person at a terminal.
import type { ListRow } from '../desk/list-shapes.js'
import type { Claim, MailView, ReviewRow } from '../desk/mail-shapes.js'
import type { DecisionRecord } from '../ledger/contract/decisions.js'
import { table } from './table.js'
import { reasonInWords } from './words.js'

export interface Shown {
  readonly mail: MailView
  readonly review: ReviewRow | undefined
  /** Undefined for the blind sample. */
  readonly decision: DecisionRecord | undefined
  readonly claim: Claim | undefined
}

export function listLines(rows: readonly ListRow[]): readonly string[] {
  if (rows.length === 0) return ['Nothing waits for a person.']
  const cells = rows.map((row) => [
    row.mailId.slice(0, 12),
    row.mustSee.length > 0 ? `! ${row.mustSee.join(', ')}` : '',
    minute(row.laterUntil ?? row.since),
    row.isBlind ? '(blind)' : row.guess,
    row.claim && !row.claim.isMine ? row.claim.by : '',
    row.subject.slice(0, 50),
  ])
  const since = rows.some(({ laterUntil }) => laterUntil !== undefined) ? 'since or until' : 'since'
  return [
    ...table(['mail', 'must see', since, 'suggested', 'open with', 'subject'], cells),
    `${rows.length} shown.`,
  ]
}

export function showLines({ mail, review, decision, claim }: Shown): readonly string[] {
  const { parsed } = mail
  const body = parsed?.body
  return [
    `Subject: ${mail.subject}`,
    `From:    ${parsed?.from ? `${parsed.from.name} <${parsed.from.address}>` : 'unknown'}`,
    `Date:    ${parsed?.date ?? mail.receivedAt ?? 'unknown'}`,
    ...(parsed?.attachments ?? []).map(({ name, type }) => `Attached: ${name} (${type})`),
    '',
    body ? body.own || body.forwarded || '(no text)' : '(the text is no longer kept)',
    ...(body?.own && body.forwarded ? ['', '--- forwarded ---', body.forwarded] : []),
    '',
    whyHere(review),
    ...(claim && !claim.isMine ? [`${claim.by} has it open until ${minute(claim.until)}.`] : []),
    ...(review && review.mustSee.length > 0 ? [`Must be seen: ${review.mustSee.join(', ')}.`] : []),
    ...guessLines(decision),
  ]
}

// ---------------------------------------------------------------------------------------------------------------

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ')

function whyHere(review: ReviewRow | undefined): string {
  if (review === undefined) return 'Not on the review list.'
  if (review.state !== 'open')
    return `No longer on the review list: ${review.answeredBy ?? 'the program'} has settled it.`
  return review.reason
    ? `On the review list. ${reasonInWords(review.reason)}`
    : 'Of the blind sample: is there something for us in it? Answer as if nobody had: a queue, or none. What was done with it already is not shown.'
}

function guessLines(decision: DecisionRecord | undefined): readonly string[] {
  const { ranked = [], evidence = [] } = decision?.prediction ?? {}
  const words = evidence.map(({ term, weight }) => `${term} (${weight > 0 ? '+' : ''}${weight.toFixed(1)})`)
  return [
    ...ranked.slice(0, 3).map(({ label: queue, probability }) => `  ${probability.toFixed(2)}  ${queue}`),
    ...(words.length > 0 ? [`Words that weighed: ${words.join(', ')}`] : []),
  ]
}
