// The outbox's rows: written with a decision, read as deliveries.
import type { Insertable, Selectable } from 'kysely'
import { isFolderKind } from '../../destination-kinds.js'
import type { MailId } from '../../ids.js'
import type { Carriage, Delivery, IsoTime, Move } from '../../journey.js'
import { inParts } from '../context.js'
import type { DeliveryIntent } from '../contract/outbox.js'
import type { Written } from '../decision-rows.js'
import { locationIds, locationOf } from '../mails/locations.js'
import type { Tables, Trx } from '../tables.js'

/** Writes what the decisions ask for. A delivery's key is unique, so the same decision cannot ask twice. */
export async function writeIntents(trx: Trx, written: readonly Written[], at: IsoTime): Promise<void> {
  const wanted = written.flatMap(({ entry, record }) =>
    entry.deliveries.map((intent, nth) => ({
      record,
      intent,
      key: `${record.mailId}.${record.id}.${intent.destination}-${nth}`,
    })),
  )
  const moves = wanted.flatMap(({ record, intent }) =>
    intent.move ? [{ id: record.mailId, location: intent.move.from }] : [],
  )
  const locationId = await locationIds(trx, moves, at)
  const rows = wanted.map(
    ({ record, intent, key }): Insertable<Tables['outbox']> => ({
      key,
      mail_id: record.mailId,
      decision_id: record.id,
      destination: intent.destination,
      label: intent.label,
      ...moveColumns(intent.move, (location) => locationId({ id: record.mailId, location })),
      state: 'pending',
      next_try_at: at,
    }),
  )
  for (const part of inParts(rows)) await trx.insertInto('outbox').values(part).execute()
}

/** The same for a decision that was carried out before: the new deliveries are numbered on from the old ones. */
export async function writeIntentsAgain(
  trx: Trx,
  again: {
    readonly mailId: MailId
    readonly decisionId: number
    readonly intents: readonly DeliveryIntent[]
    readonly at: IsoTime
  },
): Promise<void> {
  const { mailId, decisionId, intents, at } = again
  const { count } = await trx
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('mail_id', '=', mailId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirstOrThrow()
  const moves = intents.flatMap(({ move }) => (move ? [{ id: mailId, location: move.from }] : []))
  const locationId = await locationIds(trx, moves, at, { isReturned: true })
  for (const [nth, intent] of intents.entries()) {
    const row: Insertable<Tables['outbox']> = {
      key: `${mailId}.${decisionId}.${intent.destination}-${Number(count) + nth}`,
      mail_id: mailId,
      decision_id: decisionId,
      destination: intent.destination,
      label: intent.label,
      ...moveColumns(intent.move, (location) => locationId({ id: mailId, location })),
      state: 'pending',
      next_try_at: at,
    }
    await trx.insertInto('outbox').values(row).execute()
  }
}

export type OutboxRecord = Selectable<Tables['outbox']> & {
  readonly folder: string | null
  readonly uid_validity: string | null
  readonly uid: number | null
}

export const deliveryOf = (row: OutboxRecord): Delivery => ({
  key: row.key,
  mailId: row.mail_id,
  decisionId: row.decision_id,
  ...carriageOf(row),
  label: row.label,
  attempts: row.attempts,
  ...(row.withdraws === null ? {} : { withdraws: row.withdraws }),
})

// ---------------------------------------------------------------------------------------------------------------

function moveColumns(
  move: DeliveryIntent['move'],
  locationId: (from: NonNullable<typeof move>['from']) => number,
) {
  if (move === undefined) return { account: '' }
  return {
    account: move.from.account,
    location_id: locationId(move.from),
    to_folder: move.toFolder,
    size_bytes: move.sizeBytes,
    message_id: move.messageId ?? null,
  }
}

function carriageOf(row: OutboxRecord): Carriage {
  const { destination } = row
  return isFolderKind(destination) ? { destination, move: moveOf(row) } : { destination, move: undefined }
}

/** @throws Error on a row that no version has written: a move always says from where to where. */
function moveOf(row: OutboxRecord): Move {
  const { account, folder, uid_validity, uid } = row
  if (row.to_folder === null || folder === null || uid_validity === null || uid === null)
    throw new Error(`delivery ${row.key} does not say from where to where`)
  return {
    from: locationOf({ account, folder, uid_validity, uid }),
    toFolder: row.to_folder,
    sizeBytes: row.size_bytes ?? 0,
    messageId: row.message_id ?? undefined,
  }
}
