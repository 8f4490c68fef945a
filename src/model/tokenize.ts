// Step 3 of 8, first half: text -> words. The only door to `natural` and the Snowball stemmer.
// `natural` is imported by subpath: its index prints to stdout and loads a .env (docs/decisions/0006-natural-by-subpath.md).
import { stemmer } from '@orama/stemmers/danish'
import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/regexp_tokenizer.js'
import { MASK_SIGN, maskPersonal } from './mask.js'

/** Changes whenever the same text may give other words; it is part of the featurizer's version. */
export const TOKENIZER_VERSION = 'tokenize.v1'

/** Longest word that is kept, in UTF-16 units. Longer runs (base64, rulers) are not words; the longest Danish ones in use have about 50. */
const WORD_LIMIT = 60

export interface Word {
  /** Lower-case, æ/ø/å and ae/oe/aa folded to one, or a mask token. */
  readonly folded: string
  /** As the mail has it, for people to read. */
  readonly surface: string
}

/** The words of a text in order; everything personal is a mask token by then. */
export function tokenize(text: string): readonly Word[] {
  const words: Word[] = []
  for (const surface of splitter.tokenize(maskPersonal(text.normalize('NFC')))) {
    if (surface.length <= WORD_LIMIT) words.push({ folded: fold(surface), surface })
  }
  return words
}

/** Writes æ/ä as ae, ø/ö as oe, å as aa, in lower case and without other accents, as many people type them. */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  if (isPlain(lower)) return lower
  return lower
    .replace(/[æä]/g, 'ae')
    .replace(/[øö]/g, 'oe')
    .replace(/å/g, 'aa')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
}

/** The Danish Snowball stem of a folded word. */
export const stem = (folded: string): string => stemmer(folded)

// ---------------------------------------------------------------------------------------------------------------

const splitter = new RegexpTokenizer({ pattern: new RegExp(`[^\\p{L}\\p{M}\\p{N}${MASK_SIGN}]+`, 'u') })

/** True when there is nothing to fold: 8 of 10 words, and the replacements cost more than this test. */
function isPlain(lower: string): boolean {
  for (let at = 0; at < lower.length; at++) {
    if (lower.charCodeAt(at) > 127) return false
  }
  return true
}
