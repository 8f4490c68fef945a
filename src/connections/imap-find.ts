// Finds one mail in an open folder by its content, not by where it was. Message-ID and size only narrow the search:
// the answer is certain because the bytes have the mail's own SHA-256.
import { type MailId, mailIdOf } from '../ids.js'
import type { OpenFolder } from './imap-open-folder.js'

interface WantedMail {
  readonly mailId: MailId
  readonly messageId: string | undefined
  readonly sizeBytes: number
}

/** Candidates are fetched this many at a time; the right one is nearly always the first. */
const CANDIDATES_AT_ONCE = 5

/** The UID under which the folder has exactly this mail, the newest if there are several; undefined if there is none. */
export async function findMail(folder: OpenFolder, wanted: WantedMail): Promise<number | undefined> {
  return (await findCopies(folder, wanted, 1))[0]
}

/** The newest UIDs, up to a limit, under which the folder has exactly this mail. */
export async function findCopies(
  folder: OpenFolder,
  wanted: WantedMail,
  most: number,
): Promise<readonly number[]> {
  const byMessageId = isSearchable(wanted.messageId) ? await folder.searchMessageId(wanted.messageId) : []
  const found = await newestWithBytes(folder, byMessageId, { mailId: wanted.mailId, most })
  if (found.length > 0) return found
  const bySize = await folder.searchSize(wanted.sizeBytes)
  const others = bySize.filter((uid) => !byMessageId.includes(uid))
  return newestWithBytes(folder, others, { mailId: wanted.mailId, most })
}

/** Those of the expected mails whose bytes are found under their UID. */
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

// ---------------------------------------------------------------------------------------------------------------

/** Servers differ on anything but printable ASCII in a search; a Message-ID with other characters is left to the search by size. */
const isSearchable = (messageId: string | undefined): messageId is string =>
  messageId !== undefined && /^[\x21-\x7e]{1,500}$/.test(messageId)

async function newestWithBytes(
  folder: OpenFolder,
  candidates: readonly number[],
  { mailId, most }: { readonly mailId: MailId; readonly most: number },
): Promise<readonly number[]> {
  const found: number[] = []
  for (let end = candidates.length; end > 0 && found.length < most; end -= CANDIDATES_AT_ONCE) {
    const mails = await folder.fetchRaw(candidates.slice(Math.max(0, end - CANDIDATES_AT_ONCE), end))
    const ours = mails.filter((mail) => mailIdOf(mail.bytes) === mailId).map(({ uid }) => uid)
    found.push(...ours.reverse())
  }
  return found.slice(0, most)
}
