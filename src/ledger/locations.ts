// Where copies of mails lie, and where they went. A row is never dropped: a delivery that was asked for before the mail moved
// still finds its way by `moved_to`.
import { sql } from 'kysely'
import type { MailId } from '../ids.js'
import type { IsoTime, MailLocation, RawMail } from '../journey.js'
import { inParts, type LedgerContext } from './context.js'
import type { Ledger } from './ledger.js'
import type { Trx } from './tables.js'

type Seen = Pick<RawMail, 'id' | 'location'>

export function createLocations({ db }: LedgerContext): Pick<Ledger, 'knownUids'> {
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
  }
}

/** Notes that mails were seen at these places. A UID that was given to another mail since then is the new mail's. */
export async function noteSeen(trx: Trx, seen: readonly Seen[], at: IsoTime): Promise<void> {
  const byPlace = new Map(seen.map((mail) => [placeOf(mail.location), mail]))
  const inOrder = [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mail]) => mail)
  for (const part of inParts(inOrder)) {
    await trx
      .insertInto('locations')
      .values(part.map((mail) => ({ ...columnsOf(mail.location), mail_id: mail.id, seen_at: at })))
      .onConflict((conflict) =>
        conflict.columns(['account', 'folder', 'uid_validity', 'uid']).doUpdateSet((eb) => ({
          mail_id: eb.ref('excluded.mail_id'),
          seen_at: eb.ref('excluded.seen_at'),
          left_at: null,
          moved_to: null,
        })),
      )
      .execute()
  }
}

/** Notes that a delivery moved the mail. What else is still to be done with that copy starts from the new place. */
export async function noteMoved(
  trx: Trx,
  moved: { readonly mailId: MailId; readonly fromId: number; readonly to: MailLocation },
  at: IsoTime,
): Promise<void> {
  await noteSeen(trx, [{ id: moved.mailId, location: moved.to }], at)
  const { id: toId } = await trx
    .selectFrom('locations')
    .select('id')
    .where(whereIs(moved.to))
    .executeTakeFirstOrThrow()
  if (toId === moved.fromId) return
  await trx
    .updateTable('locations')
    .set({ left_at: at, moved_to: toId })
    .where('id', '=', moved.fromId)
    .execute()
  await trx
    .updateTable('outbox')
    .set({ location_id: toId })
    .where('mail_id', '=', moved.mailId)
    .where('location_id', '=', moved.fromId)
    .where('state', '=', sql.lit('pending'))
    .execute()
}

/** Notes that the mail is not there any more and nobody knows where it went. */
export async function noteGone(trx: Trx, locationId: number, at: IsoTime): Promise<void> {
  await trx
    .updateTable('locations')
    .set({ left_at: at })
    .where('id', '=', locationId)
    .where('left_at', 'is', null)
    .execute()
}

/** Finds the row of each place that a move starts from; a place the mail has left meanwhile leads to where it went. */
export async function locationIds(
  trx: Trx,
  wanted: readonly Seen[],
  at: IsoTime,
): Promise<(mail: Seen) => number> {
  const byId = new Map<number, Place>()
  const byPlace = new Map<string, Place>()
  const remember = (row: Place & LocationColumns) => {
    byId.set(row.id, row)
    byPlace.set(placeOf(locationOf(row)), row)
  }
  for (const part of inParts([...new Set(wanted.map((mail) => mail.id))])) {
    const rows = await trx.selectFrom('locations').selectAll().where('mail_id', 'in', part).execute()
    rows.forEach(remember)
  }
  for (const mail of wanted) {
    if (!byPlace.has(placeOf(mail.location))) remember(await findOrAdd(trx, mail, at))
  }
  return (mail) => whereItWent(byPlace.get(placeOf(mail.location)), byId)
}

// ------------------------------------------------------------------------------------------------------------------

const placeOf = (location: MailLocation) =>
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

interface Place {
  readonly id: number
  readonly moved_to: number | null
}

/** A place that no poll has recorded, or whose UID now is another mail's: the mover looks before it moves. */
async function findOrAdd(trx: Trx, mail: Seen, at: IsoTime) {
  await trx
    .insertInto('locations')
    .values({ ...columnsOf(mail.location), mail_id: mail.id, seen_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return trx.selectFrom('locations').selectAll().where(whereIs(mail.location)).executeTakeFirstOrThrow()
}

function whereItWent(start: Place | undefined, byId: ReadonlyMap<number, Place>): number {
  if (start === undefined) throw new Error('a move starts from a place that was not looked up')
  const passed = new Set<number>() // a mail that was moved there and back has come full circle
  let place = start
  while (place.moved_to !== null && !passed.has(place.id)) {
    passed.add(place.id)
    place = byId.get(place.moved_to) ?? { id: place.moved_to, moved_to: null }
  }
  return place.id
}

interface LocationColumns {
  readonly account: string
  readonly folder: string
  readonly uid_validity: string
  readonly uid: number
}

export const locationOf = (row: LocationColumns): MailLocation => ({
  account: row.account,
  folder: row.folder,
  uidValidity: row.uid_validity,
  uid: row.uid,
})
