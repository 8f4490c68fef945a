// Whether a folder still numbers its mail as it did. A server that lost its index, or was restored from a backup, assigns UIDs again,
// sometimes under the same UIDVALIDITY: then new mail gets UIDs that are known already, and would never be fetched.
import type { OpenFolder } from '../../connections/imap-open-folder.js'
import { mailIdOf } from '../../ids.js'
import type { MailLocation } from '../../journey.js'
import type { KnownUids, Numbering } from './source.js'

/** Carries out a task in the folder, provided it is still the same folder. */
export type SameFolder = <T>(task: (open: OpenFolder) => Promise<T>) => Promise<T>

/** A folder as it was found. */
export interface Listing {
  readonly uidValidity: string
  /** 0 when the server does not say. */
  readonly uidNext: number
  /** Ascending. */
  readonly uids: readonly number[]
}

interface Memory {
  readonly place: Omit<MailLocation, 'uid'>
  readonly known: KnownUids
  readonly numbering: Numbering
}

/**
 * Three signs, each of which suffices: another UIDVALIDITY; a next UID below the one last seen; another mail under the highest UID that
 * is known. UIDs are assigned in ascending order, so if numbers have shifted or been assigned again, the highest is among them.
 */
export async function hasRestarted(
  folder: SameFolder,
  { uidValidity, uidNext, uids }: Listing,
  { place, known, numbering }: Memory,
): Promise<boolean> {
  const last = await numbering.last(place.folder)
  if (!last) return false
  if (last.uidValidity !== uidValidity || (uidNext > 0 && uidNext < last.uidNext)) return true
  const knownUids = await known(place.folder, uidValidity)
  const newest = uids.findLast((uid) => knownUids.has(uid))
  return newest !== undefined && isOther(folder, { ...place, uid: newest }, numbering)
}

// ---------------------------------------------------------------------------------------------------------------

/** Size and Message-ID nearly always decide; where they do not, the bytes do. */
async function isOther(folder: SameFolder, location: MailLocation, numbering: Numbering): Promise<boolean> {
  const { uid } = location
  const mail = await numbering.mailAt(location)
  if (!mail) return false
  const fact = await folder(async (open) => (await open.facts([uid])).get(uid))
  if (!fact) return false // it disappeared meanwhile
  if (fact.sizeBytes === mail.sizeBytes && fact.messageId === mail.messageId) return false
  const [raw] = await folder((open) => open.fetchRaw([uid]))
  return raw !== undefined && mailIdOf(raw.bytes) !== mail.id
}
