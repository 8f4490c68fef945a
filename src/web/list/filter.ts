// The list's filter, in the address: so it is carried from the list to the mail, to the answer, and to the next mail.
import type { Config } from '../../config/schema.js'
import { ages, type ListFilter } from '../../desk/list-shapes.js'
import { label } from '../../ids.js'
import type { Reason } from '../../journey.js'
import { da } from '../texts/da.js'

/** @param query of any page; unknown values count as not chosen. */
export function filterOf(query: URLSearchParams, { queues, mailboxes }: Config): ListFilter {
  const read = (name: string) => query.get(name)?.trim() || undefined
  const queue = read('queue')
  const mailbox = mailboxes.find(({ name }) => name === read('mailbox'))
  const reason = reasonKinds.find((kind) => kind === read('reason'))
  const age = ages.find((one) => one === read('age'))
  const text = read('text')?.slice(0, SEARCH_CHARACTERS)
  return {
    ...(queue === 'none' ? { queue } : {}),
    ...(queue !== undefined && Object.hasOwn(queues, queue) ? { queue: label(queue) } : {}),
    ...(reason ? { reason } : {}),
    ...(mailbox ? { mailbox: mailbox.name } : {}),
    ...(age ? { age } : {}),
    ...(text ? { text } : {}),
    ...(read('mine') === '1' ? { mine: true } : {}),
    ...(read('state') === 'later' ? { state: 'later' as const } : {}),
  }
}

/** The filter as a query string, followed by `more`: `?queue=pas`, or empty. */
export function listQueryOf(
  filter: ListFilter,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const { mine, ...texts } = filter
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...texts, mine: mine ? '1' : undefined, ...more }))
    if (value !== undefined) params.set(name, value)
  return params.size === 0 ? '' : `?${params}`
}

/** True when anything but the waiting/put-off state narrows the list. */
export const isNarrowed = ({ state: _, ...rest }: ListFilter): boolean => Object.keys(rest).length > 0

// ---------------------------------------------------------------------------------------------------------------

/** As many as the desk accepts. */
const SEARCH_CHARACTERS = 200

/** The catalogue of texts names every reason. */
const reasonKinds = Object.keys(da.work.reasonNames) as readonly Reason['kind'][]
