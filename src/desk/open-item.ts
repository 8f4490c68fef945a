// Opening an item: it is claimed for whoever reads it, noted in the trail, and given with all a view needs.
import type { MailId } from '../ids.js'
import type { Reason } from '../journey.js'
import type { DecisionRecord, DecisionStore } from '../ledger/contract/decisions.js'
import type { MailRecord } from '../ledger/contract/mails.js'
import type { ReviewItem } from '../ledger/contract/reviews.js'
import { maySeeFiled, maySeeItem } from './access.js'
import type { DeskDeps } from './deps.js'
import type { Desk, Person } from './desk.js'
import { harmlessDocument } from './harmless-html.js'
import type { Claim, Opened, OpenItem } from './mail-shapes.js'
import { mailView, settledOf, threadMail } from './mail-view.js'
import { queueView } from './queue-views.js'

/** An open page renews every half minute; a laptop that was closed lets go after this. */
const CLAIM_MS = 120_000

/** One for each digit key; the first three are shown in full. */
const SHOWN_QUEUES = 9

export function createOpenItem(deps: DeskDeps): Pick<Desk, 'open' | 'renew' | 'release' | 'html'> {
  const { ledger } = deps
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
      const item = await ledger.reviewItem(id)
      if (item === undefined || !maySeeItem(person, item)) return { kind: 'missing' }
      const claimed =
        item.state === 'open' ? await claim(id, person, { takeOver, isRenewal: false }) : undefined
      const record = await ledger.mail(id)
      if (record?.decision === undefined) return { kind: 'missing' }
      if (claimed === undefined) return { kind: 'answered', ...settledOf(record.decision, item) }
      return { kind: 'open', item: await openItem(deps, item, record, claimed) } satisfies Opened
    },
    async renew(id, person) {
      const item = await ledger.reviewItem(id)
      if (item?.state !== 'open' || !maySeeItem(person, item)) return undefined
      return claim(id, person, { takeOver: false, isRenewal: true })
    },
    release: (id, person) => ledger.releaseReview(id, person.name),
    async html(id, person) {
      const [record, item] = [await ledger.mail(id), await ledger.reviewItem(id)]
      const isAllowed = (item && maySeeItem(person, item)) || maySeeFiled(person, record?.decision?.decision)
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
  { config, ledger }: DeskDeps,
  item: ReviewItem,
  record: MailRecord,
  claim: Claim,
): Promise<OpenItem> {
  const { isBlind } = item
  const hasBytes = await ledger.hasBytes(item.mailId)
  const thread = record.parsed ? await ledger.threadOf(record.parsed) : []
  const prediction = isBlind ? undefined : record.decision?.prediction
  const ranked = (prediction?.ranked ?? []).slice(0, SHOWN_QUEUES)
  return {
    mail: mailView(record, hasBytes),
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
    // Where the mails before it went would tell a blind judge what the program thinks of this one.
    thread: thread
      .map(threadMail)
      .map((one) => (isBlind ? { ...one, kind: undefined, queue: undefined } : one)),
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
