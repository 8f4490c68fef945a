// The checker: reads Dovecot's folders, the ledger's database and Redis over connections of its own and states what is wrong. It
// imports nothing of the program but types and the pure id of a mail, so it cannot share a mistake with it.
import type { MailId } from '../../src/ids.js'
import type { Facts, MailboxFacts, RedisFacts } from './checker/facts.js'
import { type Copy, readCopies } from './checker/folders.js'
import { type Job, readJobs } from './checker/jobs.js'
import { judgeMail, type MailView } from './checker/judge-mail.js'
import { type LedgerRows, readLedger, readProgress } from './checker/record.js'

export type { Facts, MailboxFacts } from './checker/facts.js'

/**
 * What is wrong, as sentences; empty when every mail that was delivered lies in exactly one folder, has exactly one identity in the
 * ledger, exactly one effect for its decision, a complete trail and an owner, and no other mail was touched.
 * It is for a moment when nothing is under way: what is not finished yet is wrong.
 */
export async function checkAll(facts: Facts): Promise<readonly string[]> {
  const rows = await readLedger(facts.database)
  const jobs = facts.redis ? withConsumed(await readJobs(facts.redis), facts.redis) : []
  const ledger = sortByMail(rows)
  const wrong: string[] = []
  for (const mailbox of facts.mailboxes) {
    const copies = mailbox.imap ? await readCopies(mailbox.imap) : []
    const views = viewsOf(mailbox, copies, ledger, groupBy(jobs, mailOfJob))
    wrong.push(...views.flatMap((view) => judgeMail(view, facts)), ...wrongForeign(mailbox, copies))
  }
  return [...wrong, ...wrongRest(facts, rows), ...wrongJobs(facts, rows, jobs)]
}

/**
 * Waits until every delivered mail is recorded and nothing is open, then checks; while it is wrong it looks again, as a process that
 * was just killed may leave work to the next.
 * @returns what is still wrong when the time is over, and how long it took until all was well.
 */
export async function checkWithin(
  facts: Facts,
  withinMs: number,
): Promise<{ readonly wrong: readonly string[]; readonly tookMs: number }> {
  const began = performance.now()
  const expected = new Set(facts.mailboxes.flatMap(({ delivered }) => delivered)).size
  for (;;) {
    const { mails, open } = await readProgress(facts.database)
    const tookMs = performance.now() - began
    const isOver = tookMs > withinMs
    if ((mails === expected && open === 0) || isOver) {
      const wrong = await checkAll(facts)
      if (wrong.length === 0 || isOver) return { wrong, tookMs }
    }
    await new Promise((resume) => setTimeout(resume, 50))
  }
}

// ---------------------------------------------------------------------------------------------------------------

interface LedgerByMail {
  readonly mails: ReadonlyMap<string, LedgerRows['mails'][number]>
  readonly decisions: ReadonlyMap<string, LedgerRows['decisions']>
  readonly outbox: ReadonlyMap<string, LedgerRows['outbox']>
  readonly locations: ReadonlyMap<string, LedgerRows['locations']>
  readonly reviews: ReadonlyMap<string, LedgerRows['reviews'][number]>
  readonly queued: ReadonlyMap<string, LedgerRows['queued']>
  readonly audit: ReadonlyMap<string, LedgerRows['audit']>
}

const sortByMail = (rows: LedgerRows): LedgerByMail => ({
  mails: new Map(rows.mails.map((row) => [row.id, row])),
  decisions: groupBy(rows.decisions, mailOfRow),
  outbox: groupBy(rows.outbox, mailOfRow),
  locations: groupBy(rows.locations, mailOfRow),
  reviews: new Map(rows.reviews.map((row) => [row.mail_id, row])),
  queued: groupBy(rows.queued, mailOfRow),
  audit: groupBy(rows.audit, mailOfRow),
})

const mailOfRow = ({ mail_id }: { readonly mail_id: string }): string => mail_id
const mailOfJob = ({ id }: Job): string => id.slice(0, id.indexOf('.'))

