// Mail that the program left: the list of it, and opening again what people have put into the inbox.
import { sql } from 'kysely'
import type { MailId } from '../../ids.js'
import type { Decision, ParsedMail, RawMail } from '../../journey.js'
import { PROGRAM, writeAudit } from '../audit.js'
import { inParts, type LedgerContext, lockMails, timeOf } from '../context.js'
import type { LeftLine, LeftStore } from '../contract/left.js'
import type { Trx } from '../tables.js'

/** As much of a mail as a row shows. */
const WORDS_CHARACTERS = 160
/** Read of the text for it: white space takes some. */
const READ_CHARACTERS = 4 * WORDS_CHARACTERS

export function createLeftMails(context: LedgerContext): Omit<LeftStore, 'leftCounts'> {
  const { db } = context
  return {
    async leftMails({ filter: { sign, account, since }, before, limit }) {
      let query = db.sql
        .selectFrom('decisions')
        .innerJoin('mails', 'mails.decision_id', 'decisions.id')
        .leftJoin('mail_texts', 'mail_texts.mail_id', 'mails.id')
        .select(['mails.id as mailId', 'mails.account', 'mail_texts.subject', 'mail_texts.sender'])
        .select(['mail_texts.parsed', 'decisions.id as decisionId', 'decisions.sign', 'decisions.decision'])
        .select('decisions.at')
        .where('decisions.sign', 'is not', null)
        .where('mails.id', 'not in', db.sql.selectFrom('reopened_mails').select('mail_id'))
        .where(
          sql<boolean>`not exists (select 1 from review_items r where r.mail_id = mails.id and r.state = 'open')`,
        )
        .orderBy('decisions.id', 'desc')
        .limit(limit)
      if (sign !== undefined) query = query.where('decisions.sign', '=', sign)
      if (account !== undefined) query = query.where('mails.account', '=', account)
      if (since !== undefined) query = query.where('decisions.at', '>=', since)
      if (before !== undefined) query = query.where('decisions.id', '<', before)
      return (await query.execute()).flatMap(({ sign: by, parsed, decision, subject, sender, ...row }) =>
        by === null
          ? []
          : [
              {
                ...row,
                ...{ sign: by, subject: subject ?? '', from: sender ?? '' },
                ...{ reason: reasonOf(decision, by), words: firstWords(parsed) },
              },
            ],
      )
    },
    reopenLeft: (raws) => db.write((trx) => reopen(context, trx, raws)),
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Before signs were kept, a stored reason had none. */
function reasonOf(json: string, sign: LeftLine['sign']): LeftLine['reason'] {
  const { because } = JSON.parse(json) as Decision
  return because.kind === 'automatic-mail' && sign !== 'other-folder' ? { ...because, sign } : because
}

function firstWords(json: string | null): string {
  if (json === null) return ''
  const { body } = JSON.parse(json) as ParsedMail
  const text = (body.own || body.forwarded).slice(0, READ_CHARACTERS)
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, WORDS_CHARACTERS)
}

async function reopen(
  context: LedgerContext,
  trx: Trx,
  raws: readonly RawMail[],
): Promise<readonly MailId[]> {
  const reopened: MailId[] = []
  for (const part of inParts([...new Map(raws.map((raw) => [raw.id, raw])).values()])) {
    const ids = part.map(({ id }) => id)
    await lockMails(context, trx, ids)
    const left = await trx
      .selectFrom('mails')
      .innerJoin('decisions', 'decisions.id', 'mails.decision_id')
      .select('mails.id')
      .where('mails.id', 'in', ids)
      .where('decisions.sign', '=', 'other-folder')
      .execute()
    reopened.push(...left.map(({ id }) => id))
  }
  if (reopened.length === 0) return []
  for (const part of inParts(reopened))
    await trx
      .insertInto('reopened_mails')
      .values(part.map((id) => ({ mail_id: id })))
      .onConflict((conflict) => conflict.column('mail_id').doNothing())
      .execute()
  for (const { id, bytes } of raws.filter((raw) => reopened.includes(raw.id)))
    await trx
      .insertInto('mail_bytes')
      .values({ mail_id: id, bytes })
      .onConflict((conflict) => conflict.column('mail_id').doNothing())
      .execute()
  await writeAudit(
    trx,
    timeOf(context),
    reopened.map((mailId) => ({ actor: PROGRAM, action: 'left-mail-returned', mailId, details: {} })),
  )
  return reopened
}
