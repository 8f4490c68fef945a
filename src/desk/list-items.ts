// The list: must-see first, then oldest. A page begins at a position in the list, not after so many rows, so that other people's
// answers shift nothing under the reader.

import { foldWords } from '../fold-words.js'
import type { MailStore } from '../ledger/contract/mails.js'
import type { ReviewFilter, ReviewItem, ReviewPosition, ReviewStore } from '../ledger/contract/reviews.js'
import type { Person } from '../roles.js'
import { queuesWithin } from './access.js'
import { MOST_ALIKE } from './answer-shapes.js'
import { decodeCursor, encodeCursor } from './cursor.js'
import type { DeskContext } from './deps.js'
import type { Desk } from './desk.js'
import { withoutHints } from './hints.js'
import type { Age, ListFilter, ListPage, ListQuery, ListRow } from './list-shapes.js'
import type { Claim } from './mail-shapes.js'
import { waitingOf } from './waiting-counts.js'

/** A search by words counts no further: nobody reads the tenth page, and counting means reading. */
const MATCHING_CAP = 200

const pageRows = { default: 25, most: 100 }

export function createListItems({
  ledger,
  now,
  door,
}: DeskContext): Pick<Desk, 'list' | 'waiting' | 'nextItem' | 'like'> {
  return {
    list: (query, person) => list({ ledger, now: now() }, query, person),
    async waiting(person) {
      const moments = ageMoments(now())
      const counts = await ledger.reviewCounts({
        labels: queuesWithin(person, 'list'),
        ages: moments,
        mine: person.name,
      })
      return waitingOf(counts)
    },
    async nextItem(filter, person, after) {
      const current = after && (await door(person, 'open', after))
      const seen = current && (await ledger.reviewItem(current.mailId))
      const free = { ...filterOf(filter, person, now()), freeFor: person.name }
      const first = async (position: ReviewPosition | undefined) =>
        (await read(ledger, { filter: free, position, direction: 'after', limit: 2, ofBurst: 'each' })).items
      const others = (items: readonly ReviewItem[]) => items.filter(({ mailId }) => mailId !== after)
      const [following] = seen === undefined ? [] : others(await first(seen))
      return (following ?? others(await first(undefined))[0])?.mailId
    },
    async like(id, likeness, person) {
      const current = await door(person, 'open', id)
      const item = current && (await ledger.reviewItem(id))
      if (item?.state !== 'open' || item.isBlind) return []
      const alike = await alikeItems(ledger, item, likeness, person)
      const others = alike.filter(({ mailId }) => mailId !== id)
      return [item, ...others].slice(0, MOST_ALIKE).map((one) => rowOf(one, person, now()))
    },
  }
}

/** Who has an item open; undefined when nobody does, or the claim has run out. */
const claimOf = ({ claim }: Pick<ReviewItem, 'claim'>, person: Person, now: Date): Claim | undefined =>
  claim === undefined || claim.until <= now.toISOString()
    ? undefined
    : { ...claim, isMine: claim.by === person.name }

// ---------------------------------------------------------------------------------------------------------------

async function list(
  { ledger, now }: { readonly ledger: ReviewStore; readonly now: Date },
  query: ListQuery,
  person: Person,
): Promise<ListPage> {
  const filter = filterOf(query, person, now)
  const limit = Math.min(Math.max(1, query.size ?? pageRows.default), pageRows.most)
  const { position, direction = 'after' } = decodeCursor(query.cursor) ?? {}
  const wanted = { filter, position, direction, limit: limit + 1, ofBurst: ofBurstIn(query) }
  const { items: found, positions } = await read(ledger, wanted)
  const matching = positions?.length ?? (await ledger.reviewCount(filter))
  const isBack = direction === 'before'
  const hasMore = found.length > limit
  const items = isBack && hasMore ? found.slice(1) : found.slice(0, limit)
  const mailsOf = await mailCounts(ledger, items, wanted)
  const hasPrevious = isBack ? hasMore : position !== undefined
  return {
    rows: items.map((item) => ({ ...rowOf(item, person, now), mails: mailsOf(item) })),
    next: isBack || hasMore ? cursorAt(items.at(-1) ?? position, 'after') : undefined,
    previous: hasPrevious ? cursorAt(items[0] ?? position, 'before') : undefined,
    matching,
    isCapped: positions?.length === MATCHING_CAP,
  }
}

/** What is searched by words, put off or claimed is listed mail by mail. */
const ofBurstIn = ({ ofBurst = 'each', state = 'waiting', mine, text }: ListQuery): Wanted['ofBurst'] =>
  state === 'waiting' && !mine && text === undefined ? ofBurst : 'each'

