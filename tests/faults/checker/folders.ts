// What lies in a mailbox's folders, read over a connection of the checker's own.
import { ImapFlow } from 'imapflow'
import { type MailId, mailIdOf } from '../../../src/ids.js'
import type { ImapLogin } from './facts.js'

export interface Copy {
  readonly id: MailId
  /** The server's path. */
  readonly path: string
  /** The path as the configuration would write it: "/" between levels, no prefix, NFC. */
  readonly folder: string
  readonly uidValidity: string
  readonly uid: number
  /** The program has copied it and could not remove it: the server expunges no single mail. */
  readonly isMarked: boolean
}

/** Every mail of every folder, by the hash of its bytes. Opens folders read-only: nothing is marked as seen. */
export async function readCopies(login: ImapLogin): Promise<readonly Copy[]> {
  const client = await connect(login)
  try {
    const prefix = client.namespace?.prefix ?? ''
    const copies: Copy[] = []
    for (const { path, delimiter, flags } of await client.list()) {
      if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue
      copies.push(...(await readFolder(client, path, plainName(path, delimiter, prefix))))
    }
    return copies
  } finally {
    await client.logout().catch(() => client.close())
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function connect({ host, port, user, password }: ImapLogin): Promise<ImapFlow> {
  const client = new ImapFlow({
    ...{ host, port, secure: false, doSTARTTLS: false, logger: false, disableAutoIdle: true },
    auth: { user, pass: password },
  })
  client.on('error', () => client.close())
  await client.connect()
  return client
}

async function readFolder(client: ImapFlow, path: string, folder: string): Promise<readonly Copy[]> {
  const { exists, uidValidity } = await client.mailboxOpen(path, { readOnly: true })
  if (exists === 0) return []
  const found = await client.fetchAll('1:*', { uid: true, flags: true, source: true })
  return found.map(({ uid, flags, source }) => ({
    id: mailIdOf(new Uint8Array(source ?? [])),
    ...{ path, folder, uid, uidValidity: String(uidValidity) },
    isMarked: flags?.has('$PostfordelerMoved') ?? false,
  }))
}

function plainName(path: string, delimiter: string | undefined, prefix: string): string {
  const inner = path !== 'INBOX' && path.startsWith(prefix) ? path.slice(prefix.length) : path
  return (delimiter ? inner.split(delimiter).join('/') : inner).normalize('NFC')
}
