// RawMail from a Maildir: `cur` and `new` of the inbox, of its Maildir++ folders (`.Afdelinger.Pas`) and of plain sub-folders.
// Nothing is moved from `new` to `cur`, renamed or marked. A mail's number is made of its unique name, which no flag changes.
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { byPath, createFileSource, fileUid, isFileGone, type MailFile } from './mail-files.js'
import type { MailSource } from './source.js'

export const createMaildirSource = ({
  account,
  dir,
}: {
  readonly account: string
  readonly dir: string
}): MailSource => createFileSource(account, () => listMaildirFiles(dir))

/** Every mail of a Maildir and its folders: folder by folder, each in the order of the unique names, which start with the time. */
async function listMaildirFiles(dir: string): Promise<readonly MailFile[]> {
  const files: MailFile[] = []
  for (const folderDir of (await listFolders(dir)).toSorted()) {
    const folder = relative(dir, folderDir).split(sep).join('/') || 'INBOX'
    const inNew = await listMails(join(folderDir, 'new'), folder)
    const inCur = await listMails(join(folderDir, 'cur'), folder)
    files.push(...onePerUid([...inCur, ...inNew]).sort(byName))
  }
  return files
}

/** Whether a directory is a Maildir folder. */
export async function isMaildir(dir: string): Promise<boolean> {
  const names = (await namesIn(dir)).map((entry) => entry.name)
  return names.includes('cur') && names.includes('new')
}

// ---------------------------------------------------------------------------------------------------------------

const leaves = new Set(['cur', 'new', 'tmp'])

async function listFolders(dir: string): Promise<readonly string[]> {
  const found = (await isMaildir(dir)) ? [dir] : []
  for (const entry of await namesIn(dir)) {
    if (entry.isDirectory() && !leaves.has(entry.name))
      found.push(...(await listFolders(join(dir, entry.name))))
  }
  return found
}

async function listMails(dir: string, folder: string): Promise<MailFile[]> {
  const files: MailFile[] = []
  for (const entry of await namesIn(dir)) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const path = join(dir, entry.name)
    const facts = await stat(path).catch(ignoreGone)
    if (facts)
      files.push({
        path,
        folder,
        uid: fileUid(uniqueName(path)),
        sizeBytes: facts.size,
        changedAt: facts.mtime,
      })
  }
  return files
}

/** The name without its flags: `1700000000.M1P2.host:2,S` -> `1700000000.M1P2.host`. Some systems write ";" or "!" for ":". */
const uniqueName = (path: string): string =>
  path.slice(path.lastIndexOf(sep) + 1).replace(/[:;!]2,[^/]*$/, '')

const byName = (left: MailFile, right: MailFile): number =>
  byPath({ path: uniqueName(left.path) }, { path: uniqueName(right.path) })

/** A mail that a mail program moved from `new` to `cur` during the listing was seen twice. */
const onePerUid = (files: readonly MailFile[]): MailFile[] => [
  ...new Map(files.map((file) => [file.uid, file])).values(),
]

const namesIn = async (dir: string) => (await readdir(dir, { withFileTypes: true }).catch(ignoreGone)) ?? []

function ignoreGone(error: unknown): undefined {
  if (!isFileGone(error)) throw error
}
