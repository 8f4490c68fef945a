// ParsedMail -> a small signature by which mails that are nearly the same find each other: a campaign's letters, copied from one page, each
// with its own name, address and a changed sentence. Pure. Nothing in it can be read back, and all of it hangs on the salts.
import type { ParsedMail } from './journey.js'
import { leastHashes, mix, SHINGLE_WORDS, shinglesOf } from './shingles.js'

export interface Likeness {
  /** The lowest eight bits of each least hash: as many are equal in two mails as the mails share of their wording. */
  readonly sketch: Uint8Array
  /** What two mails that are alike have at least one of in common. @units unsigned 32-bit, one for each band, in order */
  readonly bands: readonly number[]
  /** The sender's address; of all filled-in forms the same, as some send in their user's name. */
  readonly writer: string
}

/** The share of equal bytes tells the resemblance to within 4 points (one standard error). */
export const SKETCH_BYTES = 128
/**
 * Mails that resemble each other by two fifths meet in one of 12 bands with a probability of 1 - (1 - 0.4^2)^12 = 0.88, by a half with 0.97;
 * and a burst has several mails to meet. @source Leskovec, Rajaraman and Ullman, "Mining of massive datasets", 3.4
 */
const BANDS = 12
/**
 * A campaign's letter with a sentence of one's own and some words changed still shares this part of its shingles with the first one; no two
 * of the 1,820 bundled mails of different matters do (docs/decisions/0036-bursts.md). Training, which must not be judged by mail that it has
 * all but seen, compares each pair of its mails, and takes a half.
 */
const OF_TWO_WRITERS = 0.4
/** A form with 75 words of its own and 10 of its user's has 0.8 in common with its next. */
const OF_ONE_WRITER = 0.9
/** Shorter mails have no signature: "Hvornår har I åbent?" is asked by people who know nothing of each other. */
const LEAST_SHINGLES = 20
/** Characters of each text that are read, as the model does. */
const READ_CHARACTERS = 20_000
/** With fewer own words the sender passes something on, and the matter is in the forwarded text. */
const FEW_OWN_WORDS = 12
/** Lines with fewer words are labels, names, greetings and values of a form: what a campaign's letters differ in, and a form's share. */
const LINE_WORDS = 4

/**
 * @param salts SKETCH_BYTES numbers that only this installation knows
 * @returns undefined for a mail with too little of its own to be like another
 */
export function likenessOf(
  mail: Pick<ParsedMail, 'subjectCore' | 'body' | 'from'>,
  salts: Uint32Array,
): Likeness | undefined {
  const shingles = shinglesOf(wordsOf(mail), SHINGLE_WORDS)
  if (shingles.length < LEAST_SHINGLES) return undefined
  const least = new Uint32Array(SKETCH_BYTES)
  leastHashes(shingles, salts, least)
  const bands = Array.from({ length: BANDS }, (_, band) =>
    mix((least[2 * band] as number) ^ Math.imul(least[2 * band + 1] as number, 31)),
  )
  const writer = isForm(mail.body.own) ? 'form' : (mail.from?.address ?? '')
  return { sketch: Uint8Array.from(least), bands, writer }
}

/** What two mails are compared by. */
export interface Compared {
  readonly sketch: Uint8Array
  /** A number for the likeness's `writer`, which tells writers apart without telling who they are. */
  readonly writer: number
}

/**
 * Whether two mails are nearly the same, as far as their sketches tell. Those of one writer must have nearly everything in common: what all the
 * mails of a form, a system or an office say alike is no like matter.
 */
export function areAlike(one: Compared, other: Compared): boolean {
  let equal = 0
  for (let at = 0; at < SKETCH_BYTES; at++) if (one.sketch[at] === other.sketch[at]) equal++
  const resemblance = (equal / SKETCH_BYTES - BY_CHANCE) / (1 - BY_CHANCE)
  return resemblance >= (one.writer === other.writer ? OF_ONE_WRITER : OF_TWO_WRITERS)
}

// ---------------------------------------------------------------------------------------------------------------

/** So many bytes are equal in mails that have nothing in common. */
const BY_CHANCE = 1 / 256

/** "Adresse: ", at the start of a line. */
const LABEL = /^[ \t]{0,8}\p{L}[^\n:]{0,39}:(?=\s|$)/u

/** So many lines with a label are a form: a letter has one or two, "PS:" and "Vedr.:". */
const FORM_LABELS = 3

const isForm = (text: string): boolean =>
  text
    .slice(0, READ_CHARACTERS)
    .split('\n')
    .filter((line) => LABEL.test(line)).length >= FORM_LABELS

/** Subject and text as folded words, numbers as one sign. */
function wordsOf({ subjectCore, body }: Pick<ParsedMail, 'subjectCore' | 'body'>): readonly string[] {
  const own = lineWords(body.own)
  const text = own.length < FEW_OWN_WORDS ? [...own, ...lineWords(body.forwarded)] : own
  return [...foldedWords(subjectCore.slice(0, READ_CHARACTERS)), ...text]
}

const lineWords = (text: string): readonly string[] =>
  text
    .slice(0, READ_CHARACTERS)
    .split('\n')
    .map((line) => foldedWords(line.replace(LABEL, '')))
    .filter((words) => words.length >= LINE_WORDS)
    .flat()

const foldedWords = (text: string): readonly string[] =>
  (text.normalize('NFKC').toLowerCase().match(WORD) ?? []).map((word) => (/\d/.test(word) ? '0' : word))

const WORD = /[\p{L}\p{M}\p{N}]+/gu
