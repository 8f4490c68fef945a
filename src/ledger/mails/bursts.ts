// Bursts: mails of the last days that are nearly the same. A mail joins the oldest burst that it is like when it is received and stays in it,
// so that nothing which was counted by bursts changes afterwards.
import { createHmac } from 'node:crypto'
import type { MailId } from '../../ids.js'
import type { ParsedMail } from '../../journey.js'
import { areAlike, type Compared, type Likeness, likenessOf, SKETCH_BYTES } from '../../likeness.js'
import { inParts, type LedgerContext, timeOf } from '../context.js'
import type { MailStore } from '../contract/mails.js'
import { secretOf } from '../secret.js'
import type { Trx } from '../tables.js'

/** A campaign lasts days; after two weeks without a like mail a burst is over, and what it was recognised by is dropped. */
const WINDOW_DAYS = 14
/** How many mails stand behind one key: with more, a burst of thousands would be read whole for each of its mails. */
const MAILS_PER_KEY = 8
const SECRET = 'likeness'
/** A key of 48 bits is held exactly by every number type on its way. */
const KEY_BYTES = 6
const DAY_MS = 24 * 3_600_000

export function createBursts(context: LedgerContext): Pick<MailStore, 'groupAlike' | 'bursts'> {
  const { db } = context
  return {
    async groupAlike(mails) {
      if (mails.length === 0) return new Map()
      const ids = mails.map(({ id }) => id)
      return db.write(async (trx) => {
        await group(context, trx, mails)
        return burstsOf(trx, ids)
      })
    },
    bursts: (ids) => burstsOf(db.sql, ids),
  }
}

/** Drops what mails are recognised by. Their bursts stay: which mails were alike says nothing of their words; nor does a key without its sketch. */
export async function forgetLikeness(trx: Trx, ids: MailId[]): Promise<void> {
  await trx.deleteFrom('likenesses').where('mail_id', 'in', ids).execute()
}

// ---------------------------------------------------------------------------------------------------------------

/** The unit that each mail counts as: its burst, or itself. Every id that was asked for has one. */
export async function burstsOf(
  sql: Pick<Trx, 'selectFrom'>,
  ids: readonly MailId[],
): Promise<ReadonlyMap<MailId, MailId>> {
  const units = new Map(ids.map((id) => [id, id]))
  for (const part of inParts(ids)) {
    const rows = await sql.selectFrom('mails').select(['id', 'burst_id']).where('id', 'in', part).execute()
    for (const { id, burst_id } of rows) units.set(id, burst_id ?? id)
  }
  return units
}

/** One of the mails that others are compared with. */
interface Known extends Compared {
  readonly burstId: MailId
  /** Lower is older. */
  readonly place: number
}

/** A mail that is put into its burst now. */
interface Joining extends Compared {
  readonly mailId: MailId
  readonly burstId: MailId
  /** Those of its keys that others will find it by; none when enough mails are found by each. */
  readonly keys: readonly number[]
}

async function group(context: LedgerContext, trx: Trx, mails: readonly ParsedMail[]): Promise<void> {
  const secret = await lockedSecret(context, trx)
  const day = Math.floor(Date.parse(timeOf(context)) / DAY_MS)
  await forgetBefore(trx, day - WINDOW_DAYS)
  const signed = await signaturesOf(trx, mails, secret)
  const knownOf = await knownByKey(trx, [...new Set(signed.flatMap(({ keys }) => keys))])
  const joining = signed.map((one, nth) => join(one, knownOf, nth))
  await writeJoining(trx, joining, day)
}

/** One transaction groups at a time: of two like mails that two workers read at once, the second finds the first. */
async function lockedSecret({ db }: LedgerContext, trx: Trx): Promise<string> {
  const secret = await secretOf(trx, SECRET)
  const row = trx.selectFrom('installation').select('value').where('name', '=', SECRET)
  if (db.dialect === 'postgres') await row.forUpdate().execute()
  return secret
}

async function forgetBefore(trx: Trx, day: number): Promise<void> {
  await trx.deleteFrom('likeness_keys').where('day', '<', day).execute()
  await trx.deleteFrom('likenesses').where('day', '<', day).execute()
}

interface Signed extends Compared {
  readonly mailId: MailId
  readonly keys: readonly number[]
}