function viewsOf(
  mailbox: MailboxFacts,
  copies: readonly Copy[],
  ledger: LedgerByMail,
  jobs: ReadonlyMap<string, readonly Job[]>,
): readonly MailView[] {
  const byMail = groupBy(copies, ({ id }) => id)
  const delivered = groupBy(mailbox.delivered, (id) => id)
  return [...delivered].map(([id, times]) => ({
    name: `Mail ${id.slice(0, 12)}`,
    account: mailbox.account,
    inbox: mailbox.inbox ?? 'INBOX',
    hasFolders: mailbox.imap !== undefined,
    delivered: times.length,
    isTouched: mailbox.touched?.has(id as MailId) ?? false,
    copies: byMail.get(id) ?? [],
    record: ledger.mails.get(id),
    decisions: ledger.decisions.get(id) ?? [],
    outbox: ledger.outbox.get(id) ?? [],
    locations: (ledger.locations.get(id) ?? []).filter(({ account }) => account === mailbox.account),
    review: ledger.reviews.get(id),
    queued: ledger.queued.get(id) ?? [],
    audit: ledger.audit.get(id) ?? [],
    jobs: jobs.get(id) ?? [],
  }))
}

/** Mail of others is where it was, and no mail is in the mailbox that nobody put there. */
function wrongForeign(
  { account, delivered, foreign = {} }: MailboxFacts,
  copies: readonly Copy[],
): readonly string[] {
  const wrong: string[] = []
  const expected = new Set<string>(delivered)
  for (const [folder, ids] of Object.entries(foreign)) {
    for (const id of ids) {
      expected.add(id)
      if (!copies.some((copy) => copy.id === id && copy.folder === folder))
        wrong.push(`Mail ${id.slice(0, 12)} of others is not in "${folder}" of ${account} any more`)
    }
  }
  for (const { id, folder } of copies)
    if (!expected.has(id))
      wrong.push(`Mail ${id.slice(0, 12)} in "${folder}" of ${account} was put there by nobody`)
  return wrong
}

/** The ledger holds nothing but what was delivered. */
function wrongRest({ mailboxes }: Facts, { mails }: LedgerRows): readonly string[] {
  const delivered = new Map(
    mailboxes.flatMap((box) => box.delivered.map((id) => [id as string, box.account] as const)),
  )
  return mails.flatMap(({ id, account }) => {
    const from = delivered.get(id)
    if (from === undefined) return [`Mail ${id.slice(0, 12)} is in the ledger and was never delivered`]
    return from === account
      ? []
      : [`Mail ${id.slice(0, 12)} of ${from} is in the ledger as mail of ${account}`]
  })
}

/** A job holds ids that agree with its delivery, and nothing else. */
function wrongJobs({ redis }: Facts, { outbox }: LedgerRows, jobs: readonly Job[]): readonly string[] {
  const rows = new Map(outbox.map((row) => [row.key, row]))
  const wrong: string[] = []
  for (const { id, data, label, states } of jobs) {
    const row = rows.get(id)
    if (!row || data === '') continue // a job without a delivery is told with its mail; a consumed one has no data left
    const expected = JSON.stringify({ mailId: row.mail_id, decisionId: row.decision_id, label })
    if (data !== expected)
      wrong.push(`Job ${id.slice(0, 12)} (${states.join()}) holds ${data} instead of ${expected}`)
  }
  const most = redis?.mostTaken ?? 1
  for (const [id, times] of groupBy(redis?.consumed ?? [], (job) => job.id))
    if (times.length > most)
      wrong.push(`Job ${id.slice(0, 12)} was taken ${times.length} times, at most ${most} expected`)
  return wrong
}

/** A job that a consumer took is not in Redis any more; it counts as being in its queue. */
function withConsumed(jobs: readonly Job[], { consumed = [] }: RedisFacts): readonly Job[] {
  const present = new Set(jobs.map(({ id }) => id))
  const taken = new Map(consumed.filter(({ id }) => !present.has(id)).map((job) => [job.id, job]))
  return [...jobs, ...[...taken.values()].map((job) => ({ ...job, states: ['consumed'], data: '' }))]
}

function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
