// --mailbox: one of the configuration's mailboxes by its name.
import type { Mailbox } from '../config/mailbox-schema.js'
import { usageError } from './command.js'

/** @throws USAGE_INVALID, which names those that there are */
export function chooseMailbox(mailboxes: readonly Mailbox[], name: string): Mailbox {
  const found = mailboxes.find((mailbox) => mailbox.name === name)
  if (found) return found
  throw usageError(
    `There is no mailbox "${name}" in the configuration.`,
    `It has ${mailboxes.map((mailbox) => `"${mailbox.name}"`).join(', ') || 'none'}.`,
  )
}
