// Answers to invitations, and cancellations (iTIP, RFC 5546). Programs write them and programs read them, unless somebody typed
// something as well; a proposal of another time is a question.
import type { Automatic } from '../../journey.js'
import { isProse } from '../body/phrases.js'
import { type Clues, folded, LOOKED_AT_CHARACTERS } from './clues.js'
import { isPassedOn, repliesElsewhere } from './persons-words.js'

export function calendarAnswerOf(clues: Clues): Automatic | undefined {
  const methods = methodsOf(clues)
  const isAnswer = methods.length > 0 && methods.every((method) => method === 'reply' || method === 'cancel')
  if (!isAnswer || isPassedOn(clues) || repliesElsewhere(clues)) return undefined
  const lines = unfolded(clues.calendar)
  if (lines.some((line) => REMARK.test(line)) || hasWords(clues.body.own, lines)) return undefined
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
function hasWords(own: string, calendar: readonly string[]): boolean {
  const known = new Set(
    calendar.flatMap((line) => {
      const value = /^(?:SUMMARY|LOCATION)[^:]{0,200}:(.{1,500})/i.exec(line)?.[1]
      return value === undefined ? [] : [folded(value.replace(/\\([,;\\])/g, '$1'))]
    }),
  )
  return own
    .slice(0, LOOKED_AT_CHARACTERS)
    .split('\n')
    .map((line) => (line.length > LONGEST_STANDING ? line : line.replace(/^[\s>*_|•·-]+|[\s*_|-]+$/g, '')))
    .some((line) => line !== '' && !known.has(folded(line)) && !isStanding(line))
}

const isStanding = (line: string): boolean => {
  const text = folded(line.slice(0, LONGEST_STANDING + 1))
  if (text.length > LONGEST_STANDING) return false
  if (!/\p{L}{2}/u.test(text) || LINK.test(text)) return true
  const field = FIELD.exec(text)
  if (field) return !isProse(field[1] ?? '')
  return MOMENT.test(text) || ZONE.test(text) || ANSWER.test(text) || NOTICE.test(text)
}

const LONGEST_STANDING = 300

const LINK = /^(?:[\p{L} ]{0,40}:? ?)?<?https?:\/\/\S{1,280}>?$/u

const FIELD =
  /^(?:hvornår|hvor|hvem|dato|tid|tidspunkt|tidszone|start|slut|sted|lokation|placering|emne|titel|arrangør|mødedeltagere|deltagere|kalender|når|when|where|who|what|date|time|time ?zone|location|subject|title|organi[sz]er|attendees|invitees|guests|calendar|wann|wo|wer|was|ort|zeit|betreff|organisator|teilnehmer|quand|où|qui|lieu|objet|organisateur|cuándo|dónde|quién|lugar|asunto|kiedy|gdzie|kto|när|var|vem|plats|tid och plats|hvor og når|møde-id|adgangskode|meeting id|passcode|besprechungs-id) ?:\s?(.{0,200})$/

const WEEKDAY =
  '(?:man|tirs|ons|tors|fre|lør|søn|mån|tis|lör|sön)(?:dag)?|mon(?:day|tag)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes'

/** "Central European Time - Copenhagen". */
const ZONE =
  /^(?:central european|mellemeuropæisk|centraleuropæisk|centraleuropeisk|mitteleuropäische|heure d'europe|hora de europa|\p{L}{3,20} (?:standard |daylight )?time)[\p{L} -]{0,60}$/u

/** A line that is a day and a time: it begins with one of them, and has figures and few words. */
const MOMENT = new RegExp(
  `^(?:den )?(?:(?:${WEEKDAY})(?!\\p{L})[., ]|\\d{1,4}[./: -]\\d)(?=[^\\n]{0,120}\\d)(?![^\\n]{0,120}(?:jeg|ikke|kan|vil|not|can)\\b)[^\\n]{0,120}$`,
  'u',
)

/** "Inger Holm has accepted this invitation", in the languages of the calendars. */
const ANSWER =
  /^(?:[^\n.?!]{0,120} )?(?:har|has|have|hat|a|ha|zaakceptował|zaakceptowała|odrzucił|odrzuciła|foreløbigt|accepterer|accepts|declines|tentatively|accepterade|avböjde)(?: [^\n.?!]{0,40})?(?:accepteret|accepterat|akseptert|godtaget|afvist|avvist|avböjt|avslått|afslået|takket ja|takket nej|tackat ja|tackat nej|sagt ja|sagt nej|svaret|svarede|måske|accepted|declined|replied|responded|cancell?ed|aflyst|avlyst|angenommen|zugesagt|abgelehnt|abgesagt|akzeptiert|accepté|refusé|annulé|aceptado|rechazado|cancelado|invitation(?:en)?|zaproszenie)[^\n?!]{0,160}$/u

const NOTICE =
  /^(?:(?:accepteret|afvist|aflyst|annulleret|foreløbig(?:t)?|accepted|declined|cancell?ed(?: event)?|tentative(?:ly accepted)?|zugesagt|abgelehnt|abgesagt|accepterat|avböjt|inställt|accepté|refusé|annulé)(?: ?:.{0,200}|\.?)|invitation (?:from|til|to|fra|von) .{0,100}|(?:this|denne|dette|diese|dieser|cet|este) (?:event|meeting|begivenhed|møde|aftale|termin|besprechung|événement|evento)[^?]{0,60}(?:cancell?ed|aflyst|annulleret|abgesagt|annulé|cancelado)[^?]{0,60}|you (?:are receiving|have received) this[^?]{0,250}|du (?:modtager|får) denne[^?]{0,250}|forwarding this invitation[^?]{0,250}|to stop receiving[^?]{0,250}|hvis du ikke længere[^?]{0,250}|(?:microsoft )?teams[- ]?(?:møde|meeting|besprechung)?|(?:deltag i|join|klik her for at deltage i)[^?]{0,60}(?:mødet|meeting)[^?]{0,40}|(?:google|apple|icloud|outlook)[ -]?(?:calendar|kalender)[^?]{0,60}|view (?:event|all guest info)[^?]{0,60}|vis (?:begivenhed|oplysninger)[^?]{0,60}|reply for [^?]{0,100}|more (?:details|options) ?[^?]{0,60}|(?:mødeindstillinger|brug for hjælp\??|need help\??|meeting options|få mere at vide)[^?]{0,60})$/u
