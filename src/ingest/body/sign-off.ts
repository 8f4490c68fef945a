// The closing words of a letter ("Med venlig hilsen", "Mvh Bo", "/Frode") and the lines that programs put below it.
import { isName, isProse } from './phrases.js'

/** Longest line that can be a sign-off, name included. */
const LONGEST = 90

const NORDIC = /^(.{0,40}?)(hilsen|hilsner|hilsener|hälsning(?:ar)?|helsing(?:ar)?)(?=[\s.,!:;/|*-]|$)(.*)$/i
const SHORT =
  /^(?:d?m?\.?[vbk]\.?h|mvh|m\.? ?v\.? ?h|mkh|mbh|dbh|bh|vh|v\.h|kh|k\.h|mfg|lg|vg|vänligen|vennligst hilsen|knus|kram)(?=[\s.,!:;/*-]|$)[.,!:;]*(.*)$/i
const FOREIGN =
  /^(?:with |my )?(?:(?:best|kind|kindest|warm|warmest|many|all|all the|with)\s+)*(?:regards|wishes|(?:yours )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?|best|cheers)(?=[\s.,!:;/]|$)[.,!:;]*(.*)$/i
const CONTINENTAL =
  /^(?:mit )?(?:(?:freundlichen?|vielen?|besten?|lieben?|herzlichen?|schönen?)\s+)*(?:grüßen?|grüssen?|gruessen?|gruß|gruss)(?=[\s.,!:;/]|$)[.,!:;]*(.*)$|^(?:hochachtungsvoll|cordialement|bien à vous|atentamente|saludos|un saludo|cordiali saluti|pozdrawiam|z poważaniem|med vänlig hälsning)(?=[\s.,!:;/]|$)[.,!:;]*(.*)$/i
const THANKS =
  /^(?:(?:på forhånd|med)\s+)?(?:(?:mange|tusind|1000|stor|many)\s+)?(?:tak|tack|takk|thanks|thank you|danke|vielen dank|merci)(?:\s+(?:på forhånd|på förhand|på forhånd|for hjælpen|in advance|again|igen|so much|im voraus))?[.,!:;]*(.*)$/i
const SLASH = /^\/{1,2}\s?(\p{Lu}.{0,40})$/u
const POSTSCRIPT = /^(?:ps|p\.s|p\.\s?s\.|ps\.|nb|n\.b)(?=[\s.:,;])/i

/** Whether a line certainly ends a letter. */
export function isSignOff(line: string): boolean {
  const text = plain(line)
  if (text.length < 2 || text.length > LONGEST) return false
  const nordic = NORDIC.exec(text)
  if (nordic)
    return isClosingPhrase(nordic[1] ?? '', `${nordic[2] ?? ''}`) && isTail(nordic[3] ?? '', { nordic: true })
  const short = SHORT.exec(text)
  if (short) return isTail(short[1] ?? '', { nordic: false })
  const slash = SLASH.exec(text)
  if (slash) return isName(slash[1] ?? '')
  const foreign = FOREIGN.exec(text) ?? CONTINENTAL.exec(text)
  return foreign !== null && isTail(foreign[1] ?? foreign[2] ?? '', { nordic: false })
}

/** Whether a line is an expression of thanks that can close a letter ("På forhånd tak", "Thanks, Anna"), or be a part of it. */
export function isThanks(line: string): boolean {
  const text = plain(line)
  const match = text.length <= LONGEST ? THANKS.exec(text) : null
  const tail = match?.[1]?.trim() ?? ''
  return match !== null && (tail === '' || isName(tail))
}

const DEVICE =
  /^[-–—<[(]*\s*(?:(?:sendt|skickat|sendt?|sent|gesendet|envoyé|enviado|verzonden|inviato) (?:fra|från|frå|from|via|von|med|with|de|desde|vanaf|da)\b|(?:hent|get|hämta|hol dir|obtener|få) (?:outlook|bluemail)|fra min (?:iphone|ipad|mobil|telefon|android)|von meinem |diese nachricht wurde von meinem|(?:denne (?:mail|besked|e-mail) (?:er|blev) sendt fra (?:min|en))|download outlook|yahoo mail)/i

/** Whether a line is one that a phone or an app adds: "Sendt fra min iPhone", "Hent Outlook til Android". */
export function isDeviceLine(line: string): boolean {
  const text = plain(line)
  if (text.length > 140 || !DEVICE.test(text)) return false
  return (
    /^(?:von meinem|diese nachricht wurde)/i.test(text) ||
    !isProse(withoutLinks(text).replace(/\b(?:min|my|meinem|en)\b/gi, ''))
  )
}

/** Whether a line opens a postscript, which is the sender's own text again. */
export const isPostscript = (line: string): boolean => POSTSCRIPT.test(plain(line).slice(0, 10))

const WISH =
  /^(?:(?:ha|hav|have)(?: en| ei| a)? )?(?:fortsat )?(?:god|rigtig god|dejlig|fin|nice|good|great|schönen|trevlig) (?:dag|weekend|aften|uge|ferie|påske|sommer|jul|helg|day|week|evening|tag)(?: til alle| alle sammen)?[.!]{0,3}$/i

/** Whether a line wishes a good day or weekend; above a name it closes a letter. */
export const isWish = (line: string): boolean => line.length <= LONGEST && WISH.test(plain(line))

const MATTER =
  /^(?:(?:ny|gammel|nuværende|tidligere|fremtidig|new|old) adresse|adresse|cpr(?:[- ]?(?:nr|nummer))?\.?|sag(?:s(?:nr|nummer))?\.?|journalnr\.?|matrikel(?:nr|nummer)?\.?|ejendom|flyttedato|dato|spørgsmål[^:]{0,40}|fødselsdato|barnets navn)\s?:|^(?:bilag|vedlagt|appendix|enclosure)(?:\s\d{1,2})?(?=[\s:.]|$)|^(?:\d{1,2}[.)]|[-*•])\s\S.{10}/i

/** Whether a paragraph below the closing begins with what belongs to the matter: a field, a list, "Bilag 1". */
export const isMatter = (line: string): boolean => MATTER.test(plain(line).slice(0, 80))

const DISCLAIMER =
  /fortrolig|tavshedspligt|rette modtager|denne (?:e-?mail|mail|meddelelse|besked) (?:og|er|kan|indeholder)|ved en fejl|confidential|intended (?:only|solely|recipient)|privileged|disclaimer|unauthori[sz]ed|vertraulich|konfidentiell|personoplysninger|privatlivspolitik|privatliv|persondata|gdpr|databeskyttelse|tænk på miljøet|think before|consider the environment|before printing|før du printer|virus|avast|cvr/i

/** Whether a paragraph is a company's boilerplate: confidentiality, data protection, printing. */
export const isDisclaimer = (text: string): boolean => DISCLAIMER.test(text.slice(0, 2000))

// ---------------------------------------------------------------------------------------------------------------

const plain = (line: string): string =>
  line.length > 400 ? line : line.replace(/^[\s*_>]+/, '').replace(/[\s*_]+$/, '')

const withoutLinks = (text: string): string => text.replace(/<[^<>]{0,300}>|https?:\S{1,300}/g, '')

/** What may precede "hilsen": "Med venlig", "De hjerteligste", "Mange"; not "jeg sender mange". */
function isClosingPhrase(before: string, word: string): boolean {
  const words = before
    .trim()
    .split(/\s+/)
    .filter((each) => each !== '')
  if (words.length > 4) return false
  if (/[.,:!?;]\s/.test(before)) return false
  if (before !== '' && !/[\s-]$/.test(before))
    return /^\p{L}+$/u.test(before) && before.length + word.length <= 24
  return words.every((each) => !NOT_BEFORE_HILSEN.has(each.toLowerCase()))
}

const NOT_BEFORE_HILSEN = new Set(
  'jeg vi du i en et den det sender sende send fik får fået ingen uden min hans hendes vores jeres hun han at som er var'.split(
    ' ',
  ),
)

/** What may follow the closing words: nothing, a name, "fra os i nr. 7", another language's closing words. */
function isTail(tail: string, options: { readonly nordic: boolean }): boolean {
  const text = tail.replace(/^[\s.,!:;/|*-]+/, '').trim()
  if (text === '') return true
  if (isProse(text) || /[.!?] \p{Lu}?\p{Ll}+ \p{Ll}/u.test(text)) return false
  if (/^fra\b/i.test(text)) return options.nordic
  const words = text.split(/\s+/)
  return words.length <= (options.nordic || /^\p{Lu}/u.test(text) ? 8 : 3)
}
