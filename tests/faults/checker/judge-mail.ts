// What must be true of one mail when nothing is under way any more. Pure: it is given what was read, and says what is wrong.
import type { Facts } from './facts.js'
import type { Copy } from './folders.js'
import type { Job } from './jobs.js'
import type {
  AuditRow,
  DecisionRow,
  LocationRow,
  MailRow,
  OutboxRow,
  QueuedRow,
  ReviewRow,
} from './record.js'

/** All that was read of one mail. */
export interface MailView {
  /** Named in complaints; the id's first digits. */
  readonly name: string
  readonly account: string
  readonly inbox: string
  readonly hasFolders: boolean
  /** How often the test put it into the inbox. */
  readonly delivered: number
  readonly isTouched: boolean
  readonly copies: readonly Copy[]
  readonly record: MailRow | undefined
  readonly decisions: readonly DecisionRow[]
  readonly outbox: readonly OutboxRow[]
  readonly locations: readonly LocationRow[]
  readonly review: ReviewRow | undefined
  readonly queued: readonly QueuedRow[]
  readonly audit: readonly AuditRow[]
  readonly jobs: readonly Job[]
}

/** What is wrong with a mail, as sentences; nothing, when all is well. */
export function judgeMail(view: MailView, { folders }: Pick<Facts, 'folders'>): readonly string[] {
  const standing = view.decisions.at(-1)
  if (!view.record) return [`${view.name} is not in the ledger${whereabouts(view)}`]
  if (view.record.state !== 'decided' || !standing)
    return [`${view.name} is in the ledger and not decided (${view.record.state})${whereabouts(view)}`]
  return [
    ...wrongHistory(view, view.record, standing),
    ...wrongOutbox(view),
    ...wrongQueue(view, queueOf(standing)),
    ...(view.hasFolders && !view.isTouched ? wrongPlace(view, standing, folders) : []),
    ...wrongTrail(view),
    ...wrongOwner(view, standing),
  ].map((wrong) => `${view.name} ${wrong}`)
}

/** The queue that a decision puts a mail into; none while the mailbox is only watched. */
const queueOf = ({ kind, label, mode }: DecisionRow): string | undefined =>
  kind === 'route' && mode !== 'shadow' && label !== null ? label : undefined

// ---------------------------------------------------------------------------------------------------------------

const whereabouts = ({ copies }: MailView): string =>
  copies.length === 0
    ? ' and lies in no folder'
    : `; it lies in ${copies.map(({ folder }) => folder).join(', ')}`

function wrongHistory({ decisions }: MailView, record: MailRow, standing: DecisionRow): readonly string[] {
  const wrong: string[] = []
  const nths = decisions.map(({ nth }) => nth)
  if (nths.some((nth, i) => nth !== i + 1)) wrong.push(`has its decisions numbered ${nths.join(', ')}`)
  if (record.decision_id !== standing.id)
    wrong.push(`stands by decision ${record.decision_id}, but its last is ${standing.id}`)
  return wrong
}

/** Every delivery is closed, and closed well. */
function wrongOutbox({ outbox, decisions, isTouched }: MailView): readonly string[] {
  const known = new Set(decisions.map(({ id }) => id))
  return outbox.flatMap(({ destination, state, withdraws, decision_id }) => {
    const orphan = known.has(decision_id) ? [] : [`has a delivery of the unknown decision ${decision_id}`]
    // A department may have taken what was asked back, and what a person has moved is gone for the program.
    const isWell =
      state === 'done' || state === 'superseded' || (state === 'gone' && (withdraws !== null || isTouched))
    return isWell ? orphan : [...orphan, `has a delivery to ${destination} that is ${state}`]
  })
}

/** States of a job that a department has begun with. */
const inHand: ReadonlySet<string> = new Set(['active', 'completed', 'failed', 'consumed'])

