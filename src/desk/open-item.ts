// Opening an item: it is claimed for its reader, noted in the audit log, and given with all a view needs.
import type { MailId } from '../ids.js'
import type { Reason } from '../journey.js'
import type { DecisionRecord, DecisionStore } from '../ledger/contract/decisions.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import type { Person } from '../roles.js'
import { may } from './access.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import { harmlessDocument } from './harmless-html.js'
import { isBlindNow, withoutHints } from './hints.js'
import type { Claim, OpenItem } from './mail-shapes.js'
import { mailView, settledOf, threadMail } from './mail-view.js'
import { queueView } from './queue-views.js'

/** An open page renews every half minute; a laptop that was closed lets go after this. */
const CLAIM_MS = 120_000

/** One for each digit key; the first three are shown in full. */
const SHOWN_QUEUES = 9

export function createOpenItem(deps: DeskContext): Pick<Desk, 'open' | 'renew' | 'release' | 'html'> {
  const { ledger, door } = deps
  const claim = async (
    id: MailId,
    person: Person,
    options: { readonly takeOver: boolean; readonly isRenewal: boolean },
  ): Promise<Claim | undefined> => {
    const given = await ledger.claimReview(id, person.name, { ttlMs: CLAIM_MS, ...options })
    return given && { ...given, isMine: given.by === person.name }
  }
  return {
    async open(id, person, { takeOver = false } = {}) {
      const isAllowed = (await door(person, 'open', id)) !== undefined
      const item = isAllowed ? await ledger.reviewItem(id) : undefined
      if (item === undefined) return { kind: 'missing' }
      const claimed =
        item.state === 'open' ? await claim(id, person, { takeOver, isRenewal: false }) : undefined
      const record = await ledger.mail(id)
      if (record?.decision === undefined) return { kind: 'missing' }
      if (claimed === undefined) return { kind: 'answered', ...settledOf(record.decision, item) }
      return { kind: 'open', item: await openItem(deps, { item, record, claim: claimed, person }) }
    },
    async renew(id, person) {
      const current = await door(person, 'claim', id)
      if (current?.item?.state !== 'open') return undefined
      return claim(id, person, { takeOver: false, isRenewal: true })
    },
    async release(id, person) {
      if (await door(person, 'claim', id)) await ledger.releaseReview(id, person.name)
    },
    async html(id, person) {
      const isAllowed = (await door(person, 'html', id)) !== undefined
      const bytes = isAllowed ? await ledger.rawBytes(id) : undefined
      const html = bytes && (await deps.htmlOf(bytes))
      if (html === undefined) return undefined
      await ledger.recordAudit({ actor: person.name, action: 'viewed', mailId: id, details: { of: 'html' } })
      return harmlessDocument(html)
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function openItem(
  { config, ledger, now }: DeskContext,
  {
    item,
    record,
    claim,
    person,
  }: {
    readonly item: ReviewItem
    readonly record: MailRecord
    readonly claim: Claim
    readonly person: Person
  },
): Promise<OpenItem> {
  const isBlind = isBlindNow(item)
  const hasBytes = await ledger.hasBytes(item.mailId)
  const thread = record.parsed ? await ledger.threadOf(record.parsed) : []
  const prediction = isBlind ? undefined : record.decision?.prediction
  const ranked = (prediction?.ranked ?? []).slice(0, SHOWN_QUEUES)
  return {
    mail: mailView(record, { hasBytes, isHidden: isBlind }),
    review: { ...withoutHints(item), claim: { by: claim.by, until: claim.until } },
    decision: isBlind ? undefined : record.decision,
    version: item.version,
    since: item.since,
    mustSee: item.mustSee,
    reason: isBlind ? undefined : await firstReason(ledger, item),
    undone: undoneBy(record.decision),
    isBlind,
    guess: isBlind ? undefined : item.guess,
    ranked: ranked.map((one) => ({ ...one, queue: queueView(config, one.label) })),
    evidence: prediction?.evidence ?? [],
    modelId: prediction?.modelId,
    claim,
    thread: thread
      .filter((line) => may(person, 'view', line, now()))
      .map((line) => threadMail(line, { person, isHidden: isBlind })),
  }
}

/** An undo says nothing of the mail: what does is why it first came to a person, or why it was filed. */
async function firstReason(ledger: DecisionStore, { mailId, reason }: ReviewItem): Promise<Reason> {
  if (reason.kind !== 'undone') return reason
  const decisions = await ledger.decisions(mailId)
  return decisions.find(({ actor }) => actor.kind === 'program')?.decision.because ?? reason
}

function undoneBy(decision: DecisionRecord | undefined): OpenItem['undone'] {
  const because = decision?.decision.because
  return decision && because?.kind === 'undone' ? { by: because.by, at: decision.at } : undefined
}
