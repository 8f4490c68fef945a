// A text in the letters that a reader sees: without characters that show nothing, and with letters of other scripts that only
// look like Latin ones read as what they look like. The one rule for subject, text, search, features and must-see.
import type { TextSign } from '../journey.js'

export interface CleanLetters {
  readonly text: string
  readonly signs: readonly TextSign[]
}

/**
 * Takes invisible characters out and maps look-alikes. Linear in the length of the text.
 * @param around the text that decides whether a word wholly in look-alikes stands in Latin text; the text itself if none is given.
 */
export function cleanLetters(text: string, around: string = text): CleanLetters {
  if (!ODD.test(text)) return { text, signs: [] }
  const signs: TextSign[] = []
  if (isBrokenUp(text)) signs.push('invisible-characters')
  const seen = text.replace(INVISIBLE, '')
  const mapped = mapLookAlikes(
    seen.replace(STYLED, (styled) => styled.normalize('NFKC')),
    around,
  )
  if (mapped !== seen) signs.push('look-alike-letters')
  return { text: mapped, signs }
}

// ---------------------------------------------------------------------------------------------------------------

const SHOWS_NOTHING =
  '\\p{Cf}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u3164\\uffa0\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}'
const INVISIBLE = new RegExp(`[${SHOWS_NOTHING}]`, 'gu')
/** Fullwidth, mathematical and circled letters: styles of Latin letters and digits. */
const STYLED_SET = '\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a\\u{1d400}-\\u{1d7ff}\\u24b6-\\u24e9'
const STYLED = new RegExp(`[${STYLED_SET}]+`, 'gu')
const OTHER_SCRIPT = '\\p{Script=Cyrillic}\\p{Script=Greek}'
const ODD = new RegExp(`[${SHOWS_NOTHING}${STYLED_SET}${OTHER_SCRIPT}]`, 'u')

const INSIDE_WORD = new RegExp(`\\p{Script=Latin}[${SHOWS_NOTHING}]{1,40}(?=\\p{Script=Latin})`, 'gu')
/** Word and web pages put a soft hyphen into a long word; more than this says something about the mail. */
const ORDINARY_SOFT_HYPHENS = 1

function isBrokenUp(text: string): boolean {
  const places = text.match(INSIDE_WORD) ?? []
  const soft = places.filter((place) => place.slice(1) === '\u00ad').length
  return places.length > soft || soft > ORDINARY_SOFT_HYPHENS
}

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [
    ['авекмнорстухіїјѕԁԛԝһѵӏӕөӧӓ', 'abekmhopctyxiïjsdqwhvlæøöä'],
    ['АВЕКМНОРСТУХІЇЈЅӀӔӨӦӒ', 'ABEKMHOPCTYXIÏJSIÆØÖÄ'],
    ['αεικνορτυχγηωϲϳ', 'aeikvoptuxynwcj'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ].flatMap(([from = '', to = '']) =>
    [...from].map((letter, at) => [letter, [...to][at] ?? letter] as const),
  ),
)
const WORD = /[\p{L}\p{M}]+/gu
const LATIN = /\p{Script=Latin}/u
const OTHER = new RegExp(`[${OTHER_SCRIPT}]`, 'u')
const OTHERS = new RegExp(`[${OTHER_SCRIPT}]`, 'gu')

/** A short word such as `Кому:` is genuine where a genuine word stands so near. */
const NEAR_LINES = 2

/** Line by line, as a mail in two languages changes between lines. */
function mapLookAlikes(text: string, around: string): string {
  if (!OTHER.test(text)) return text
  const isLatin = isLatinText(around)
  const lines = text.split('\n')
  const genuine = lines.map((line) => GENUINE.test(line))
  const isNearGenuine = (at: number) =>
    genuine.slice(Math.max(0, at - NEAR_LINES), at + NEAR_LINES + 1).includes(true)
  return lines
    .map((line, at) => (OTHER.test(line) ? mapLine(line, isLatin && !isNearGenuine(at)) : line))
    .join('\n')
}

/** @param isLatin a word wholly in look-alikes stands among Latin ones */
function mapLine(line: string, isLatin: boolean): string {
  return line.replace(WORD, (word) => {
    if (!OTHER.test(word) || isGenuineWord(word)) return word
    const isMixed = LATIN.test(word)
    return isMixed || isLatin ? word.replace(OTHERS, lookAlike) : word
  })
}

const lookAlike = (letter: string): string => LOOK_ALIKES.get(letter) ?? letter

/** A letter of another script that looks like no Latin one, or a Greek letter by itself (a symbol). */
const GENUINE = new RegExp(
  `(?![${[...LOOK_ALIKES.keys()].join('')}])[${OTHER_SCRIPT}]|(?<![\\p{L}\\p{M}])\\p{Script=Greek}(?![\\p{L}\\p{M}])`,
  'u',
)
const isGenuineWord = (word: string): boolean => GENUINE.test(word)

/** Letters examined to see which script a text is in. */
const SCRIPT_CHARACTERS = 20_000

/** More letters are Latin than of genuine words in another script. */
function isLatinText(text: string): boolean {
  const words = text.slice(0, SCRIPT_CHARACTERS).match(WORD) ?? []
  const lettersOf = (some: readonly string[]) => some.reduce((sum, word) => sum + word.length, 0)
  const latin = lettersOf(words.filter((word) => LATIN.test(word)))
  return latin > 0 && latin > lettersOf(words.filter((word) => OTHER.test(word) && isGenuineWord(word)))
}
