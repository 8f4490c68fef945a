// What the ledger knows of a polled folder: the other side of a source's questions.
import type { MailLocation } from '../../journey.js'
import type { FolderMark, MailStore } from '../../ledger/contract/mails.js'
import type { KnownUids } from './source.js'

/** The UIDs of an account's folders that a poll need not fetch. */
export const knownUidsIn =
  (ledger: Pick<MailStore, 'knownUids'>, account: string): KnownUids =>
  (folder, uidValidity) =>
    ledger.knownUids(account, folder, uidValidity)

/** Has the form of a source's `Numbering`. */
export function createNumbering(ledger: MailStore, account: string) {
  let hasRestarted = false
  return {
    last: (folder: string) => ledger.folderMark(account, folder),
    async mailAt(location: MailLocation) {
      const id = await ledger.mailAt(location)
      const record = id && (await ledger.mail(id))
      return record && { id: record.id, sizeBytes: record.sizeBytes, messageId: record.parsed?.messageId }
    },
    async restarted(folder: string) {
      hasRestarted = true
      const last = await ledger.folderMark(account, folder)
      if (!last) return
      const known = await ledger.knownUids(account, folder, last.uidValidity)
      await ledger.recordLeft(account, folder, last.uidValidity, [...known])
    },
    async seen(folder: string, mark: FolderMark) {
      const last = await ledger.folderMark(account, folder)
      const isSame =
        last?.uidValidity === mark.uidValidity && last.uidNext === mark.uidNext && last.mails === mark.mails
      if (!isSame) await ledger.recordFolderMark(account, folder, mark) // a quiet mailbox costs no writing
    },
    /** Whether a folder that was listed since numbers its mail anew. */
    hasRestarted: () => hasRestarted,
  }
}
