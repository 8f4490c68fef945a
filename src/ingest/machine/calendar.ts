// Answers to invitations, and cancellations (iTIP, RFC 5546). Programs write them and programs read them, unless somebody typed
// something as well; a proposal of another time is a question.
import type { Automatic } from '../../journey.js'
import { type Clues, folded, LOOKED_AT_CHARACTERS } from './clues.js'
import { isPassedOn, repliesElsewhere } from './persons-words.js'

export function calendarAnswerOf(clues: Clues): Automatic | undefined {
  const methods = methodsOf(clues)
  const isAnswer = methods.length > 0 && methods.every((method) => method === 'reply' || method === 'cancel')
  if (!isAnswer || isPassedOn(clues) || repliesElsewhere(clues)) return undefined
  const lines = unfolded(clues.calendar)
  if (lines.some((line) => REMARK.test(line)) || hasWords(clues, lines)) return undefined
  return { kind: 'calendar', sign: 'calendar-answer' }
}

// ---------------------------------------------------------------------------------------------------------------

/** As the parts declare it, or else as the calendar itself says. */
function methodsOf({ partTypes, calendar }: Clues): readonly string[] {
  const declared = partTypes.flatMap((type) =>
    /^text\/calendar\b/.test(type) ? [/;\s?method="?(\w{1,20})/.exec(type)?.[1] ?? ''] : [],
  )
  const within = [...calendar.matchAll(/^METHOD:(\w{1,20})/gim)].map(([, method = '']) =>
    method.toLowerCase(),
  )
  return [...declared.filter((method) => method !== ''), ...within]
}

/** RFC 5545, 3.1: a line goes on where the next begins with a blank. */
const unfolded = (calendar: string): readonly string[] =>
  calendar
    .slice(0, LOOKED_AT_CHARACTERS)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)

/** What whoever answers typed: a property of its own, or Google's parameter. */
const REMARK = /^COMMENT[;:][^\n]{0,200}?\p{L}{2}|X-RESPONSE-COMMENT="[^"]{0,200}\p{L}/iu

/** Whether anything is left when what programs write is taken off. */
function hasWords(clues: Clues, calendar: readonly string[]): boolean {
  const known = knownOf(clues, calendar)
  return clues.body.own
    .slice(0, LOOKED_AT_CHARACTERS)
    .split('\n')
    .map((line) => (line.length > LONGEST_STANDING ? line : line.replace(EDGES, '')))
    .some((line) => line !== '' && !isStanding(line, known))
}

const LONGEST_STANDING = 300
const EDGES = /^[\s>*_|•·-]+|[\s*_|-]+$/g

/** What the mail says of the meeting and its people elsewhere: where it stands in the text, nobody typed it. */
interface Known {
  readonly values: ReadonlySet<string>
  /** Of whoever answers and whoever invited. */
  readonly names: readonly string[]
}

function knownOf({ from, to }: Clues, calendar: readonly string[]): Known {
  const values = calendar.flatMap(
    (line) => /^(?:SUMMARY|LOCATION)[^:]{0,200}:(.{1,500})/i.exec(line)?.[1] ?? [],
  )
  const common = calendar.flatMap(
    (line) => /^(?:ATTENDEE|ORGANIZER)[^:]{0,300};CN="?([^":;]{2,100})/i.exec(line)?.[1] ?? [],
  )
  const people = [from, ...to].flatMap((each) => (each ? [each.name, each.address] : []))
  return {
    values: new Set(values.map((value) => folded(value.replace(/\\([,;\\])/g, '$1')))),
    names: [...common, ...people].map(folded).filter((name) => name.length > 1),
  }
}

function isStanding(line: string, known: Known): boolean {
  if (line.length > LONGEST_STANDING) return false
  const text = folded(line)
  const value = FIELD.exec(text)?.[1] ?? text
  return (
    !/\p{L}{2}/u.test(value) ||
    known.values.has(value.replace(/\.$/, '')) ||
    known.names.includes(value) ||
    LINK.test(value) ||
    isMoment(value) ||
    NOTICE.test(text) ||
    NOTICE.test(value) ||
    isAnswer(text, known)
  )
}

const LINK = /^(?:[\p{L} ]{0,40}:? ?)?<?https?:\/\/\S{1,280}>?$/u

const FIELD =
  /^(?:hvornår|hvor|hvem|dato|tid|tidspunkt|tidszone|start|slut|sted|lokation|placering|emne|titel|arrangør|mødedeltagere|deltagere|kalender|når|when|where|who|what|date|time|time ?zone|location|subject|title|organi[sz]er|attendees|invitees|guests|calendar|wann|wo|wer|was|ort|zeit|betreff|organisator|teilnehmer|quand|où|qui|lieu|objet|organisateur|cuándo|dónde|quién|lugar|asunto|kiedy|gdzie|kto|när|var|vem|plats|møde-id|meeting id|besprechungs-id) ?:\s?(.{0,200})$/

