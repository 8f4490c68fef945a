// Signs that a person's words for us are in a mail that a machine sent: a form, a mail passed on, a comment in another system, an
// answer that is to go to somebody else. Where one of them is found, no sign of a machine counts.
import { labelOf } from '../body/header-block.js'
import { readLines } from '../body/lines.js'
import { isWebForm } from '../body/web-form.js'
import { addressesIn, type Clues, folded, LOOKED_AT_CHARACTERS } from './clues.js'

/** Whether a person speaks through what a machine sent. */
export const holdsPersonsWords = (clues: Clues): boolean =>
  isPassedOn(clues) || repliesElsewhere(clues) || isForm(clues.text) || isComment(clues.body.own)

/** A mail that somebody, or somebody's rule, passed on. */
export const isPassedOn = ({ isForward, body }: Clues): boolean => isForward || body.forwarded.trim() !== ''

/** An answer would go to another house than the sender's: whoever filled in the form, or whose comment it is. */
export function repliesElsewhere({ header, from, addresses }: Clues): boolean {
  const home = domainOf(from?.address ?? '')
  const others = addressesIn(header('reply-to')).filter((address) => !addresses.ours.includes(address))
  return others.some((address) => !isSameHouse(domainOf(address), home))
}

/** A filled-in form, also one of few fields: a message and who it is from. */
export function isForm(text: string): boolean {
  const lines = readLines(text.slice(0, LOOKED_AT_CHARACTERS))
  if (isWebForm(lines)) return true
  const labels = lines.slice(0, FORM_LINES).map((line) => labelOf(line)?.label ?? '')
  return labels.some((label) => MESSAGE.test(label)) && labels.some((label) => WRITER.test(label))
}

/** Whether a text asks for something, or wishes for something. */
export function asksSomething(text: string): boolean {
  const words = text.slice(0, LOOKED_AT_CHARACTERS).replace(LINK, '')
  return words.includes('?') || ASKS_US.test(words) || WISHES.test(folded(words))
}

// ---------------------------------------------------------------------------------------------------------------

/** A form's fields are near its top. */
const FORM_LINES = 60
const MESSAGE =
  /^(?:(?:din |skriv )?(?:besked|meddelelse|henvendelse|kommentar|beskrivelse|spørgsmål)|(?:your )?(?:message|comments?|question)|nachricht|meddelande)$/
const WRITER =
  /^(?:(?:dit |fulde )?navn|(?:din )?e-?mail(?:adresse)?|telefon(?:nummer)?|afsender|indsender|(?:your |full )?name|phone|namn|vorname)$/

const LINK = /https?:\S{1,500}/g

/** How other systems head what somebody wrote in them. */
const COMMENT =
  /(?:^|\n)[^\n:]{2,80} (?:skriver|skrev|har skrevet|har svaret|svarede|kommenterede|har kommenteret|writes|wrote|commented|replied|has (?:replied|commented|written)|schrieb|schreibt|skriver följande|a écrit|escribió|napisał\(?a?\)?) ?:[ \t]*(?:\n|$)/i

const isComment = (own: string): boolean => COMMENT.test(own.slice(0, LOOKED_AT_CHARACTERS))

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** `firma.example` and `mail.firma.example`. */
const isSameHouse = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)

/** Whoever writes to a municipality says I to it; whoever is away says du to whoever wrote. */
const ASKS_US =
  /(?<!\p{L})(?:[Kk]an|[Vv]il|[Mm]å|[Kk]unne|[Ss]kal|[Gg]ider|[Bb]edes) (?:I|vi)(?!\p{L})|(?<!\p{L})I (?:bedes|må gerne|skal)(?!\p{L})/u

const WISHES =
  /jeg (?:vil|ville) gerne|jeg (?:ønsker|søger|beder|klager|ansøger)|jeg har brug for|må jeg |ring til mig|vi (?:ønsker|søger|beder)|could you|can you|would you|i would like|i need|please (?:call|send|help)|können sie|könnten sie|ich möchte|ich brauche|kan ni |jag vill|pourriez-vous|pouvez-vous|je voudrais|quisiera|puede usted|czy (?:mog|moż)|proszę o/
