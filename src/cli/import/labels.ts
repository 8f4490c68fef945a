// Which queue the mail of a folder belongs to. Pure.
import type { Queue } from '../../config/schema.js'

/** Gives the label of a folder, with "/" between its levels; undefined when no queue is known for it. */
export type Labeller = (folder: string) => string | undefined

/**
 * Looks a folder up, first in the map, then among the queues' folders, keys and names; the whole path before its last level.
 * Names are compared in NFC and without regard to case.
 */
export function createLabeller(known: {
  readonly queues: Readonly<Record<string, Pick<Queue, 'name' | 'folder'>>> | undefined
  readonly outside: string | undefined
  readonly folders: ReadonlyMap<string, string> | undefined
  readonly keepUnknown: boolean
}): Labeller {
  const labels = new Map<string, string>()
  const add = (name: string | undefined, label: string) => {
    if (name !== undefined && !labels.has(nameKey(name))) labels.set(nameKey(name), label)
  }
  for (const [folder, label] of known.folders ?? []) add(folder, label)
  const queues = Object.entries(known.queues ?? {})
  for (const [label, queue] of queues) add(queue.folder, label)
  for (const [label] of queues) add(label, label)
  for (const [label, queue] of queues) add(queue.name, label)
  if (known.outside !== undefined) add(known.outside, known.outside)
  return (folder) => {
    const last = folder.slice(folder.lastIndexOf('/') + 1)
    const label = labels.get(nameKey(folder)) ?? labels.get(nameKey(last))
    if (label !== undefined || !known.keepUnknown) return label
    return labelFromName(last) || undefined
  }
}

/** Makes a queue key of a folder's name. @example labelFromName('Kørekort og pas') === 'koerekort-og-pas' */
export function labelFromName(name: string): string {
  const letters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'oe', å: 'aa' }
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[æøå]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
}

// ---------------------------------------------------------------------------------------------------------------

function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
