// Folders that a server or a rule fills: which of a mail's places is one of them.
import type { MailLocation } from '../journey.js'
import type { MailboxPolicy } from './mailbox-policy.js'

/**
 * The configured name of the folder that the program only looks in, where a mail lies in one; undefined for the inbox. A server writes the
 * name with its own separator and prefix; only the inbox and these folders are ever read, and the configuration holds them apart.
 */
export const onlyLookedIn = (
  { alsoLook }: Pick<MailboxPolicy, 'alsoLook'>,
  { folder }: Pick<MailLocation, 'folder'>,
): string | undefined => alsoLook.find((name) => folderKey(name) === folderKey(folder))

/** As cross-checks.ts compares them. */
const folderKey = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[.\\]/g, '/')
    .replace(/^inbox\/(?=.)/i, '')
    .toLowerCase()
