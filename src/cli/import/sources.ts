// A path with old mail -> the sources in it, each with the name of its folder. A source of its own for every mbox file and Maildir, so
// that a tree of them needs no more of a source than one does.
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { MailSource } from '../../ingest/sources/source.js'
import type { MailLocation } from '../../journey.js'
import { importFolderEmpty, importSourceUnknown } from './errors.js'

export interface FolderSource {
  readonly source: MailSource
  /** The folder that a person filed the mail in, with "/" between levels, as `folderName` reads it. */
  readonly folderOf: (location: MailLocation) => string
}

/** @throws IMPORT_SOURCE_UNKNOWN, IMPORT_FOLDER_EMPTY, and what `open` throws */
export async function fileSources(
  uri: string,
  open: (uri: string) => Promise<MailSource>,
): Promise<FolderSource[]> {
  const [, scheme, path = ''] = /^(maildir|mbox|eml):(.+)$/s.exec(uri) ?? []
  switch (scheme) {
    case 'eml':
      return [{ source: await open(uri), folderOf: ownFolder }]
    case 'mbox':
      return await mboxSources(uri, path, open)
    case 'maildir':
      return await maildirSources(uri, path, open)
    default:
      throw importSourceUnknown(uri)
  }
}

/** The folder of a mail as people name it: Maildir++ writes `.Afdelinger.K&APg-rekort` for Afdelinger/Kørekort. */
export function folderName(folder: string): string {
  return folder
    .split('/')
    .map((level) => (level.startsWith('.') ? decodeUtf7(level.slice(1).replaceAll('.', '/')) : level))
    .filter((level) => level !== '')
    .join('/')
    .normalize('NFC')
}

// ---------------------------------------------------------------------------------------------------------------

type Open = (uri: string) => Promise<MailSource>

async function mboxSources(uri: string, path: string, open: Open): Promise<FolderSource[]> {
  if (!(await isFolder(path)))
    return [{ source: await open(uri), folderOf: () => withoutEnding(basename(path)) }]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  const files = entries
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && !/\.(msf|dat|index)$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  if (files.length === 0) throw importFolderEmpty(uri, 'an mbox file for each queue')
  const named = async (file: string) => {
    return { source: await open(`mbox:${file}`), folderOf: () => withoutEnding(inside(path, file)) }
  }
  return await inTurn(files, named)
}

/** A folder that is no Maildir itself may hold one for each queue. */
async function maildirSources(uri: string, path: string, open: Open): Promise<FolderSource[]> {
  if (!(await isFolder(path))) return [{ source: await open(uri), folderOf: ownFolder }]
  const dirs = await maildirsIn(path)
  if (dirs.length === 0)
    throw importFolderEmpty(uri, 'a Maildir (a folder with "cur" and "new"), or folders with one each')
  const named = async (dir: string) => {
    const source = await open(`maildir:${dir}`)
    if (dir === path) return { source, folderOf: ownFolder }
    const folderOf = ({ folder }: MailLocation) => (folder === 'INBOX' ? inside(path, dir) : folder)
    return { source, folderOf }
  }
  return await inTurn(dirs, named)
}

function ownFolder({ folder }: MailLocation): string {
  return folder
}

async function maildirsIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  if (names.includes('cur') && names.includes('new')) return [dir]
  const below = await inTurn(names.sort(), (name) => maildirsIn(join(dir, name)))
  return below.flat()
}

async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined) // a path that is missing is the source's to report
  return facts?.isDirectory() ?? false
}

async function inTurn<T, R>(list: readonly T[], make: (one: T) => Promise<R>): Promise<R[]> {
  const made: R[] = []
  for (const one of list) made.push(await make(one))
  return made
}

function inside(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}

/** Thunderbird keeps sub-folders in `Name.sbd`, Apple Mail exports `Name.mbox`, a file or a folder. */
function withoutEnding(path: string): string {
  const levels = path.replace(/\.(mbox|mbx)\/mbox$/i, '').split('/')
  return levels.map((level) => level.replace(/\.(mbox|mbx|sbd)$/i, '')).join('/')
}

/** Modified UTF-7 (RFC 3501, 5.1.3), in which Maildir++ writes its folders' names. */
function decodeUtf7(name: string): string {
  return name.replace(/&([A-Za-z0-9+,]*)-/g, (_match, letters: string) => {
    if (letters === '') return '&'
    return Buffer.from(letters.replaceAll(',', '/'), 'base64').swap16().toString('utf16le')
  })
}
