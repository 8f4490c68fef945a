// Finds the server's folders by the names people write. A name is written with "/" between levels; a server may use
// another separator, put a prefix before all names, and spell å as two characters (as macOS does). All of that is normalised here.
import { imapFoldersMissing } from './errors.js'

export interface ImapFolder {
  /** The server's exact path: the only form that is ever sent to it. */
  readonly path: string
  /** As people write it: NFC, "/" between levels, without the server's prefix. */
  readonly name: string
  /** False for a level of the tree that cannot contain mail. */
  readonly canHoldMail: boolean
}

/** The content of a LIST line. */
interface ListedFolder {
  readonly path: string
  readonly delimiter: string
  readonly canHoldMail: boolean
}

/** @param prefix the personal namespace's, e.g. `INBOX.`; empty for most servers. */
export function toImapFolder(listed: ListedFolder, prefix: string): ImapFolder {
  const isUnderPrefix = prefix !== '' && listed.path.startsWith(prefix) && listed.path !== prefix
  const short = isUnderPrefix ? listed.path.slice(prefix.length) : listed.path
  const levels = listed.delimiter === '' ? [short] : short.split(listed.delimiter)
  return { path: listed.path, name: levels.join('/').normalize('NFC'), canHoldMail: listed.canHoldMail }
}

/** Finds a folder by its configured name: the exact path first, then the name in NFC, then with the server's prefix written out. */
export function findFolder(folders: readonly ImapFolder[], configured: string): ImapFolder | undefined {
  const wanted = sameForm(configured)
  const holders = folders.filter((folder) => folder.canHoldMail)
  return (
    holders.find((folder) => folder.path === configured) ??
    holders.find((folder) => sameForm(folder.name) === wanted) ??
    holders.find((folder) => sameForm(folder.path) === wanted) ??
    holders.find((folder) => wanted === sameForm(`INBOX/${folder.name}`))
  )
}

/**
 * Finds all folders by their configured names.
 * @throws IMAP_FOLDER_MISSING naming every missing one, those that exist, and near misses.
 */
export function requireFolders(
  folders: readonly ImapFolder[],
  configured: readonly string[],
): ReadonlyMap<string, ImapFolder> {
  const found = new Map<string, ImapFolder>()
  const missing: string[] = []
  for (const name of configured) {
    const folder = findFolder(folders, name)
    if (folder) found.set(name, folder)
    else if (!missing.includes(name)) missing.push(name)
  }
  if (missing.length > 0) {
    const existing = folders.filter((folder) => folder.canHoldMail).map((folder) => folder.name)
    const guesses = missing.map((name) => nearestName(name, existing)).filter((name) => name !== undefined)
    throw imapFoldersMissing(missing, existing, [...new Set(guesses)])
  }
  return found
}

/** The existing name that the wanted one is most likely a typo for; undefined when none is close. */
export function nearestName(wanted: string, existing: readonly string[]): string | undefined {
  const target = sameForm(wanted).toLowerCase()
  const lastLevel = target.slice(target.lastIndexOf('/') + 1)
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const name of existing) {
    const candidate = name.toLowerCase()
    const isOtherBranch = candidate.slice(candidate.lastIndexOf('/') + 1) === lastLevel
    const distance = isOtherBranch ? 1 : editDistance(target, candidate)
    if (distance <= Math.max(1, target.length / 3) && distance < (best?.distance ?? Infinity)) {
      best = { name, distance }
    }
  }
  return best?.name
}

// ---------------------------------------------------------------------------------------------------------------

/** INBOX is the only name that is case-insensitive (RFC 3501, 5.1). */
const sameForm = (name: string): string => name.normalize('NFC').replace(/^inbox(?=\/|$)/i, 'INBOX')

/** Levenshtein distance: insertions, deletions and replacements that turn one word into the other. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[right.length] ?? 0
}
