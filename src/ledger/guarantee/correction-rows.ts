// A person's decision becomes a correction, in the same transaction. What one sender may add in a day is bounded: a sender who floods the
// mailbox with mail that a caseworker then files can move the next model only so far.
import { createHmac } from 'node:crypto'
import type { MailId } from '../../ids.js'
import { type Decision, filedIn, type IsoTime } from '../../journey.js'
import type { LedgerContext } from '../context.js'
import type { CorrectionSource, CorrectionState } from '../contract/guarantee.js'
import type { Written } from '../decision-rows.js'
import { secretOf } from '../secret.js'
import type { Trx } from '../tables.js'

/** Records these decisions as corrections; an earlier one of the same mail is replaced, by whatever a person decided. */
export async function noteCorrections(
  context: LedgerContext,
  trx: Trx,
  written: readonly Written[],
  at: IsoTime,
): Promise<void> {
  const byPeople = written.filter(({ entry }) => entry.actor.kind === 'person')
  if (byPeople.length === 0) return
  const secret = await secretOf(trx, 'senders')
  for (const one of byPeople) {
    await replaceEarlier(trx, one.record.mailId)
    const source = sourceOf(one.entry.decision)
    if (source) await insertCorrection(context, trx, { written: one, source, secret, at })
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Taking a decision back corrects nothing: it only ends what was there. */
function sourceOf({ because }: Decision): CorrectionSource | undefined {
  if (because.kind === 'answered') return 'answer'
  return because.kind === 'placed-by-person' ? 'moved' : undefined
}

async function replaceEarlier(trx: Trx, mailId: MailId): Promise<void> {
  await trx
    .updateTable('corrections')
    .set({ state: 'replaced' })
    .where('mail_id', '=', mailId)
    .where('state', '<>', 'replaced')
    .execute()
}

interface Noted {
  readonly written: Written
  readonly source: CorrectionSource
  readonly secret: string
  readonly at: IsoTime
}

async function insertCorrection(
  { correctionsPerSender }: LedgerContext,
  trx: Trx,
  { written: { entry, record }, source, secret, at }: Noted,
): Promise<void> {
  const { mailId } = record
  const { decision } = entry
  const before =
    entry.replaces === undefined
      ? undefined
      : await trx
          .selectFrom('decisions')
          .select(['label', 'model_id', 'kind'])
          .where('id', '=', entry.replaces)
          .executeTakeFirst()
  if (decision.kind === 'leave' && before?.kind === 'leave') return // nothing was wrong, and a machine's mail teaches no queue
  const text = await trx
    .selectFrom('mail_texts')
    .select('sender')
    .where('mail_id', '=', mailId)
    .executeTakeFirst()
  const sender_key = createHmac('sha256', secret)
    .update((text?.sender ?? '').toLowerCase())
    .digest('hex')
    .slice(0, 32)
  const { count } = await trx
    .selectFrom('corrections')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('sender_key', '=', sender_key)
    .where('at', '>=', at.slice(0, 10))
    .where('state', '<>', 'replaced')
    .executeTakeFirstOrThrow()
  const state: CorrectionState = count < correctionsPerSender ? 'quarantined' : 'capped'
  await trx
    .insertInto('corrections')
    .values({
      ...{ mail_id: mailId, decision_id: record.id, source, sender_key, at, state },
      label: filedIn(decision) ?? null,
      was: before?.label ?? null,
      model_id: before?.model_id ?? null,
      person: record.actor.kind === 'person' ? record.actor.name : '',
    })
    .execute()
}