/** Leaves out what is in a burst already and what is too short to be like another. */
async function signaturesOf(
  trx: Trx,
  mails: readonly ParsedMail[],
  secret: string,
): Promise<readonly Signed[]> {
  const byId = new Map(mails.map((mail) => [mail.id, mail]))
  for (const part of inParts([...byId.keys()])) {
    const grouped = trx.selectFrom('mails').select('id').where('id', 'in', part)
    for (const { id } of await grouped.where('burst_id', 'is not', null).execute()) byId.delete(id)
  }
  const salts = saltsOf(secret)
  return [...byId.values()].flatMap((mail) => {
    const likeness = likenessOf(mail, salts)
    if (likeness === undefined) return []
    const writer = keyed(secret, `writer ${likeness.writer}`)
    return [{ mailId: mail.id, sketch: likeness.sketch, writer, keys: keysOf(likeness, secret) }]
  })
}

/** A number that says nothing to whoever does not know the secret. */
const keyed = (secret: string, text: string): number =>
  createHmac('sha256', secret).update(text).digest().readUIntBE(0, KEY_BYTES)

const saltsOf = (secret: string): Uint32Array =>
  Uint32Array.from({ length: SKETCH_BYTES }, (_, nth) => keyed(secret, `salt ${nth}`))

const keysOf = ({ bands }: Likeness, secret: string): readonly number[] =>
  bands.map((hash, band) => keyed(secret, `band ${band} ${hash}`))

async function knownByKey(trx: Trx, keys: readonly number[]): Promise<Map<number, Known[]>> {
  const idsOf = new Map<number, number[]>()
  for (const part of inParts(keys)) {
    const query = trx.selectFrom('likeness_keys').select(['key', 'likeness_id']).where('key', 'in', part)
    for (const { key, likeness_id } of await query.execute())
      idsOf.set(key, [...(idsOf.get(key) ?? []), likeness_id])
  }
  const known = new Map<number, Known>()
  for (const part of inParts([...new Set([...idsOf.values()].flat())])) {
    const query = trx
      .selectFrom('likenesses')
      .select(['id', 'burst_id', 'sketch', 'writer'])
      .where('id', 'in', part)
    for (const { id, burst_id, sketch, writer } of await query.execute())
      known.set(id, { burstId: burst_id, sketch, writer, place: id })
  }
  return new Map([...idsOf].map(([key, ids]) => [key, ids.flatMap((id) => known.get(id) ?? [])]))
}

/** Finds the burst of a mail, and adds it to what the next ones are compared with. */
function join(one: Signed, knownOf: Map<number, Known[]>, nth: number): Joining {
  const { mailId, sketch, writer, keys } = one
  const candidates = new Set(keys.flatMap((key) => knownOf.get(key) ?? []))
  const alike = [...candidates].filter((other) => areAlike(other, one))
  const oldest = alike.sort((a, b) => a.place - b.place)[0]
  const burstId = oldest?.burstId ?? mailId
  const known: Known = { burstId, sketch, writer, place: Number.MAX_SAFE_INTEGER - BATCH_PLACES + nth }
  const open = keys.filter((key) => (knownOf.get(key)?.length ?? 0) < MAILS_PER_KEY)
  for (const key of open) knownOf.set(key, [...(knownOf.get(key) ?? []), known])
  return { mailId, burstId, sketch, writer, keys: open }
}

/** The mails of one batch come after all that the ledger knows. */
const BATCH_PLACES = 2 ** 20

async function writeJoining(trx: Trx, joining: readonly Joining[], day: number): Promise<void> {
  const idOf = new Map<MailId, number>()
  const kept = joining.filter(({ keys }) => keys.length > 0)
  for (const part of inParts(kept)) {
    const rows = part.map(({ mailId, burstId, sketch, writer }) => ({
      ...{ mail_id: mailId, burst_id: burstId, sketch, writer, day },
    }))
    const added = await trx.insertInto('likenesses').values(rows).returning(['id', 'mail_id']).execute()
    for (const { id, mail_id } of added) idOf.set(mail_id, id)
  }
  const keyRows = kept.flatMap(({ mailId, keys }) =>
    keys.map((key) => ({ key, likeness_id: idOf.get(mailId) as number, day })),
  )
  for (const part of inParts(keyRows)) await trx.insertInto('likeness_keys').values(part).execute()
  for (const [burstId, members] of membersOf(joining)) {
    for (const part of inParts(members))
      await trx.updateTable('mails').set({ burst_id: burstId }).where('id', 'in', part).execute()
  }
}

function membersOf(joining: readonly Joining[]): ReadonlyMap<MailId, readonly MailId[]> {
  const members = new Map<MailId, MailId[]>()
  for (const { mailId, burstId } of joining) members.set(burstId, [...(members.get(burstId) ?? []), mailId])
  return members
}
