// What the sources that keep one mail per file have in common: a number that stays with a file, and reading files in batches.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { mailIdOf } from '../../ids.js'
import type { RawMail } from '../../journey.js'
import { BATCH_BYTES, planBatches } from './batches.js'
import { sourceFilesUnreadable } from './errors.js'
import type { KnownUids, MailSource } from './source.js'

/** Files have no UIDVALIDITY: their numbers always mean the same file. */
export const fileUidValidity = '0'

export interface MailFile {
  /** Path on this machine. */
  readonly path: string
  /** Folder within the source. */
  readonly folder: string
  readonly uid: number
  readonly sizeBytes: number
  readonly changedAt: Date
}

/**
 * Makes the number of a file from what identifies it. Files come and go between passes, so a position in a list would not stay the same.
 * 48 bits: among a million files of a folder two share a number with a chance of 1 in 560, against certainty with 31 bits.
 * @returns a whole number in [1, 2^48].
 */
export const fileUid = (identity: string | Uint8Array): number =>
  createHash('sha256').update(identity).digest().readUIntBE(0, 6) + 1

/** A source of the files that `list` finds; it is called again for each fetch. */
export const createFileSource = (account: string, list: () => Promise<readonly MailFile[]>): MailSource => ({
  account,
  async *fetchNew(known, { batchMails }) {
    yield* fetchFiles(account, await list(), known, batchMails)
  },
  close: async () => undefined,
})

/**
 * Reads the files that are not known yet, in the order given. A file that has vanished since it was listed is left out.
 * @throws SOURCE_FILES_UNREADABLE after everything else, so that one such file does not hold back the others.
 */
async function* fetchFiles(
  account: string,
  files: readonly MailFile[],
  known: KnownUids,
  batchMails: number,
): AsyncGenerator<readonly RawMail[]> {
  const fresh = await withoutKnown(files, known)
  const unreadable: string[] = []
  let cause: unknown
  for (const batch of planBatches(fresh, (file) => file.sizeBytes, { batchMails, batchBytes: BATCH_BYTES })) {
    const mails: RawMail[] = []
    for (const file of batch) {
      try {
        mails.push(toRawMail(account, file, new Uint8Array(await readFile(file.path))))
      } catch (error) {
        if (isFileGone(error)) continue
        unreadable.push(file.path)
        cause = error
      }
    }
    if (mails.length > 0) yield mails
  }
  if (unreadable.length > 0) throw sourceFilesUnreadable(account, unreadable, cause)
}

export const byPath = (left: { readonly path: string }, right: { readonly path: string }): number => {
  if (left.path === right.path) return 0
  return left.path < right.path ? -1 : 1
}

/** Whether a file error means that the file was removed meanwhile, which is nothing to report. */
export const isFileGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

// ---------------------------------------------------------------------------------------------------------------

async function withoutKnown(files: readonly MailFile[], known: KnownUids): Promise<readonly MailFile[]> {
  const knownIn = new Map<string, ReadonlySet<number>>()
  for (const { folder } of files) {
    if (!knownIn.has(folder)) knownIn.set(folder, await known(folder, fileUidValidity))
  }
  return files.filter((file) => !knownIn.get(file.folder)?.has(file.uid))
}

function toRawMail(account: string, file: MailFile, bytes: Uint8Array): RawMail {
  return {
    id: mailIdOf(bytes),
    bytes,
    location: { account, folder: file.folder, uidValidity: fileUidValidity, uid: file.uid },
    receivedAt: file.changedAt.toISOString(),
  }
}
