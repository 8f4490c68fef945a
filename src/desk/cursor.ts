// A place in a list as text that goes through a link. It is no secret, and a text that is none of ours means the first page.
import { z } from 'zod'
import { mailIdFrom } from '../ids.js'
import type { FindPlace, ReviewPlace } from '../ledger/contract/desk-ledger.js'

export interface ListCursor {
  readonly place: ReviewPlace
  readonly direction: 'after' | 'before'
}

export const encodeCursor = ({ place, direction }: ListCursor): string =>
  encode([direction, place.rank, place.since, place.mailId])

export function decodeCursor(text: string | undefined): ListCursor | undefined {
  const [direction, rank, since, id] = decode(listCursor, text) ?? []
  const mailId = id === undefined ? undefined : mailIdFrom(id)
  if (direction === undefined || rank === undefined || since === undefined || mailId === undefined)
    return undefined
  return { direction, place: { rank, since, mailId } }
}

export const encodePlace = ({ recordedAt, seq }: FindPlace): string => encode([recordedAt, seq])

export function decodePlace(text: string | undefined): FindPlace | undefined {
  const [recordedAt, seq] = decode(findPlace, text) ?? []
  return recordedAt === undefined || seq === undefined ? undefined : { recordedAt, seq }
}

// ------------------------------------------------------------------------------------------------------------------

const moment = z.iso.datetime()
const listCursor = z.tuple([z.enum(['after', 'before']), z.int(), moment, z.string()])
const findPlace = z.tuple([moment, z.int()])

const encode = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

function decode<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined || text.length > 500) return undefined
  try {
    return schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data
  } catch {
    return undefined // not JSON, so not ours
  }
}
