// Opens the one-off sources of the command line, and a mailbox's `path`: maildir:DIR, mbox:FILE, eml:DIR.
import { type FileHandle, open, stat } from 'node:fs/promises'
import { createEmlFolderSource, listEmlFiles } from './eml-folder.js'
import { sourceEmpty, sourceMissing, sourceUriUnknown, sourceWrongKind } from './errors.js'
import { createMaildirSource, isMaildir } from './maildir.js'
import { createMboxSource } from './mbox.js'
import type { MailSource } from './source.js'

interface OpenSourceOptions {
  /** Name of the mailbox; by default the URI itself. */
  readonly account?: string
  /** For a folder that is polled: being empty is not an error. */
  readonly mayBeEmpty?: boolean
}

/** @throws SOURCE_URI_UNKNOWN, SOURCE_MISSING, SOURCE_WRONG_KIND, SOURCE_EMPTY */
export async function openSourceUri(uri: string, options: OpenSourceOptions = {}): Promise<MailSource> {
  const { account = uri, mayBeEmpty = false } = options
  const [, scheme, path = ''] = /^(maildir|mbox|eml):(.+)$/s.exec(uri) ?? []
  switch (scheme) {
    case 'eml':
      await requireDirectory(uri, path, 'a folder of .eml files')
      if (!mayBeEmpty && (await listEmlFiles(path)).length === 0)
        throw sourceEmpty(uri, 'at least one .eml file')
      return createEmlFolderSource({ account, dir: path })
    case 'maildir':
      await requireDirectory(uri, path, 'a Maildir')
      if (!(await isMaildir(path)))
        throw sourceWrongKind(uri, 'a folder without "cur" and "new"', 'a Maildir')
      return createMaildirSource({ account, dir: path })
    case 'mbox':
      await requireMbox(uri, path, mayBeEmpty)
      return createMboxSource({ account, file: path })
    default:
      throw sourceUriUnknown(uri)
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function factsOf(uri: string, path: string) {
  try {
    return await stat(path)
  } catch (error) {
    throw sourceMissing(uri, error)
  }
}

async function requireDirectory(uri: string, path: string, expected: string): Promise<void> {
  if (!(await factsOf(uri, path)).isDirectory()) throw sourceWrongKind(uri, 'a file', expected)
}

async function requireMbox(uri: string, path: string, mayBeEmpty: boolean): Promise<void> {
  const facts = await factsOf(uri, path)
  if (facts.isDirectory()) throw sourceWrongKind(uri, 'a folder', 'an mbox file')
  const start = await firstBytes(uri, path)
  if (start === '' && !mayBeEmpty) throw sourceEmpty(uri, 'a line that starts with "From "')
  if (start !== '' && start !== 'From ') {
    throw sourceWrongKind(uri, 'a file that does not start with "From "', 'an mbox file')
  }
}

async function firstBytes(uri: string, path: string): Promise<string> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (error) {
    throw sourceMissing(uri, error)
  }
  const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0)
  await file.close()
  return buffer.toString('latin1', 0, bytesRead)
}
