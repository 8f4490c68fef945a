// RawMail from an IMAP folder, by set difference: every UID there is, minus those that are known under this UIDVALIDITY.
// The folder is opened for reading only, so no flag can change; \Seen plays no part, as a caseworker may open a mail first.
import { imapFolderRenewed, isWorthRetrying, ThrottledError } from '../../connections/errors.js'
import type { ImapConnection } from '../../connections/imap.js'
import { requireFolders } from '../../connections/imap-folders.js'
import type { FetchedMail, OpenFolder } from '../../connections/imap-open-folder.js'
import { mailIdOf } from '../../ids.js'
import type { RawMail } from '../../journey.js'
import { BATCH_BYTES, planBatches } from './batches.js'
import { hasRestarted, type Listing, type SameFolder } from './imap-numbering.js'
import type { MailSource } from './source.js'

/** Sizes are requested for this many mails at a time before they are fetched. */
const WINDOW_MAILS = 500

/**
 * @param imap the connection, shared with the mailbox's destination; its creator closes it, not this source.
 * @param inbox the polled folder's configured name.
 */
export function createImapSource(deps: {
  readonly imap: ImapConnection
  readonly account: string
  readonly inbox: string
}): MailSource {
  const { imap, account, inbox } = deps
  return {
    account,
    async *fetchNew(known, { batchMails, numbering }) {
      const path = requireFolders(await imap.folders(), [inbox]).get(inbox)?.path ?? inbox
      const listing = await imap.inFolder(path, 'read', listUids)
      const { uidValidity, uids } = listing
      const folder: SameFolder = (task) =>
        imap.inFolder(path, 'read', (open) => {
          if (open.uidValidity !== uidValidity) throw imapFolderRenewed(path)
          return task(open)
        })
      const place = { account, folder: path, uidValidity }
      if (numbering && (await hasRestarted(folder, listing, { place, known, numbering })))
        await numbering.restarted(path)
      const knownUids = await known(path, uidValidity)
      const fresh = uids.filter((uid) => !knownUids.has(uid))
      for await (const batch of fetchInBatches(folder, fresh, batchMails)) {
        yield batch.map((mail) => toRawMail(mail, place))
      }
      await numbering?.seen(path, { uidValidity, uidNext: listing.uidNext, mails: uids.length })
    },
    close: async () => undefined,
  }
}

// ---------------------------------------------------------------------------------------------------------------

const listUids = async (open: OpenFolder): Promise<Listing> => ({
  uidValidity: open.uidValidity,
  uidNext: open.uidNext,
  uids: await open.uids(),
})

/** What went wrong in a pass so far. */
interface Trouble {
  /** Why a mail could not be fetched even on its own. */
  kept: unknown
}

/** Fetches all it can; the error about a mail that the server cannot hand out comes after the others. */
async function* fetchInBatches(
  folder: SameFolder,
  uids: readonly number[],
  batchMails: number,
): AsyncGenerator<readonly FetchedMail[]> {
  const trouble: Trouble = { kept: undefined }
  for (let at = 0; at < uids.length; at += WINDOW_MAILS) {
    const sized = await sizesOf(folder, uids.slice(at, at + WINDOW_MAILS))
    for (const batch of planBatches(sized, (mail) => mail.sizeBytes, {
      batchMails,
      batchBytes: BATCH_BYTES,
    })) {
      const wanted = batch.map(({ uid }) => uid)
      yield* fetchBatch(folder, wanted, trouble)
    }
  }
  if (trouble.kept !== undefined) throw trouble.kept
}

/** A mail with a damaged file breaks the batch that it is in: the batch is then fetched mail by mail. */
async function* fetchBatch(
  folder: SameFolder,
  uids: readonly number[],
  trouble: Trouble,
): AsyncGenerator<readonly FetchedMail[]> {
  let mails: readonly FetchedMail[] | undefined
  try {
    mails = await folder((open) => open.fetchRaw(uids))
  } catch (error) {
    if (isHopeless(error)) throw error
    await folder(async () => undefined) // throws if the server, not the mail, is at fault
    if (uids.length === 1) trouble.kept = error
  }
  if (mails && mails.length > 0) yield mails
  if (!mails && uids.length > 1) for (const uid of uids) yield* fetchBatch(folder, [uid], trouble)
}

/** Whether fetching another mail would give the same error. */
const isHopeless = (error: unknown): boolean => !isWorthRetrying(error) || error instanceof ThrottledError

async function sizesOf(folder: SameFolder, uids: readonly number[]) {
  try {
    const facts = await folder((open) => open.facts(uids))
    return [...facts].map(([uid, { sizeBytes }]) => ({ uid, sizeBytes }))
  } catch (error) {
    if (isHopeless(error)) throw error
    return uids.map((uid) => ({ uid, sizeBytes: Number.POSITIVE_INFINITY })) // so each is fetched on its own
  }
}

function toRawMail(
  { uid, bytes, receivedAt }: FetchedMail,
  place: { readonly account: string; readonly folder: string; readonly uidValidity: string },
): RawMail {
  return { id: mailIdOf(bytes), bytes, location: { ...place, uid }, receivedAt: receivedAt?.toISOString() }
}