/** It waits once in the queue of its decision, and in no other. */
function wrongQueue({ queued, jobs, outbox }: MailView, queue: string | undefined): readonly string[] {
  const wrong: string[] = []
  const waiting = [
    ...queued
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ label, state }) => ({ label, isOver: state !== 'ready' })),
    ...jobs.map(({ label, states }) => ({ label, isOver: states.every((state) => inHand.has(state)) })),
  ]
  const ours = waiting.filter(({ label }) => label === queue).length
  if (queue !== undefined && ours !== 1)
    wrong.push(`is ${ours} times in the queue "${queue}" of its decision`)
  // What a department took before the decision was replaced is in its hands.
  for (const { label, isOver } of waiting)
    if (label !== queue && !isOver) wrong.push(`waits in the queue "${label}", which is not its decision's`)
  for (const { id, states, label } of jobs) {
    if (states.length !== 1)
      wrong.push(`has a job in ${states.length} states of "${label}": ${states.join(', ')}`)
    if (!outbox.some(({ key }) => key === id)) wrong.push(`has a job that no delivery asked for (${id})`)
  }
  return wrong
}

/** As many copies as were delivered, all in the one folder that follows from its decisions, where the ledger says they are. */
function wrongPlace(view: MailView, standing: DecisionRow, folders: Facts['folders']): readonly string[] {
  const wrong: string[] = []
  const unmarked = view.copies.filter(({ isMarked }) => !isMarked)
  const expected = folderOf(view, standing, folders)
  const places = unmarked.map(({ folder }) => folder)
  if (unmarked.length !== view.delivered || places.some((place) => place !== expected))
    wrong.push(
      `was delivered ${view.delivered} times and lies in ${places.join(', ') || 'no folder'}; its decision says ${expected}`,
    )
  const told = view.locations.map((at) => placeName(at.folder, at.uid_validity, at.uid)).sort()
  const found = unmarked.map((copy) => placeName(copy.path, copy.uidValidity, copy.uid)).sort()
  // A marked original is no copy that counts, but it does lie there.
  const marked = view.copies.filter(({ isMarked }) => isMarked)
  const stays = new Set(marked.map((copy) => placeName(copy.path, copy.uidValidity, copy.uid)))
  if (told.filter((place) => !stays.has(place)).join() !== found.join())
    wrong.push(
      `lies at ${found.join(', ') || 'no place'}, but the ledger says ${told.join(', ') || 'nowhere'}`,
    )
  return wrong
}

function folderOf(view: MailView, standing: DecisionRow, folders: Facts['folders']): string {
  const queue = queueOf(standing)
  const lastMove = view.outbox.findLast(
    ({ destination, state }) => destination === 'imap-folder' && state === 'done',
  )
  const folder = queue === undefined ? lastMove?.to_folder : folders[queue]
  return (folder ?? view.inbox).normalize('NFC')
}

const placeName = (path: string, uidValidity: string, uid: number): string => `${path};${uidValidity};${uid}`

/** Received once, and a row of the trail for each decision and each closed delivery. */
function wrongTrail({ audit, decisions, outbox, queued }: MailView): readonly string[] {
  const wrong: string[] = []
  const count = (action: string) => audit.filter((row) => row.action === action).length
  const expectCount = (action: string, expected: number) => {
    if (count(action) !== expected)
      wrong.push(`has ${count(action)} "${action}" in its trail instead of ${expected}`)
  }
  const closed = (state: string) => outbox.filter((row) => row.state === state).length
  expectCount('received', 1)
  expectCount('decided', decisions.length)
  expectCount('delivered', closed('done'))
  expectCount('delivery-gone', closed('gone'))
  expectCount('delivery-called-off', closed('superseded'))
  expectCount('queued', queued.length)
  return wrong
}

/** Somebody has it: a department, the caseworkers, or (automatic mail, and a mailbox that is only watched) nobody needs to. */
function wrongOwner({ review }: MailView, { kind, reason, mode }: DecisionRow): readonly string[] {
  if (mode === 'shadow') return []
  if (kind === 'review' && !review) return [`is for a person (${reason}) and not on the review list`]
  if (kind === 'leave' && review?.state === 'open') return ['is left where it is, and on the review list']
  return []
}
