// Finds one mail in an open folder by what it is, not by where it was. Message-ID and size only narrow the search:
// the answer is certain because the bytes have the mail's own SHA-256.
import { type MailId, mailIdOf } from '../ids.js'
import type { OpenFolder } from './imap-open-folder.js'

interface WantedMail {
  readonly mailId: MailId
  readonly messageId: string | undefined
  readonly sizeBytes: number
}

/** Candidates are fetched so many at a time; the right one is nearly always the first. */
const candidatesAtOnce = 5

/** The UID under which the folder holds exactly this mail; the lowest when there are several; undefined when there is none. */
export async function findMail(folder: OpenFolder, wanted: WantedMail): Promise<number | undefined> {
  const byMessageId = isSearchable(wanted.messageId) ? await folder.searchMessageId(wanted.messageId) : []
  const found = await firstWithBytes(folder, byMessageId, wanted.mailId)
  if (found !== undefined) return found
  const bySize = await folder.searchSize(wanted.sizeBytes)
  return firstWithBytes(
    folder,
    bySize.filter((uid) => !byMessageId.includes(uid)),
    wanted.mailId,
  )
}

/** Those of the expected mails whose bytes lie under their UID. */
export async function withSameBytes<Expected extends { readonly uid: number; readonly mailId: MailId }>(
  folder: OpenFolder,
  expected: readonly Expected[],
): Promise<readonly Expected[]> {
  const same: Expected[] = []
  for (const wanted of expected) {
    const [mail] = await folder.fetchRaw([wanted.uid]) // one at a time: these may be the largest mails there are
    if (mail && mailIdOf(mail.bytes) === wanted.mailId) same.push(wanted)
  }
  return same
}

// --- Internal helpers ---

/** Servers differ on anything but printable ASCII in a search; such a Message-ID is left to the search by size. */
const isSearchable = (messageId: string | undefined): messageId is string =>
  messageId !== undefined && /^[\x21-\x7e]{1,500}$/.test(messageId)

async function firstWithBytes(
  folder: OpenFolder,
  candidates: readonly number[],
  mailId: MailId,
): Promise<number | undefined> {
  for (let at = 0; at < candidates.length; at += candidatesAtOnce) {
    const mails = await folder.fetchRaw(candidates.slice(at, at + candidatesAtOnce))
    const match = mails.find((mail) => mailIdOf(mail.bytes) === mailId)
    if (match) return match.uid
  }
  return undefined
}
