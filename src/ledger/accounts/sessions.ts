// Who is logged in. The browser holds a random id, the ledger its hash: a copy of the database logs nobody in.
import { createHash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { label } from '../../ids.js'
import type { Person } from '../../roles.js'
import { writeAudit } from '../audit.js'
import { type LedgerContext, timeOf } from '../context.js'
import type { Session, SessionBounds, Sessions } from '../contract/accounts.js'
import type { Tables } from '../tables.js'

/** Hashes what must not be readable in a copy of the database, and is too random to be guessed. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export function createSessions(context: LedgerContext): Sessions {
  const { db } = context
  const earliest = ({ idleMs, longestMs }: SessionBounds) => ({
    seen: new Date(context.now().getTime() - idleMs).toISOString(),
    began: new Date(context.now().getTime() - longestMs).toISOString(),
  })
  return {
    beginSession: (name, { how, logoutHint }) =>
      db.write(async (trx) => {
        const id = randomBytes(32).toString('base64url')
        const at = timeOf(context)
        const times = { began_at: at, seen_at: at }
        await trx
          .insertInto('sessions')
          .values({ id_hash: hashOf(id), name, ...times, flash: null, logout_hint: logoutHint ?? null })
          .execute()
        await trx.updateTable('people').set({ last_login_at: at }).where('name', '=', name).execute()
        await writeAudit(trx, at, [{ actor: name, action: 'logged-in', mailId: undefined, details: { how } }])
        return id
      }),
    async session(id, bounds) {
      const { seen, began } = earliest(bounds)
      const row = await db.sql
        .selectFrom('sessions')
        .innerJoin('people', 'people.name', 'sessions.name')
        .selectAll('people')
        .select(['began_at', 'seen_at', 'flash', 'logout_hint'])
        .where('id_hash', '=', hashOf(id))
        .where('is_active', '=', 1)
        .where('seen_at', '>', seen)
        .where('began_at', '>', began)
        .executeTakeFirst()
      return row && sessionOf(row)
    },
    async touchSession(id) {
      const change = { seen_at: timeOf(context) }
      await changeSession(context, id, change)
    },
    async setFlash(id, flash) {
      const change = { flash: flash ?? null }
      await changeSession(context, id, change)
    },
    endSession: (id) =>
      db.write(async (trx) => {
        const [row] = await trx
          .deleteFrom('sessions')
          .where('id_hash', '=', hashOf(id))
          .returning('name')
          .execute()
        if (!row) return
        const auditEvent = { actor: row.name, action: 'logged-out', mailId: undefined, details: {} }
        await writeAudit(trx, timeOf(context), [auditEvent])
      }),
    async sweepSessions(bounds) {
      const { seen, began } = earliest(bounds)
      await db.write((trx) =>
        trx
          .deleteFrom('sessions')
          .where((is) => is.or([is('seen_at', '<=', seen), is('began_at', '<=', began)]))
          .execute(),
      )
    },
  }
}

/** A row of `people` as somebody who is logged in. */
export const personOf = (row: Selectable<Tables['people']>): Person => ({
  name: row.name,
  displayName: row.display_name,
  roles: JSON.parse(row.roles),
  departments:
    row.departments === null ? undefined : (JSON.parse(row.departments) as string[]).map((key) => label(key)),
})

// ---------------------------------------------------------------------------------------------------------------

const changeSession = (
  { db }: LedgerContext,
  id: string,
  change: { readonly seen_at: string } | { readonly flash: string | null },
): Promise<unknown> =>
  db.write((trx) => trx.updateTable('sessions').set(change).where('id_hash', '=', hashOf(id)).execute())

type SessionJoined = Selectable<Tables['people']> &
  Pick<Selectable<Tables['sessions']>, 'began_at' | 'seen_at' | 'flash' | 'logout_hint'>

const sessionOf = (row: SessionJoined): Session => ({
  person: personOf(row),
  beganAt: row.began_at,
  seenAt: row.seen_at,
  source: row.source,
  logoutHint: row.logout_hint ?? undefined,
  flash: row.flash ?? undefined,
})