/** "Ole Lund has accepted this invitation": a name that is known, and nothing but what programs say of it. */
function isAnswer(text: string, { names, values }: Known): boolean {
  const name = names.find((each) => text.startsWith(`${each} `))
  if (name === undefined || !INVITATION.test(text)) return false
  let rest = text.slice(name.length).replace(/[^\s@]{1,64}@[^\s@]{1,255}/g, ' ')
  for (const value of values) rest = rest.replace(value, ' ')
  return (rest.match(/\p{L}+/gu) ?? []).every((word) => ANSWER_WORDS.test(word) || DATE_WORDS.test(word))
}

const INVITATION =
  /invitation|inbjudan|invitasjon|einladung|zaproszenie|invitación|begivenhed|event|møde|mötet|meeting|termin/

const ANSWER_WORDS = new RegExp(
  `^(?:${[
    'har|has|have|hat|a|ha|er|is|was|wurde|der|som|that|which|for|to|til|till|this|the|your|our|denne|dette|din|jeres|den|diese|ihre|cette|votre|esta|su|tu',
    'accepted|accepts|declined|declines|tentatively|tentative|replied|responded|maybe|cancell?ed',
    'accepteret|accepterer|afvist|afviser|foreløbigt?|måske|takket|sagt|svaret|ja|nej|nei|aflyst|annulleret|akseptert|avvist|avslått|avlyst|accepterat|avböjt|tackat|inställt',
    'angenommen|zugesagt|abgelehnt|abgesagt|vorläufig|accepté|refusé|provisoirement|annulé|aceptado|rechazado|provisionalmente|zaakceptował|zaakceptowała|odrzucił|odrzuciła|wstępnie',
    'invitation|invitationen|inbjudan|invitasjonen?|einladung|zaproszenie|invitación|begivenhed|begivenheden|event|møde|mødet|mötet|meeting|termin',
    'planlagt|scheduled|planerad|geplant',
  ].join('|')})$`,
)

const ZONE_IN_BRACKETS = /\((?:utc|gmt|cet|cest)[^)]{0,20}\).{0,120}$/

/** A day and a time, and nothing else. */
function isMoment(text: string): boolean {
  if (ZONE.test(text)) return true
  const bare = text.replace(ZONE_IN_BRACKETS, '')
  return /\d/.test(bare) && (bare.match(/\p{L}+/gu) ?? []).every((word) => DATE_WORDS.test(word))
}

const DATE_WORDS = new RegExp(
  `^(?:${[
    '(?:man|tirs|ons|tors|fre|lør|søn|mån|tis|lör|sön)(?:dag)?|tir|tor',
    'mon(?:day|tag)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?',
    'di|mi|do|sa|so|mo|fr|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag',
    'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo',
    'poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela',
    'jan|feb|mar|apr|maj|may|jun|jul|aug|sep|sept|okt|oct|nov|dec|dez|mär|mai',
    'januar[iy]?|january|februar[iy]?|february|march|marts|mars|märz|april|juni|june|juli|july|august|augusti|september|oktober|october|november|december|dezember|desember|januari|februari',
    'janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre',
    'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|de',
    'stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia',
    'den|kl|klokken|at|um|uhr|h|am|pm|utc|gmt|cet|cest|til|to|bis|fra|from|von',
  ].join('|')})$`,
)

/** "Central European Time - Copenhagen". */
const ZONE =
  /^(?:central european|mellemeuropæisk|centraleuropæisk|centraleuropeisk|mitteleuropäische|heure d'europe|hora de europa|\p{L}{3,20} (?:standard |daylight )time)[\p{L} -]{0,60}$/u

const NOTICE =
  /^(?:invitation (?:from|fra|von|från) (?:google|outlook|apple|icloud)[^?]{0,100}|(?:this|denne|dette|diese|dieser|cet|este) (?:event|meeting|begivenhed|møde|aftale|termin|besprechung|événement|evento) (?:has been|er blevet|er|wurde|a été|ha sido) (?:cancell?ed|aflyst|annulleret|abgesagt|annulé|cancelado)[^?]{0,60}|you (?:are receiving|have received) this (?:courtesy )?e?-?mail[^?]{0,250}|du (?:modtager|får) denne (?:e-?)?mail[^?]{0,250}|forwarding this invitation[^?]{0,250}|to stop receiving[^?]{0,250}|hvis du ikke længere[^?]{0,250}|(?:bemærk|note): gmt[^?]{0,200}|microsoft teams(?:[- ]?(?:møde|meeting|besprechung|möte))?|teams-?(?:møde|meeting)|(?:deltag i|join|klik her for at deltage i) (?:the |your )?(?:mødet|meeting)(?: nu| now)?|(?:google|apple|icloud|outlook)[ -]?(?:calendar|kalender)|view all guest info|reply for \S{1,100}|more details|(?:adgangskode|passcode|kennung) ?: ?\S{4,20}|mødeindstillinger|meeting options|brug for hjælp\??|need help\??)(?: <?https?:\S{1,200})?(?: \| .{0,100})?$/u
