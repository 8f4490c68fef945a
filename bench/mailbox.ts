// An installation to measure the journey on: a fresh mailbox full of mail on a real Dovecot, every department folder made.
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { ImapFlow } from 'imapflow'
import { parse, stringify } from 'yaml'
import type { DovecotAddress } from '../tests/live/start-dovecot.js'
import { manyMails } from './harness.js'

/** Fills a new user's INBOX and writes the configuration. @returns the configuration file. */
export async function fillMailbox(
  server: DovecotAddress,
  { dir, modelDir, mails }: { readonly dir: string; readonly modelDir: string; readonly mails: number },
): Promise<string> {
  const bundledFile = join(import.meta.dirname, '..', 'data', 'postfordeler.yml')
  const { queues, outside } = parse(await readFile(bundledFile, 'utf8'))
  const folders = Object.values<{ folder: string }>(queues).map(({ folder }) => folder)
  const user = `bench-${process.hrtime.bigint()}`
  await appendAll(server, user, { folders: ['Afdelinger', ...folders], mails: await manyMails(mails) })
  const account = { host: server.host, port: server.port, tls: false, user, passwordFile: 'password' }
  const config = {
    mailboxes: [{ name: 'borgerservice', imap: account, mode: 'auto' }],
    ...{ queues, outside },
    limits: { automaticMovesPerHour: mails },
    database: { url: 'sqlite:postfordeler.db' },
    models: 'models',
  }
  await mkdir(join(dir, 'models'), { recursive: true })
  await symlink(resolve(modelDir), join(dir, 'models', basename(modelDir)))
  await writeFile(join(dir, 'models', 'current'), basename(modelDir))
  await writeFile(join(dir, 'password'), `${server.password}\n`, { mode: 0o600 })
  const configFile = join(dir, 'postfordeler.yml')
  await writeFile(configFile, stringify(config))
  return configFile
}

async function appendAll(
  { host, port, password: pass }: DovecotAddress,
  user: string,
  { folders, mails }: { readonly folders: readonly string[]; readonly mails: readonly Uint8Array[] },
): Promise<void> {
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass },
    logger: false,
  })
  client.on('error', () => client.close())
  await client.connect()
  for (const folder of folders) await client.mailboxCreate(folder)
  for (const mail of mails) await client.append('INBOX', Buffer.from(mail))
  await client.logout()
}
