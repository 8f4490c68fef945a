// The mails of ours that an answer names by their own ids: where each stands now, and how the answer fits it. That others name an id too is
// no placement; it only says how many unrelated people do.
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { MailId } from '../../ids.js'
import type { Decision } from '../../journey.js'
import {
  type AnsweringMail,
  claimOf,
  type Keyed,
  likenessOf,
  type ThreadClaim,
  type ThreadMarks,
} from '../../thread-marks.js'
import type { LedgerContext } from '../context.js'
import type { DecisionStore, ThreadPlacement } from '../contract/decisions.js'
import { keyedBy, marksOfRow } from '../mails/thread-marks.js'
import type { Tables } from '../tables.js'

/** More mails that carry an answer's ids are an attack, and then none of them counts; more people that name one need not be counted. */
const MOST_READ = 100

/** Of our own sent mail in the mailbox, the copies that are followed to what they answer. */
const MOST_COPIES = 5

export function createThreadPlacements({ db }: LedgerContext): Pick<DecisionStore, 'threadPlacements'> {
  let keyed: Promise<Keyed> | undefined
  return {
    async threadPlacements(mail) {
      if (mail.references.length === 0) return []
      keyed ??= db.write(keyedBy).catch((error: unknown) => {
        keyed = undefined // asked again by the next mail
        throw error
      })
      return placementsOf(db.sql, mail, await keyed)
    },
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function placementsOf(
  db: Kysely<Tables>,
  mail: AnsweringMail,
  keyed: Keyed,
): Promise<readonly ThreadPlacement[]> {
  const claim = claimOf(mail, keyed)
  if (claim === undefined) return []
  const named = await mailsThatAre(db, claim.answers, keyed)
  const copies = named.filter((one) => one.isOwnCopy).slice(0, MOST_COPIES)
  const placements: ThreadPlacement[] = []
  const last = claim.answers.at(-1)
  for (const one of named.filter(({ isOwnCopy }) => !isOwnCopy))
    placements.push(await placementOf(db, claim, one, { isDirect: one.key === last, alias: undefined }))
  for (const copy of copies) {
    const answered = await mailsThatAre(db, await namedBy(db, copy.mailId), keyed)
    for (const one of answered.filter(({ isOwnCopy }) => !isOwnCopy))
      placements.push(await placementOf(db, claim, one, { isDirect: true, alias: copy.marks }))
  }
  return placements
}

interface NamedMail {
  readonly key: string
  readonly mailId: MailId
  readonly queue: ThreadPlacement['queue']
  /** What one of our mailboxes sent itself: it stands nowhere, but what it answers does. */
  readonly isOwnCopy: boolean
  readonly marks: ThreadMarks | undefined
}

/** @param alias of our own mail in between: a caseworker's answer may have another subject */
async function placementOf(
  db: Kysely<Tables>,
  claim: ThreadClaim,
  { key, mailId, queue, marks }: NamedMail,
  { isDirect, alias }: { readonly isDirect: boolean; readonly alias: ThreadMarks | undefined },
): Promise<ThreadPlacement> {
  const own = marks?.matters ?? []
  const matters = own.length === 0 ? own : [...own, ...(alias?.matters ?? [])]
  const likeness = likenessOf(claim, marks && { ...marks, matters }, { isDirect })
  return { mailId, queue, idKey: key, ...likeness, strangers: await strangersOf(db, key, { claim, marks }) }
}

/** The newest decision first. */
async function mailsThatAre(
  db: Kysely<Tables>,
  keys: readonly string[],
  keyed: Keyed,
): Promise<readonly NamedMail[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('thread_keys as thread')
    .innerJoin('mails', 'mails.id', 'thread.mail_id')
    .innerJoin('decisions as current', 'current.id', 'mails.decision_id')
    .leftJoin('thread_marks as marks', 'marks.mail_id', 'thread.mail_id')
    .leftJoin('mail_texts as texts', (join) =>
      join.onRef('texts.mail_id', '=', 'thread.mail_id').on('marks.mail_id', 'is', null),
    )
    .select(['thread.key', 'thread.mail_id as mailId', 'current.kind', 'current.label', 'current.decision'])
    .select(['marks.matters', 'marks.sender', 'marks.recipients', 'texts.parsed'])
    .where('thread.key', 'in', [...keys])
    .where('thread.is_own', '=', sql.lit(1))
    .orderBy('current.id', 'desc')
    .limit(MOST_READ)
    .execute()
  if (rows.length === MOST_READ) return []
  return rows.map((row) => ({
    key: row.key,
    mailId: row.mailId,
    queue: row.kind === 'route' ? (row.label ?? undefined) : undefined,
    isOwnCopy: row.kind === 'leave' && isOwnCopy(row.decision),
    marks: marksOfRow(row, keyed),
  }))
}

function isOwnCopy(json: string): boolean {
  const { because } = JSON.parse(json) as Decision
  return because.kind === 'automatic-mail' && because.what === 'own-copy'
}

const namedBy = async (db: Kysely<Tables>, mailId: MailId): Promise<readonly string[]> => {
  const query = db.selectFrom('thread_keys').select('key').where('mail_id', '=', mailId)
  return (await query.where('is_own', '=', sql.lit(0)).limit(MOST_READ).execute()).map(({ key }) => key)
}

/** How many people name an id who are neither of the mail that is it, nor the writer of the answer. */
async function strangersOf(
  db: Kysely<Tables>,
  key: string,
  { claim, marks }: { readonly claim: ThreadClaim; readonly marks: ThreadMarks | undefined },
): Promise<number> {
  const rows = await db
    .selectFrom('thread_keys as thread')
    .innerJoin('thread_marks as marks', 'marks.mail_id', 'thread.mail_id')
    .select('marks.sender')
    .distinct()
    .where('thread.key', '=', key)
    .where('thread.is_own', '=', sql.lit(0))
    .limit(MOST_READ)
    .execute()
  const known = new Set(['', claim.sender, marks?.sender, ...(marks?.recipients ?? [])])
  return rows.filter(({ sender }) => !known.has(sender)).length
}
