// Destinations that move mail only while the mailbox is still ours.
import { isFolderKind } from '../destination-kinds.js'
import type { Destination } from '../route/destinations/destination.js'
import type { Held } from './mailbox-lease.js'

/** The same destinations; before any mail is moved it is made sure that nobody else has taken the mailbox over. */
export const fenced = (destinations: readonly Destination[], { confirm }: Held): readonly Destination[] =>
  destinations.map((destination) => {
    if (!isFolderKind(destination.kind)) return destination
    return {
      ...destination,
      async deliver(deliveries) {
        await confirm()
        return destination.deliver(deliveries)
      },
    }
  })
