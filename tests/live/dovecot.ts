// A fresh mailbox of its own for a test on the run's Dovecot, and another client's view of it: what the tests assert is told by a
// connection that is not the door under test.
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { ImapFlow } from 'imapflow'
import { inject } from 'vitest'
import type { ImapAccount } from '../../src/config/mailbox-schema.js'
import { createImapConnection, type ImapConnection } from '../../src/connections/imap.js'
import type { DovecotAddress } from './start-dovecot.js'

export interface SeenMail {
  readonly uid: number
  readonly bytes: Uint8Array
  /** Sorted, without \Recent, which the server sets by itself. */
  readonly flags: readonly string[]
}

export interface TestMailbox {
  readonly account: ImapAccount
  readonly password: string
  /** The door under test, closed with the mailbox. */
  readonly imap: ImapConnection
  /** Another client (never call its mailboxClose(): CLOSE expunges what is marked as deleted), logged in as the same user: a caseworker's mail program. */
  readonly other: ImapFlow
  createFolders(...paths: string[]): Promise<void>
  append(path: string, mails: readonly Uint8Array[], flags?: readonly string[]): Promise<void>
  /** Puts many mails into INBOX with one command, as a busy Monday would. */
  fill(mails: readonly Uint8Array[]): Promise<void>
  contents(path: string): Promise<readonly SeenMail[]>
  close(): Promise<void>
}

/** What a client must know of a server. */
export type MailServer = Pick<DovecotAddress, 'host' | 'port' | 'password'>

/** @param server the run's Dovecot unless another is given. */
export async function freshMailbox(
  server: MailServer = inject('dovecot'),
  user = `bruger-${randomBytes(6).toString('hex')}`,
): Promise<TestMailbox> {
  const account = { host: server.host, port: server.port, tls: false, user }
  const imap = createImapConnection(account, { password: server.password })
  const other = await connectOther(server, user)
  return {
    account,
    password: server.password,
    imap,
    other,
    async createFolders(...paths) {
      for (const path of paths) await other.mailboxCreate(path)
    },
    async append(path, mails, flags = []) {
      for (const bytes of mails) await other.append(path, Buffer.from(bytes), [...flags])
    },
    fill: (mails) => appendAtOnce(server, user, mails),
    contents: (path) => readContents(other, path),
    async close() {
      await imap.close()
      if (other.usable) await other.logout() // a server ends what has been idle for long
    },
  }
}

/** What a server gives back of a mail that was put in with bare line feeds. */
export const asServed = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'))

// ---------------------------------------------------------------------------------------------------------------

async function connectOther(server: MailServer, user: string): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: server.password },
    logger: false,
    disableAutoIdle: true,
  })
  client.on('error', () => client.close())
  await client.connect()
  return client
}

async function readContents(client: ImapFlow, path: string): Promise<readonly SeenMail[]> {
  await client.mailboxOpen(path, { readOnly: true })
  const found = await client.fetchAll('1:*', { uid: true, flags: true, source: true }, { uid: true })
  return found.map(({ uid, flags, source }) => ({
    uid,
    bytes: new Uint8Array(source ?? []),
    flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort(),
  }))
}

/** MULTIAPPEND (RFC 3502) with non-synchronising literals, which imapflow does not offer. */
function appendAtOnce(server: MailServer, user: string, mails: readonly Uint8Array[]): Promise<void> {
  const login = Buffer.from(`\0${user}\0${server.password}`).toString('base64')
  const literals = mails.flatMap((bytes) => [Buffer.from(` {${bytes.length}+}\r\n`), Buffer.from(bytes)])
  const append = Buffer.concat([Buffer.from('2 APPEND INBOX'), ...literals, Buffer.from('\r\n3 LOGOUT\r\n')])
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, server.host)
    // Before the login is answered the server takes no more than a few kilobytes.
    const steps = [
      { after: /^\* OK/m, send: `1 AUTHENTICATE PLAIN ${login}\r\n` },
      { after: /^1 OK/m, send: append },
    ]
    let answer = ''
    socket.once('error', reject)
    socket.on('data', (data) => {
      answer += data.toString('latin1')
      while (steps[0]?.after.test(answer)) socket.write(steps.shift()?.send ?? '')
    })
    socket.once('close', () => (/^2 OK/m.test(answer) ? resolve() : reject(new Error(answer))))
  })
}
