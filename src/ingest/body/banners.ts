// The warnings that a security gateway writes into a mail ("ADVARSEL: Denne e-mail kommer udefra", "[EXTERNAL]"), and the
// wrapping of a text signed with PGP. Nobody's words: taken off before the text is split.
//
// A citizen writes "Advarsel: hunden bider" too, so every sentence of a banner must be one that gateways write.
import { gatewayTagInFront, isGatewayTag } from '../../gateway-tags.js'
import { isBlank, type Line } from './lines.js'

/** A banner has fewer lines, also in a narrow table. */
const MOST_LINES = 8
/** Characters of a banner; the longest seen have about 500. */
const LONGEST = 800

export interface Unbannered {
  readonly lines: readonly Line[]
  readonly found: boolean
}

/**
 * Takes banners off, wherever a paragraph begins or ends with one.
 * @param own texts that this installation's gateways write, beside those known here.
 */
export function withoutBanners(lines: readonly Line[], own: readonly string[] = []): Unbannered {
  const texts = own.map(plain).filter((text) => text !== '')
  const kept: Line[] = []
  let found = false
  let at = 0
  while (at < lines.length) {
    const line = lines[at] as Line
    const end = bannerEnd(lines, at, texts)
    if (end === undefined) {
      const bare = gatewayTagInFront(line.bare)
      kept.push(bare === undefined ? line : withoutStart(line, bare))
      found ||= bare !== undefined
      at++
      continue
    }
    found = true
    const isAbove = isRule(kept.at(-1))
    const isBelow = isRule(lines[end])
    if (isAbove && (isBelow || isRule(lines[end - 1]))) kept.pop()
    at = isAbove && isBelow ? end + 1 : end
  }
  return found ? { lines: kept, found } : { lines, found }
}

// ---------------------------------------------------------------------------------------------------------------

const CAPITALS =
  /^(?:EKSTERN|EXTERNAL|EXTERN) (?:E-?MAIL|MAIL|AFSENDER|SENDER|ABSENDER|MESSAGE|E-?POST)[:!.]?$|^(?:EKSTERN|EXTERNAL)[:!.]?$/

const MAIL =
  '(?:e-?mail(?:en)?|mail(?:en)?|e-?post(?:en)?|besked(?:en)?|meddelelse(?:n)?|message|meddelande(?:t)?|nachricht|e-posten)'
const LEAD =
  /^(?:advarsel|caution|warning|varning|obs|vigtigt|important|achtung|vorsicht|bemærk|external|ekstern|external (?:e-?mail|sender)|ekstern (?:e-?mail|mail|afsender))\s?[:!–|-]{0,3}\s?/i
