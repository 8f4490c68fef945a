// Mailboxes made by writing their files: faster than asking the server for each, and what no server does when it is asked.
import { chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serverUser } from '../live/server-process.js'
import type { DovecotAddress } from '../live/start-dovecot.js'

/** Mail lies in INBOX; the folders, with ASCII names and no level above them, are empty. */
export async function writeMaildir(
  server: Pick<DovecotAddress, 'mailDir'>,
  user: string,
  { folders, mails }: { readonly folders: readonly string[]; readonly mails: readonly Uint8Array[] },
): Promise<void> {
  const home = join(server.mailDir, user)
  const root = join(home, 'Maildir')
  const made = [server.mailDir, home, root]
  for (const folder of ['', ...folders.map((name) => `.${name}`)]) {
    const dirs = [join(root, folder), ...['cur', 'new', 'tmp'].map((leaf) => join(root, folder, leaf))]
    for (const dir of dirs) await mkdir(dir, { recursive: true })
    made.push(...dirs)
  }
  for (const [nth, bytes] of mails.entries()) {
    const file = join(root, 'cur', `${nameOf(nth)}:2,`)
    await writeFile(file, bytes)
    made.push(file)
  }
  if (process.getuid?.() !== 0) return
  for (const path of made) await chown(path, owner().uid, owner().gid)
}

/** INBOX as a server has it that lost its index or was set back: these mails, numbered from 1, under the UIDVALIDITY that it had. */
export async function rewriteInbox(
  server: Pick<DovecotAddress, 'mailDir'>,
  user: string,
  { mails, uidValidity }: { readonly mails: readonly Uint8Array[]; readonly uidValidity: string },
): Promise<void> {
  const root = join(server.mailDir, user, 'Maildir')
  for (const leaf of ['cur', 'new'])
    for (const name of await readdir(join(root, leaf))) await rm(join(root, leaf, name))
  for (const name of await readdir(root)) if (name.startsWith('dovecot.index')) await rm(join(root, name))
  await writeMaildir(server, user, { folders: [], mails })
  const lines = mails.map((_, nth) => `${nth + 1} :${nameOf(nth)}`)
  const head = `3 V${uidValidity} N${mails.length + 1} G${'0123456789abcdef'.repeat(2)}`
  const file = join(root, 'dovecot-uidlist')
  await writeFile(file, `${[head, ...lines].join('\n')}\n`)
  if (process.getuid?.() === 0) await chown(file, owner().uid, owner().gid)
}

// ---------------------------------------------------------------------------------------------------------------

const nameOf = (nth: number): string => `${1_700_000_000 + nth}.brev${nth}.vaert`

let known: { readonly uid: number; readonly gid: number } | undefined

function owner(): { readonly uid: number; readonly gid: number } {
  known ??= serverUser('dovecot')
  return known
}
