// How text and questions are made alike before one is looked for in the other.
import type { ParsedMail } from './journey.js'

/** A mail says what it is about early; beyond this it is not searched. */
const SEARCHED_CHARACTERS = 4_000

const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** Subject, own and forwarded text as they are searched. */
export const searchTextOf = ({ subject, body }: ParsedMail): string =>
  fold([subject, body.own, body.forwarded].join('\n').slice(0, SEARCHED_CHARACTERS))

/** The words of a question: at most 8, from its first 200 characters. */
export const foldWords = (text: string): readonly string[] =>
  fold(text.slice(0, 200))
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