const SOURCE = new RegExp(
  [
    `^(?:denne|this|detta|diese|denna) ${MAIL} .{0,60}(?:udefra|ekstern\\w{0,3}\\b.{0,20}(?:afsender|kilde|avsender)|extern\\w{0,3} (?:avsändare|absender)|external (?:sender|source|address)|outside|uden ?for|utanför|utenfor|außerhalb)`,
    `^(?:the sender of this ${MAIL}|afsenderen af denne ${MAIL}) .{0,40}(?:external|outside|ekstern|uden ?for)`,
    "^you don['’]?t often (?:get|receive) e-?mail from",
    "^some people who received this message don['’]?t often",
    '^du (?:får|modtager) ikke ofte (?:e-?mails?|mails?|beskeder|meddelelser) fra',
    '^du får inte ofta e-?post från',
    '^du får ikke ofte e-?post fra',
    '^sie erhalten nicht (?:oft|häufig) e-?mails? von',
    `^${MAIL} (?:kommer|er sendt|er modtaget|sent|from) (?:udefra|fra en ekstern|from outside|from an external)`,
  ].join('|'),
  'i',
)
const ADVICE =
  /^(?:klik (?:aldrig|ikke|kun)|undlad at (?:klikke|åbne)|åbn (?:ikke|aldrig|kun)|vær (?:ekstra |særlig )?(?:opmærksom|forsigtig|varsom|kritisk)|do not (?:click|open)|don['’]t (?:click|open)|please (?:be|exercise|do not|use)|be (?:careful|cautious|aware)|exercise caution|use caution|learn (?:why|more)|få mere at vide|læs mere|læs, hvorfor|klicka inte|öppna inte|ikke klikk|klicken sie|öffnen sie|weitere informationen|report (?:suspicious|this)|hvis du er i tvivl|lær, hvorfor|få at vide, hvorfor)(?=[\s,.:]|$)/i
const ABOUT_MAIL =
  /link|vedhæft|attach|afsender|sender|mail|bilag|länk|anh[äa]ng|opmærksom|careful|important|vigtigt|caution|it-|tvivl|forsigtig/i
const FIRST_PERSON = /(?:^|\s)(?:jeg|mig|min|mit|mine|I|my|ich|mein|jag)(?=[\s,.])/

/** Words of which one is in the first characters of every banner; it spares all other lines the patterns. */
const BEGINS =
  /ekstern|extern|advarsel|caution|warning|varning|obs|vigtig|important|achtung|vorsicht|bemærk|udefra|denne|this|detta|diese|denna|the sender|afsenderen|you don|some people|du får|du modtager|sie erhalten|e-?mail|e-?post/i

const mayBegin = (line: Line, texts: readonly string[]): boolean => {
  if (isBlank(line) || line.bare.length > LONGEST) return false
  if (BEGINS.test(line.bare.slice(0, 60))) return true
  const start = texts.length > 0 ? plain(line.bare) : ''
  return start !== '' && texts.some((text) => text.startsWith(start))
}

/** The line after a banner that begins at `at`: as many lines as are still one. */
function bannerEnd(lines: readonly Line[], at: number, texts: readonly string[]): number | undefined {
  const first = lines[at] as Line
  if (!mayBegin(first, texts)) return undefined
  // Inside a paragraph only a line by itself: else each of thousands of lines would be joined with those below it.
  const most = at === 0 || isBlank(lines[at - 1] as Line) || isRule(lines[at - 1]) ? MOST_LINES : 1
  let joined = ''
  let found: number | undefined
  for (let end = at; end < Math.min(lines.length, at + most); end++) {
    const line = lines[end] as Line
    if (isBlank(line) || line.depth !== first.depth || joined.length + line.bare.length > LONGEST) break
    joined += `${joined === '' ? '' : ' '}${line.bare}`
    if (isBanner(joined) || texts.includes(plain(joined))) found = end + 1
  }
  return found
}

function isBanner(text: string): boolean {
  const stripped = text.replace(/^(?:[\s|*!#>⚠-]|\uFE0F){1,20}/u, '').replace(/[\s|*!#-]{1,20}$/, '')
  if (isGatewayTag(text) || CAPITALS.test(stripped)) return true
  if (FIRST_PERSON.test(stripped)) return false
  const sentences = stripped
    .replace(/^\[ {0,2}[^\]]{1,40}\]\s{0,3}/, '')
    .replace(/\s?\|\s?/g, ' ')
    .replace(LEAD, '')
    .replace(LEAD, '')
    .split(/(?<=[.!?])\s{1,3}(?=\p{Lu})/u)
  return SOURCE.test(sentences[0] ?? '') && sentences.slice(1).every(isAdvice)
}

const isAdvice = (sentence: string): boolean =>
  SOURCE.test(sentence) || (ADVICE.test(sentence) && (ABOUT_MAIL.test(sentence) || sentence.length < 40))

const plain = (text: string): string =>
  text.slice(0, LONGEST).replace(/[*_|]/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase()

const isRule = (line: Line | undefined): boolean =>
  line !== undefined && /^[-=_*#]{3,200}$/.test(line.bare.slice(0, 201))

const withoutStart = (line: Line, start: string): Line => ({
  raw: line.raw.replace(start, ''),
  bare: line.bare.slice(start.length),
  depth: line.depth,
})
