// RawMail from an IMAP folder, by set difference: every UID there is, less those that are known under this UIDVALIDITY.
// The folder is opened for reading only, so no flag can change; \Seen plays no part, as a caseworker may open a mail first.
import { imapFolderRenewed } from '../../connections/errors.js'
import type { ImapConnection } from '../../connections/imap.js'
import { requireFolders } from '../../connections/imap-folders.js'
import type { FetchedMail, OpenFolder } from '../../connections/imap-open-folder.js'
import { mailIdOf } from '../../ids.js'
import type { MailLocation, RawMail } from '../../journey.js'
import { batchBytes, planBatches } from './batches.js'
import type { MailSource } from './source.js'

/** Sizes are asked for so many mails at a time before they are fetched. */
const windowMails = 500

/**
 * @param imap the connection, shared with the mailbox's destination; whoever made it closes it, not this source.
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
    async *fetchNew(known, { batchMails }) {
      const path = await findInbox(imap, inbox)
      const { uidValidity, uids } = await listUids(imap, path)
      const knownUids = await known(path, uidValidity)
      const fresh = uids.filter((uid) => !knownUids.has(uid))
      const inSameFolder = <T>(task: (folder: OpenFolder) => Promise<T>) =>
        imap.inFolder(path, 'read', (folder) => {
          if (folder.uidValidity !== uidValidity) throw imapFolderRenewed(path)
          return task(folder)
        })
      for (let at = 0; at < fresh.length; at += windowMails) {
        const facts = await inSameFolder((folder) => folder.facts(fresh.slice(at, at + windowMails)))
        const sized = [...facts].map(([uid, { sizeBytes }]) => ({ uid, sizeBytes }))
        for (const batch of planBatches(sized, (mail) => mail.sizeBytes, { batchMails, batchBytes })) {
          const fetched = await inSameFolder((folder) => folder.fetchRaw(batch.map(({ uid }) => uid)))
          const mails = fetched.map((mail) =>
            toRawMail(mail, { account, folder: path, uidValidity, uid: mail.uid }),
          )
          if (mails.length > 0) yield mails
        }
      }
    },
    close: async () => undefined,
  }
}

// --- Internal helpers ---

async function findInbox(imap: ImapConnection, inbox: string): Promise<string> {
  const found = requireFolders(await imap.folders(), [inbox])
  return found.get(inbox)?.path ?? inbox
}

const listUids = (imap: ImapConnection, path: string) =>
  imap.inFolder(path, 'read', async (folder) => ({
    uidValidity: folder.uidValidity,
    uids: await folder.uids(),
  }))

function toRawMail({ bytes, receivedAt }: FetchedMail, location: MailLocation): RawMail {
  return { id: mailIdOf(bytes), bytes, location, receivedAt: receivedAt?.toISOString() }
}
