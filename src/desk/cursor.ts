// A position in a list as text for a link. It is no secret, and text that is not ours means the first page.
import { z } from 'zod'
import { mailIdFrom } from '../ids.js'
import type { FindPosition } from '../ledger/contract/mails.js'
import type { ReviewPosition } from '../ledger/contract/reviews.js'

export interface ListCursor {
  readonly position: ReviewPosition
  readonly direction: 'after' | 'before'
}

export const encodeCursor = ({ position, direction }: ListCursor): string =>
  encode([direction, position.rank, position.since, position.mailId])

export function decodeCursor(text: string | undefined): ListCursor | undefined {
  const [direction, rank, since, id] = decode(listCursor, text) ?? []
  const mailId = id === undefined ? undefined : mailIdFrom(id)
  if (direction === undefined || rank === undefined || since === undefined || mailId === undefined)
    return undefined
  return { direction, position: { rank, since, mailId } }
}

export const encodePosition = ({ recordedAt, seq }: FindPosition): string => encode([recordedAt, seq])

export function decodePosition(text: string | undefined): FindPosition | undefined {
  const [recordedAt, seq] = decode(findPosition, text) ?? []
  return recordedAt === undefined || seq === undefined ? undefined : { recordedAt, seq }
}

export const encodeLeft = (decisionId: number): string => encode([decisionId])

export const decodeLeft = (text: string | undefined): number | undefined => decode(leftPosition, text)?.[0]

// ---------------------------------------------------------------------------------------------------------------

const moment = z.iso.datetime()
const listCursor = z.tuple([z.enum(['after', 'before']), z.int(), moment, z.string()])
const leftPosition = z.tuple([z.int()])
const findPosition = z.tuple([moment, z.int()])

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
