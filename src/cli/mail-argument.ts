// A mail named on the command line: the first digits of its id, its Message-ID, or its .eml file.
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Desk } from '../desk/desk.js'
import { TriageError } from '../errors.js'
import { type MailId, mailIdOf } from '../ids.js'
import type { MailStore } from '../ledger/contract/mails.js'
import type { Person } from '../roles.js'

/** Ends the help of a command that takes a mail. */
export const mailHelp = 'MAIL is the first digits of its id, its Message-ID, or the path of its .eml file.'

/**
 * The mail of that name that this person may see: to them there is no other.
 * @throws MAIL_UNKNOWN, MAIL_AMBIGUOUS
 */
export const mailFor = async (desk: Pick<Desk, 'named'>, person: Person, name: string): Promise<MailId> =>
  onlyOne(await desk.named(await idOrName(name), person), name)

/** The mail of that name, for the audit log, which shows nothing of a mail. */
export async function mailInLedger(ledger: MailStore, name: string): Promise<MailId> {
  const text = await idOrName(name)
  if (/^[0-9a-f]+$/.test(text) && text.length < FEWEST_DIGITS) throw unknown(name)
  return onlyOne(await ledger.findMails(text), name)
}

// ---------------------------------------------------------------------------------------------------------------

/** Fewer digits than this would soon name several mails. */
const FEWEST_DIGITS = 4

const idOrName = async (name: string): Promise<string> =>
  statSync(name, { throwIfNoEntry: false })?.isFile() ? mailIdOf(await readFile(name)) : name

function onlyOne(ids: readonly MailId[], name: string): MailId {
  if (ids.length > 1)
    throw new TriageError('MAIL_AMBIGUOUS', `"${name}" names ${ids.length} mails.`, {
      hint: `Give more of the id: ${ids.map((id) => id.slice(0, 16)).join(', ')}.`,
    })
  if (ids[0] === undefined) throw unknown(name)
  return ids[0]
}

const unknown = (name: string): TriageError =>
  new TriageError('MAIL_UNKNOWN', `The ledger knows no mail named "${name}".`, {
    hint: 'Give the first digits of its id (as "review list" prints them), its Message-ID, or the path of its .eml file.',
  })
