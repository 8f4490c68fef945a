// A mail named on the command line: the first digits of its id, its Message-ID, or its .eml file.
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { TriageError } from '../errors.js'
import { mailIdOf } from '../ids.js'
import type { MailRecord, MailStore } from '../ledger/contract/mails.js'

/** Fewer digits than this would soon name several mails. */
const FEWEST_DIGITS = 4

/** The ledger's record of a mail named by a person. */
export async function mailNamed(ledger: MailStore, name: string): Promise<MailRecord> {
  const ids = await idsFor(ledger, name)
  if (ids.length > 1)
    throw new TriageError('MAIL_AMBIGUOUS', `"${name}" names ${ids.length} mails.`, {
      hint: `Give more of the id: ${ids.map((id) => id.slice(0, 16)).join(', ')}.`,
    })
  const record = ids[0] ? await ledger.mail(ids[0]) : undefined
  if (record) return record
  throw new TriageError('MAIL_UNKNOWN', `The ledger knows no mail named "${name}".`, {
    hint: 'Give the first digits of its id (as "review list" prints them), its Message-ID, or the path of its .eml file.',
  })
}

async function idsFor(ledger: MailStore, name: string) {
  if (statSync(name, { throwIfNoEntry: false })?.isFile()) return [mailIdOf(await readFile(name))]
  if (/^[0-9a-f]+$/.test(name) && name.length < FEWEST_DIGITS) return []
  return ledger.findMails(name)
}
