// Which labelled mails belong together: one thread, or nearly the same text. A group is never on both sides of a split, or the model would be
// judged by mail that it has all but seen.
import type { ThreadSigns } from '../journey.js'
import type { MailShingles } from './mail-shingles.js'
import { joinNearDuplicates } from './near-duplicates.js'
import { createDisjointSet, type DisjointSet } from './union-find.js'

export interface GroupSigns {
  readonly shingles: MailShingles
  readonly labelAt: (at: number) => string
  readonly idAt: (at: number) => string
  readonly threadAt: (at: number) => ThreadSigns | undefined
}

export interface Groups {
  /** The group of each mail: the index of one of its members. */
  readonly of: Uint32Array
  /** How many groups there are. */
  readonly count: number
  /** Labels whose mails are so similar that only equal ones could be kept together. */
  readonly tooAlike: readonly string[]
}

/** Subjects with fewer words and no number are shared by unrelated mails: "Spørgsmål", "Deres henvendelse". */
const SUBJECT_WORDS = 3
/** A subject of more mails than this is that of a form or a newsletter. */
const SUBJECT_MAILS = 50
/** A group with a larger share of a label's mails would leave nothing to learn the label from. */
const MOST_OF_LABEL = 0.5

/** Groups mails; time and memory grow with their number, not its square. */
export function groupsOf(signs: GroupSigns): Groups {
  const { shingles } = signs
  const disjointSet = createDisjointSet(shingles.mails)
  joinEqual(shingles, disjointSet)
  const onlyEqual = groupNumbers(shingles.mails, disjointSet)
  joinThreads(signs, disjointSet)
  joinNearDuplicates(shingles, disjointSet)
  const of = groupNumbers(shingles.mails, disjointSet)
  const tooAlike = labelsInOneGroup(of, signs)
  for (let at = 0; at < of.length; at++) {
    if (tooAlike.has(signs.labelAt(at))) of[at] = onlyEqual[at] as number
  }
  return { of, count: new Set(of).size, tooAlike: [...tooAlike].sort() }
}

// ---------------------------------------------------------------------------------------------------------------

const groupNumbers = (mails: number, disjointSet: DisjointSet): Uint32Array =>
  Uint32Array.from({ length: mails }, (_, at) => disjointSet.find(at))

/** A mail without a single word is equal to no other. */
function joinEqual({ mails, wordingAt, at: shinglesAt }: MailShingles, disjointSet: DisjointSet): void {
  const firstOf = new Map<number, number>()
  for (let at = 0; at < mails; at++) {
    const wording = wordingAt(at)
    const first = firstOf.get(wording)
    if (first === undefined) firstOf.set(wording, at)
    else if (shinglesAt(at).length > 0) disjointSet.join(first, at)
  }
}

function joinThreads(signs: GroupSigns, disjointSet: DisjointSet): void {
  const firstOf = new Map<string, number>()
  for (let at = 0; at < signs.shingles.mails; at++) {
    const ids = signs.threadAt(at)?.ids ?? []
    for (const id of [`document:${documentOf(signs.idAt(at))}`, ...ids]) {
      const first = firstOf.get(id)
      if (first === undefined) firstOf.set(id, at)
      else disjointSet.join(first, at)
    }
  }
  joinSubjects(signs, disjointSet)
}

/** Joins a reply with the mails that have its subject. */
function joinSubjects({ shingles: { mails }, threadAt }: GroupSigns, disjointSet: DisjointSet): void {
  const bySubject = new Map<string, { hasReply: boolean; readonly members: number[] }>()
  for (let at = 0; at < mails; at++) {
    const thread = threadAt(at)
    const subject = thread && tellingSubject(thread)
    if (subject === undefined) continue
    const shared = bySubject.get(subject) ?? { hasReply: false, members: [] }
    shared.hasReply ||= thread?.isReply ?? false
    shared.members.push(at)
    bySubject.set(subject, shared)
  }
  for (const { hasReply, members } of bySubject.values()) {
    if (!hasReply || members.length > SUBJECT_MAILS) continue
    for (const member of members) disjointSet.join(members[0] as number, member)
  }
}

/** Parts of one document or thread, named `document#part`, are held out together: they share words that no other mail has. */
const documentOf = (id: string): string => id.split('#')[0] || id

/** A subject specific enough to link a reply to what it answers; undefined when it is not. */
function tellingSubject({ subjectCore }: ThreadSigns): string | undefined {
  const subject = subjectCore.toLowerCase().replace(/\s+/g, ' ').trim()
  const isTelling = /\d/.test(subject) || subject.split(' ').length >= SUBJECT_WORDS
  return isTelling ? subject : undefined
}

function labelsInOneGroup(of: Uint32Array, { labelAt }: GroupSigns): ReadonlySet<string> {
  const byLabel = new Map<string, { mails: number; readonly inGroup: Map<number, number> }>()
  of.forEach((group, at) => {
    const counts = byLabel.get(labelAt(at)) ?? { mails: 0, inGroup: new Map() }
    counts.mails++
    counts.inGroup.set(group, (counts.inGroup.get(group) ?? 0) + 1)
    byLabel.set(labelAt(at), counts)
  })
  const isTooAlike = ({ mails, inGroup }: { mails: number; readonly inGroup: ReadonlyMap<number, number> }) =>
    mails > 1 && Math.max(...inGroup.values()) > MOST_OF_LABEL * mails
  return new Set([...byLabel].filter(([, counts]) => isTooAlike(counts)).map(([label]) => label))
}
