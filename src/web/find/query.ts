// The search, in the address, so that it can be bookmarked and returned to.
import type { Config } from '../../config/schema.js'
import { startOfDay } from '../../danish-time.js'
import type { FindQuery } from '../../desk/filed-shapes.js'
import { label } from '../../ids.js'

/** The fields as they were filled in. */
export interface FindFields {
  readonly text: string
  readonly sender: string
  readonly queue: string
  readonly from: string
  readonly to: string
}

export function fieldsOf(query: URLSearchParams): FindFields {
  const read = (name: string) => (query.get(name) ?? '').trim().slice(0, MOST_CHARACTERS)
  return {
    text: read('text'),
    sender: read('sender'),
    queue: read('queue'),
    from: read('from'),
    to: read('to'),
  }
}

/** The valid part of it: unknown queues and invalid days count as not filled in. */
export function findQueryOf(
  { text, sender, queue, from, to }: FindFields,
  cursor: string | undefined,
  { queues }: Pick<Config, 'queues'>,
): FindQuery {
  const since = startOfDay(from)
  const until = startOfDay(to, { later: 1 })
  return {
    ...(text ? { text } : {}),
    ...(sender ? { sender } : {}),
    ...(Object.hasOwn(queues, queue) ? { queue: label(queue) } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

/** The address of the search, or of its next page. */
export function searchPath(fields: FindFields, cursor?: string): string {
  const filled = Object.entries({ ...fields, cursor: cursor ?? '' }).filter(([, value]) => value !== '')
  return filled.length === 0 ? '/find' : `/find?${new URLSearchParams(filled)}`
}

export const isEmpty = (fields: FindFields): boolean => Object.values(fields).every((value) => value === '')

// ---------------------------------------------------------------------------------------------------------------

/** As many as the desk accepts for a text search. */
const MOST_CHARACTERS = 200
