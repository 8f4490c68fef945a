// Distinguishes running text from names and contact details. Used for signatures and attribution lines.

/** Words that occur in sentences and hardly ever in a name block. Lower case. */
const SENTENCE_WORDS = new Set(
  `jeg vi du han hun det der dette mig dig os jer dem ham hende min mit mine din dit jeres vores
   er var har havde kan kunne skal skulle vil ville må bliver blev ikke hvis når hvornår hvordan hvorfor
   at som også gerne bedes ringe ring skriv sender glemte håber mangler husk forresten
   i'm we you they it is are was were have has had will would can could should please not that this if when
   ich wir sie ist sind haben nicht bitte jag ni är inte ska kan vill eg ikkje hva hvor når dere
   men fordi siden derfor altså bare lige nu`.split(/\s+/),
)

/** Small words that names and titles may contain. */
const NAME_PARTICLES = new Set(
  'og & von van der den de af fra for i på and of the la le el al bin ved til med c/o via - | /'.split(' '),
)

const WORD = /[\p{L}\p{M}\p{N}'’&/|@.+-]+/gu
const wordsOf = (text: string): string[] => text.match(WORD) ?? []

/** Whether a line reads as a sentence rather than as a name, a title or an address. */
export function isProse(text: string): boolean {
  if (text.length > 160) return true
  if (/^\[.*\]$/.test(text)) return false // a picture's description, as Outlook writes it
  const words = wordsOf(text)
  if (words.length >= 2 && /\?["')]*$/.test(text)) return true
  if (words.length < 4) return false
  const hits = words.filter((word) => SENTENCE_WORDS.has(word.toLowerCase()) || word === 'I').length
  return hits >= 2 || (hits === 1 && (words.length >= 6 || /[.!…,:]$/.test(text)))
}

const NOT_A_NAME = new Set(
  `tak hej hi hello hallo ja nej ok okay fint super perfekt dato emne adresse bilag vedhæftet vedr haster vigtigt
   afsender sagsnummer thanks yes no please goddag kære dear svar spørgsmål rykker klage ansøgning venligst tusind
   mange jo nå desværre selvfølgelig måske aldrig altid mandag tirsdag onsdag torsdag fredag lørdag søndag danmark
   københavn`.split(/\s+/),
)

/** Whether a line is just a person's or a family's name: one to five capitalised words. */
export function isName(text: string): boolean {
  if (text.length < 2 || text.length > 60) return false
  const plain = text
    .replace(/\p{Extended_Pictographic}|\u200D|\uFE0F/gu, '')
    .trim()
    .replace(/[.,]$/, '')
  if (!/^[\p{L}\p{M}.'’,& -]+$/u.test(plain)) return false
  const words = plain.split(/[\s,]+/).filter((word) => word !== '')
  if (words.length === 0 || words.length > 5) return false
  if (words.some((word) => NOT_A_NAME.has(word.toLowerCase()))) return false
  const capitalised = words.filter((word) => /^\p{Lu}/u.test(word))
  const others = words.filter((word) => !/^\p{Lu}/u.test(word))
  if (words.length === 1 && plain.length > 3 && plain === plain.toUpperCase()) return false
  return capitalised.length > 0 && others.every((word) => NAME_PARTICLES.has(word))
}

/** Whether what follows "skrev" can be a sender's name: capitalised words and particles, no pronoun, not a sentence. */
export function isSenderName(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0 || words.length > 8 || startsWithPronoun(text)) return false
  if (words.length === 1) return true
  return words.every((word) => /^["'“„«»(<[]?[\p{Lu}\p{N}&|/-]/u.test(word) || NAME_PARTICLES.has(word))
}

const PRONOUNS =
  /^(?:jeg|vi|I|i|du|De|han|hun|de|man|min|mit|mine|vores|din|dit|en|et|der|we|he|she|they|my|our|ich|wir|er|sie|jag|eg)(?=[\s,:.]|$)/

export const startsWithPronoun = (text: string): boolean => PRONOUNS.test(text)

/** Whether a line contains a telephone number, a web or mail address, a postcode or another contact detail. */
export const isContact = (text: string): boolean =>
  text.length <= 120 &&
  (/\d{2}[ .]?\d{2}[ .]?\d{2}[ .]?\d{2}|\+\d{2}|@|www\.|https?:|\b\d{4} \p{Lu}/u.test(text) ||
    /^(?:tlf|tel|telefon|mobil|mob|phone|fax|direkte|cvr|ean|mail|e-mail|web|t|m|d|e|w)\b ?[.:]/i.test(
      text,
    ) ||
    /^\p{Lu}[\p{L} .]{2,40}(?:vej|gade|allé|alle|plads|stræde|boulevard|vænget|parken|torv|have|bakken)\s*\d/u.test(
      text,
    ))
