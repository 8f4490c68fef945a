// Which language a mail's own text is in. The most common words decide among the languages that a Danish municipality gets
// (0.1 ms); a trained detector (3 ms) decides among the rest. Danish and Norwegian, almost the same in writing, are
// distinguished by words that only one of them has, which the detector does not do well.
import { createRequire } from 'node:module'
import type * as tinyld from 'tinyld'

/** A text with fewer letters is taken for Dutch or Afrikaans as often as for Danish. */
const LEAST_LETTERS = 20
/** With fewer letters and no common word, the detector guesses from names and places. */
const LEAST_LETTERS_FOR_DETECTOR = 60
/** How much is read; more does not change the answer. */
const SAMPLE_CHARACTERS = 1_500
const DETECTOR_CHARACTERS = 400

const COMMON: Readonly<Record<string, string>> = {
  da: `og jeg er at det en den til i har på for med ikke af de som vi kan et min mit der jer om så mig hvad skal fra han hun
    men hvis være eller også meget fået nu når vil blive bliver jeres venlig hilsen mvh hej kære efter hos hvor hvordan hvornår
    os du dig sig var havde blev nogen noget ingen mange andre kun lige selv siden uden mellem gerne tak må burde dem ham hende
    bor børn barn uge dag år op ned ud ind nå få se sige siger står går paa saa faa faaet naar vaere ogsaa goere maa foer hoere
    altså jo endnu igen bare deres vores mine dit`,
  no: `og jeg er at det en den til i har på for med ikke av de som vi kan et min mitt der dere om så meg hva skal fra han hun
    men hvis være eller også mye fått nå når vil bli blir deres vennlig hilsen mvh hei kjære etter hos hvor hvordan oss du deg
    seg var hadde ble noen noe ingen mange andre bare selv siden uten mellom gjerne takk må dem ham henne bor barn uke dag
    år opp ned ut inn få se si sier står går ennå igjen ikkje eg ein eit frå kva korleis dykk vere`,
  sv: `och jag är att det en den till i har på för med inte av de som vi kan ett min mitt där ni om så mig vad ska från han hon
    men hur vara eller också mycket fått nu när vill bli blir hej efter hos oss du dig sig var hade blev någon något ingen många
    andra bara själv sedan utan mellan gärna tack måste dem honom henne bor barn vecka dag år upp ner ut in få se säger står går
    vänliga vänlig hälsningar er era`,
  en: `the and i to of a in is it for on my you that have be with this are not we was can at your from would will as there please
    but or an if has do they me what when how about which could regards dear hello our been any by so just am who`,
  de: `und ich der die das ist nicht ein eine zu mit für auf sie wir haben habe den von im es bitte dass wie bei auch kann oder
    mein meine sind uns ihr ihre ihnen als am aus noch nach wenn hat wird grüßen sehr geehrte`,
  nl: `de het een en ik is van niet dat in te mijn op voor met zijn we u heeft aan maar ook kan naar bij wij uw als om nog geen`,
  fr: `le la les de et je est un une des pour que pas vous dans mon ma nous avec sur en ce qui au il du mais votre bonjour`,
  es: `el la los de y que en un una por no para con mi es se su del las como lo me al más pero tengo hola gracias`,
  pl: `i w na nie to do się z że jest jak dla mam o co proszę moje mój od czy dzień dobry jestem po za ale pan`,
}

const LANGUAGES = Object.keys(COMMON)

/** From a word to the languages that have it. */
const OWNERS: ReadonlyMap<string, readonly string[]> = ownersOfWords()

/** A word that only one language has says more than one that related languages share. */
const POINTS_ALONE = 3
const POINTS_SHARED = 1
/** Points per word from which the common words are trusted; running text has 0.5 to 1.5. */
const LEAST_POINTS_PER_WORD = 0.3
const LEAST_POINTS = 2

/** ISO 639-1 code (Norwegian of either kind: `no`), or `und` when there is too little text to tell. The same text always gives the same answer. */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARACTERS).replace(/https?:\S+|\S+@\S+/g, ' ')
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? []
  const letters = words.reduce((sum, word) => sum + word.length, 0)
  if (letters < LEAST_LETTERS) return byLetters(sample) ?? 'und'
  const best = byCommonWords(words)
  if (best !== undefined) return best
  if (letters < LEAST_LETTERS_FOR_DETECTOR && !isOtherScript(sample, letters))
    return byLetters(sample) ?? 'und'
  detector ??= load('tinyld') as typeof tinyld
  const detected = detector.detectAll(sample.slice(0, DETECTOR_CHARACTERS))[0]?.lang
  return detected === undefined ? 'und' : (SAME.get(detected) ?? detected)
}

// ---------------------------------------------------------------------------------------------------------------

/** The detector's tables take 50 MB; a mailbox that receives only Danish never loads them. */
const load = createRequire(import.meta.url)
let detector: typeof tinyld | undefined

/** Arabic, Cyrillic, Thai: the script says a lot, so little text is enough. */
const isOtherScript = (sample: string, letters: number): boolean =>
  (sample.match(/\p{Script=Latin}/gu)?.length ?? 0) * 2 < letters

/** Letters that only one of the languages which citizens write in has. */
const LETTERS: readonly (readonly [string, RegExp])[] = [
  ['pl', /[ąęłńśźż]/u],
  ['tr', /[ğışİ]/u],
  ['ro', /[ățș]/u],
  ['cs', /[ěřůč]/u],
  ['lt', /[ėįųū]/u],
  ['hu', /[őű]/u],
]

/** Too short for words to tell, but a letter does: in a word that is no name, so in small letters or at the beginning. */
function byLetters(sample: string): string | undefined {
  const words = sample.match(/\p{L}+/gu) ?? []
  const common = words.filter((word, at) => at === 0 || word === word.toLowerCase())
  return LETTERS.find(([, letter]) => common.some((word) => letter.test(word.toLowerCase())))?.[0]
}

const SAME: ReadonlyMap<string, string> = new Map([
  ['nb', 'no'],
  ['nn', 'no'],
])

function byCommonWords(words: readonly string[]): string | undefined {
  const points = new Map<string, number>()
  for (const word of words) {
    const owners = OWNERS.get(word) ?? []
    for (const owner of owners) {
      points.set(owner, (points.get(owner) ?? 0) + (owners.length === 1 ? POINTS_ALONE : POINTS_SHARED))
    }
  }
  // Danish comes first: what could be either is Danish here.
  const best =
    LANGUAGES.toSorted((one, other) => (points.get(other) ?? 0) - (points.get(one) ?? 0))[0] ?? 'da'
  const score = points.get(best) ?? 0
  return score >= LEAST_POINTS && score >= words.length * LEAST_POINTS_PER_WORD ? best : undefined
}

function ownersOfWords(): Map<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const [language, words] of Object.entries(COMMON)) {
    for (const word of new Set(words.split(/\s+/))) owners.set(word, [...(owners.get(word) ?? []), language])
  }
  return owners
}
