// Which language a mail's own text is in. Danish and Norwegian are nearly one language in writing: told apart by the
// words that only one of them has, and Danish when in doubt, as the model reads both alike.
import { detectAll } from 'tinyld'

/** Fewer letters than these are as often taken for Dutch or Afrikaans as for Danish. */
const LEAST_LETTERS = 20
/** What is looked at; the answer does not change with more. */
const SAMPLE_CHARACTERS = 2_000

const CANDIDATES = [
  'da',
  'nb',
  'no',
  'sv',
  'en',
  'de',
  'nl',
  'fr',
  'es',
  'it',
  'pt',
  'pl',
  'fi',
  'is',
  'lt',
  'lv',
  'et',
  'ro',
  'hu',
  'cs',
  'sk',
  'hr',
  'sr',
  'bg',
  'uk',
  'ru',
  'tr',
  'ar',
  'fa',
  'ur',
  'so',
  'sq',
  'vi',
  'th',
  'zh',
  'ja',
  'ko',
  'el',
  'he',
  'hi',
  'ta',
  'ku',
]

const DANISH =
  /(?<!\p{L})(?:jeg|ikke|mig|dig|af|også|meget|hvad|hvordan|hvornår|venlig hilsen|mvh|hej|tak|vedr|endnu|nogen|nogle|bliver|og|er|kan|til|har|at|jer|jeres|efter|være|blevet|hvis|fået|kære|skal|vil|pas|sag)(?!\p{L})/giu
const NORWEGIAN =
  /(?<!\p{L})(?:ikkje|meg|deg|av|også|mye|mykje|hva|hvordan|vennlig hilsen|hei|takk|ennå|noen|noe|blir|dere|deres|etter|være|blitt|fått|jeg|og|er|kan|til|har|eg|ein|nå|bare|gjerne)(?!\p{L})/giu
const ONLY_DANISH =
  /(?<!\p{L})(?:af|mig|dig|hvad|meget|nogen|nogle|bliver|jer|jeres|efter|blevet|fået|hej|tak|venlig|endnu|mellem|igennem|bedes|gerne|uge|børn|noget|op|nu)(?!\p{L})/giu
const ONLY_NORWEGIAN =
  /(?<!\p{L})(?:av|meg|deg|hva|mye|noen|noe|blir|dere|deres|etter|blitt|fått|hei|takk|vennlig|ennå|mellom|gjennom|gjerne|uke|barn|opp|nå|ikkje|eg|ein|eit|frå|dykk)(?!\p{L})/giu

/** ISO 639-1 code, or `und` when there is too little text to tell. The same text always gives the same answer. */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS).replace(/https?:\S+|\S+@\S+/g, ' ')
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters < LEAST_LETTERS) return 'und'
  const best = detectAll(sample, { only: CANDIDATES })[0]?.lang
  if (best !== undefined && !SCANDINAVIAN.has(best) && !looksScandinavian(sample, letters)) return best
  if (best === 'sv' || best === 'is' || best === 'fi') return best
  return isNorwegian(sample) ? 'no' : best === undefined && !looksScandinavian(sample, letters) ? 'und' : 'da'
}

// ---------------------------------------------------------------------------------------------------------------

const SCANDINAVIAN: ReadonlySet<string> = new Set(['da', 'nb', 'nn', 'no', 'sv', 'is'])

const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0

/** A detector's Dutch or Afrikaans is Danish when every sixth word is one of the commonest Danish or Norwegian words. */
function looksScandinavian(sample: string, letters: number): boolean {
  const hits = Math.max(count(sample, DANISH), count(sample, NORWEGIAN))
  return hits >= 3 && hits * 28 >= letters
}

const isNorwegian = (sample: string): boolean => count(sample, ONLY_NORWEGIAN) > count(sample, ONLY_DANISH)
