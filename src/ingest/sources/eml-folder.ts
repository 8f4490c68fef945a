// RawMail from a tree of .eml files. The folder of a mail is its directory within the tree.
// A file's number is made of its path, size and time: a file that is rewritten is a new mail, even if it was first read half-written.
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { byPath, createFileSource, fileUid, isFileGone, type MailFile } from './mail-files.js'
import type { MailSource } from './source.js'

export const createEmlFolderSource = ({
  account,
  dir,
}: {
  readonly account: string
  readonly dir: string
}): MailSource => createFileSource(account, () => listEmlFiles(dir))

/** Every .eml file below the folder, sorted by path. Links to folders are not followed: they may form a loop. */
export async function listEmlFiles(dir: string): Promise<readonly MailFile[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true })
  const files: MailFile[] = []
  for (const entry of entries) {
    if (!entry.name.toLowerCase().endsWith('.eml') || entry.isDirectory()) continue
    const file = await describe(dir, join(entry.parentPath, entry.name))
    if (file) files.push(file)
  }
  return files.sort(byPath)
}

// ---------------------------------------------------------------------------------------------------------------

async function describe(dir: string, path: string): Promise<MailFile | undefined> {
  try {
    const facts = await stat(path)
    if (!facts.isFile()) return undefined
    const inside = relative(dir, path).split(sep).join('/')
    const folder = inside.includes('/') ? inside.slice(0, inside.lastIndexOf('/')) : '.'
    const uid = fileUid(`${inside}\n${facts.size}\n${facts.mtimeMs}`)
    return { path, folder, uid, sizeBytes: facts.size, changedAt: facts.mtime }
  } catch (error) {
    if (isFileGone(error)) return undefined
    throw error
  }
}
