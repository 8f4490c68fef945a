// Where copies of mails lie, and where they went. A row is never dropped: a delivery that was asked for before the mail moved
// still finds its way: the new place names the one before it.

import { sql } from 'kysely'
import type { IsoTime, MailLocation, RawMail } from '../../journey.js'
import { inParts, type LedgerContext } from '../context.js'
import type { MailStore } from '../contract/mails.js'
import type { Trx } from '../tables.js'

type Seen = Pick<RawMail, 'id' | 'location'>

export function createLocations({ db }: LedgerContext): Pick<MailStore, 'knownUids' | 'mailAt'> {
  return {
    async knownUids(account, folder, uidValidity) {
      const rows = await db.sql
        .selectFrom('locations')
        .select('uid')
        .where('account', '=', account)
        .where('folder', '=', folder)
        .where('uid_validity', '=', uidValidity)
        .where('left_at', 'is', null)
        .execute()
      return new Set(rows.map((row) => row.uid))
    },
    async mailAt(location) {
      const query = db.sql.selectFrom('locations').select('mail_id').where(whereIs(location))
      return (await query.where('left_at', 'is', null).executeTakeFirst())?.mail_id
    },
  }
}

/** Notes that mails were seen at these places. A UID that was given to another mail since then is the new mail's. */
export const noteSeen = (trx: Trx, seen: readonly Seen[], at: IsoTime): Promise<void> =>
  writeLocations(
    trx,
    seen.map((mail) => ({ ...mail, movedFrom: null })),
    at,
  )

/** Notes moves that were carried out. What else is still to be done with those copies starts from their new places. */
export async function noteMoved(
  trx: Trx,
  moves: readonly (Seen & { readonly movedFrom: number })[],
  at: IsoTime,
): Promise<void> {
  await writeLocations(trx, moves, at)
  for (const part of inParts(moves)) {
    const left = part.map((move) => move.movedFrom)
    const query = trx.updateTable('locations').set({ left_at: at }).where('id', 'in', left)
    const ids = part.map((move) => move.id)
    await query
      .where('mail_id', 'in', ids) // the UID may have been given to another mail since
      .where(sql<boolean>`(moved_from is null or moved_from <> id)`) // unless it was moved to where it lay
      .execute()
    const waiting = await trx
      .selectFrom('outbox')
      .innerJoin('locations as next', 'next.moved_from', 'outbox.location_id')
      .select(['outbox.id', 'next.id as nextId'])
      .where(
        'outbox.mail_id',
        'in',
        part.map((move) => move.id),
      )
      .where(
        'next.mail_id',
        'in',
        part.map((move) => move.id),
      )
      .where('outbox.location_id', 'in', left)
      .where('outbox.state', '=', sql.lit('pending'))
      .execute()
    for (const { id, nextId } of waiting) {
      await trx.updateTable('outbox').set({ location_id: nextId }).where('id', '=', id).execute()
    }
  }
}

/** Notes that mails are gone and nobody knows where they went. */
export async function noteGone(trx: Trx, ids: readonly number[], at: IsoTime): Promise<void> {
  for (const part of inParts(ids)) {
    const query = trx.updateTable('locations').set({ left_at: at }).where('id', 'in', part)
    await query.where('left_at', 'is', null).execute()
  }
}

/**
 * Finds the row of each place that a move starts from; a place the mail has left meanwhile leads to where it went, unless it was
 * seen there again.
 */
export async function locationIds(
  trx: Trx,
  wanted: readonly Seen[],
  at: IsoTime,
  { isReturned = false }: { readonly isReturned?: boolean } = {},
): Promise<(mail: Seen) => number> {
  const idOf = new Map<string, number>()
  const nextOf = new Map<number, number>()
  for (const part of inParts([...new Set(wanted.map((mail) => mail.id))])) {
    const rows = await trx.selectFrom('locations').selectAll().where('mail_id', 'in', part).execute()
    for (const row of rows) {
      idOf.set(locationKey(locationOf(row)), row.id)
      if (row.moved_from !== null && !isReturned) nextOf.set(row.moved_from, row.id)
    }
  }
  for (const mail of wanted) {
    const key = locationKey(mail.location)
    if (!idOf.has(key)) idOf.set(key, await findOrAdd(trx, mail, at))
  }
  return (mail) => whereItWent(idOf.get(locationKey(mail.location)), nextOf)
}

// ---------------------------------------------------------------------------------------------------------------

const locationKey = (location: MailLocation) =>
  JSON.stringify([location.account, location.folder, location.uidValidity, location.uid])

const columnsOf = (location: MailLocation) => ({
  account: location.account,
  folder: location.folder,
  uid_validity: location.uidValidity,
  uid: location.uid,
})

const whereIs = (
  location: MailLocation,
) => sql<boolean>`account = ${location.account} and folder = ${location.folder}
  and uid_validity = ${location.uidValidity} and uid = ${location.uid}`

async function writeLocations(
  trx: Trx,
  locations: readonly (Seen & { readonly movedFrom: number | null })[],
  at: IsoTime,
): Promise<void> {
  const byLocation = new Map(locations.map((mail) => [locationKey(mail.location), mail]))
  const inOrder = [...byLocation].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mail]) => mail)
  for (const part of inParts(inOrder)) {
    const rows = part.map(({ id, location, movedFrom }) => ({
      ...columnsOf(location),
      mail_id: id,
      seen_at: at,
      moved_from: movedFrom,
    }))
    await trx
      .insertInto('locations')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account', 'folder', 'uid_validity', 'uid']).doUpdateSet((eb) => ({
          mail_id: eb.ref('excluded.mail_id'),
          seen_at: eb.ref('excluded.seen_at'),
          moved_from: eb.ref('excluded.moved_from'),
          left_at: null,
        })),
      )
      .execute()
  }
}

/** A location that no poll has recorded, or whose UID now is another mail's: the mover looks before it moves. */
async function findOrAdd(trx: Trx, mail: Seen, at: IsoTime): Promise<number> {
  await trx
    .insertInto('locations')
    .values({ ...columnsOf(mail.location), mail_id: mail.id, seen_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const query = trx.selectFrom('locations').select('id').where(whereIs(mail.location))
  return (await query.executeTakeFirstOrThrow()).id
}

function whereItWent(start: number | undefined, nextOf: ReadonlyMap<number, number>): number {
  if (start === undefined) throw new Error('a move starts from a location that was not looked up')
  const passed = new Set<number>() // a mail that was moved there and back has come full circle
  let location = start
  for (
    let next = nextOf.get(location);
    next !== undefined && !passed.has(next);
    next = nextOf.get(location)
  ) {
    passed.add(next)
    location = next
  }
  return location
}

interface LocationColumns {
  readonly account: string
  readonly folder: string
  readonly uid_validity: string
  readonly uid: number
}

/** The location of a row. */
export const locationOf = (row: LocationColumns): MailLocation => ({
  account: row.account,
  folder: row.folder,
  uidValidity: row.uid_validity,
  uid: row.uid,
})