/** How many mails each item of a page stands for. */
async function mailCounts(ledger: ReviewStore, items: readonly ReviewItem[], { filter, ofBurst }: Wanted) {
  const burstOf = (item: ReviewItem) => (ofBurst === 'first' && isFoldable(item) ? item.burst : undefined)
  const counts = await ledger.burstCounts(
    items.flatMap((item) => burstOf(item) ?? []),
    filter,
  )
  return (item: ReviewItem): number => {
    const burst = burstOf(item)
    return (burst && counts.get(burst)) ?? 1
  }
}

const isFoldable = ({ mustSee, isBlind }: ReviewItem): boolean => mustSee.length === 0 && !isBlind

type Wanted = Parameters<ReviewStore['reviewPage']>[0]

interface Read {
  readonly items: readonly ReviewItem[]
  /** Of a search: the positions of everything that fits. */
  readonly positions?: readonly ReviewPosition[]
}

/** A search reads every text once, for the page and the count together. */
async function read(ledger: ReviewStore, wanted: Wanted): Promise<Read> {
  const { filter, position, direction, limit } = wanted
  if (filter.words === undefined || filter.words.length === 0)
    return { items: await ledger.reviewPage(wanted) }
  const positions = await ledger.reviewPositions(filter, MATCHING_CAP)
  const isAfter = (one: ReviewPosition) => position === undefined || compare(one, position) > 0
  const isBefore = (one: ReviewPosition) => position !== undefined && compare(one, position) < 0
  const page =
    direction === 'after'
      ? positions.filter(isAfter).slice(0, limit)
      : positions.filter(isBefore).slice(-limit)
  return { items: await ledger.reviewItemsOf(page.map(({ mailId }) => mailId)), positions }
}

/** The list's order: below 0 when `a` comes first. */
function compare(a: ReviewPosition, b: ReviewPosition): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.since !== b.since) return a.since < b.since ? -1 : 1
  return a.mailId < b.mailId ? -1 : a.mailId > b.mailId ? 1 : 0
}

const DAY_MS = 24 * 3_600_000

/** Since when something of each age has waited, youngest first: the last age has no beginning. */
const ageMoments = (now: Date): readonly string[] =>
  [DAY_MS, 7 * DAY_MS].map((agoMs) => new Date(now.getTime() - agoMs).toISOString())

function filterOf(filter: ListFilter, person: Person, now: Date): ReviewFilter {
  const [day, week] = ageMoments(now)
  const spans: Record<Age, Pick<ReviewFilter, 'from' | 'before'>> = {
    day: { from: day },
    week: { from: week, before: day },
    older: { before: week },
  }
  return {
    state: filter.state ?? 'waiting',
    labels: queuesWithin(person, 'list'),
    guess: filter.queue,
    reason: filter.reason,
    account: filter.mailbox,
    ...(filter.age === undefined ? {} : spans[filter.age]),
    claimedBy: filter.mine ? person.name : undefined,
    words: filter.text === undefined ? undefined : foldWords(filter.text),
  }
}

const cursorAt = (position: ReviewPosition | undefined, direction: 'after' | 'before'): string | undefined =>
  position && encodeCursor({ position, direction })

const rowOf = (item: ReviewItem, person: Person, now: Date): ListRow => ({
  mailId: item.mailId,
  version: item.version,
  subject: item.subject,
  from: item.from,
  mailbox: item.account,
  mails: 1,
  since: item.since,
  mustSee: item.mustSee,
  reason: item.isBlind ? undefined : item.reason,
  guess: item.isBlind ? undefined : item.guess,
  isBlind: item.isBlind,
  claim: claimOf(item, person, now),
  laterUntil: item.later?.until,
  review: withoutHints(item),
})

async function alikeItems(
  ledger: ReviewStore & MailStore,
  item: ReviewItem,
  likeness: Parameters<Desk['like']>[1],
  person: Person,
): Promise<readonly ReviewItem[]> {
  const [labels, limit] = [queuesWithin(person, 'list'), MOST_ALIKE]
  if (likeness === 'suggestion') {
    const filter = { state: 'waiting', labels, guess: item.guess ?? 'none' } as const
    return ledger.reviewPage({ filter, direction: 'after', limit, ofBurst: 'each' })
  }
  if (likeness === 'burst')
    return item.burst === undefined ? [] : ledger.likeReviews({ burst: item.burst }, { labels, limit })
  const parsed = (await ledger.mail(item.mailId))?.parsed
  return parsed === undefined ? [] : ledger.likeReviews({ thread: parsed }, { labels, limit })
}
