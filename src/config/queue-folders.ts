// Where the departments' mail is filed in a mailbox.
import type { Label } from '../ids.js'
import { folderKindOf, type Mailbox } from './mailbox-schema.js'
import type { Config } from './schema.js'

/** A queue's folder in the mailbox; undefined when its mail stays where it is. */
export type FolderOf = (label: Label) => string | undefined

export const folderOfIn =
  ({ queues }: Pick<Config, 'queues'>, mailbox: Pick<Mailbox, 'kind'>): FolderOf =>
  (label) =>
    folderKindOf(mailbox) && queues[label]?.folder

/** For a one-off source, or a mailbox that the configuration no longer has. */
export const noFolders: FolderOf = () => undefined
