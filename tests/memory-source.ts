// RawMail from memory. Numbers count from 1 in each folder, as on an IMAP server. It passes the suite of every source.
import { mailIdOf } from '../src/ids.js'
import { BATCH_BYTES, planBatches } from '../src/ingest/sources/batches.js'
import type { MailSource } from '../src/ingest/sources/source.js'
import type { IsoTime, RawMail } from '../src/journey.js'

interface MemoryMail {
  readonly bytes: Uint8Array
  readonly folder?: string
  readonly receivedAt?: IsoTime
}

interface MemorySource extends MailSource {
  /** Puts a mail in, as if it had just arrived. */
  add(mail: MemoryMail): RawMail
}

export function createMemorySource({
  account,
  mails = [],
}: {
  readonly account: string
  readonly mails?: readonly MemoryMail[]
}): MemorySource {
  const held: RawMail[] = []

  function add({ bytes, folder = 'INBOX', receivedAt }: MemoryMail): RawMail {
    const uid = held.filter((mail) => mail.location.folder === folder).length + 1
    const location = { account, folder, uidValidity: '1', uid }
    const mail = { id: mailIdOf(bytes), bytes, location, receivedAt }
    held.push(mail)
    return mail
  }

  for (const mail of mails) add(mail)
  return {
    account,
    add,
    async *fetchNew(known, { batchMails }) {
      const fresh: RawMail[] = []
      for (const mail of held) {
        const { folder, uidValidity, uid } = mail.location
        if (!(await known(folder, uidValidity)).has(uid)) fresh.push(mail)
      }
      yield* planBatches(fresh, (mail) => mail.bytes.length, { batchMails, batchBytes: BATCH_BYTES })
    },
    close: async () => undefined,
  }
}
