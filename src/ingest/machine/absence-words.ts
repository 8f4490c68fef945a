// What out-of-office answers say in their subject and their text, in eight languages. Nothing here proves anything by itself: school
// absence, leave and holidays are also what citizens write about.
import { type Clues, folded } from './clues.js'

/** `automatic`: only a machine says so. `absence`: a machine or a person. */
type Says = 'automatic' | 'absence' | 'nothing'

/** What a subject says. Behind `SV:` only a mark in brackets counts: the rest is the subject that is answered. */
export function subjectSays({
  subject,
  subjectCore,
  isReply,
}: Pick<Clues, 'subject' | 'subjectCore' | 'isReply'>): Says {
  const text = folded(subject.slice(0, SUBJECT_CHARACTERS))
  if (IN_BRACKETS.test(text)) return 'automatic'
  if (isReply)
    return IN_BRACKETS.test(folded(subjectCore.slice(0, SUBJECT_CHARACTERS))) ? 'automatic' : 'nothing'
  if (AT_THE_START.test(text) || IS_AWAY.test(text)) return 'automatic'
  return ABSENT.test(text) ? 'absence' : 'nothing'
}

/** What a text says: of itself that a machine wrote it, or that its writer is away. */
export function textSays(own: string): Says {
  const text = folded(own.slice(0, TEXT_CHARACTERS))
  if (BY_ITSELF.test(text)) return 'automatic'
  return AWAY.test(text) ? 'absence' : 'nothing'
}

/** Whether a text thanks for a mail and says what becomes of mail meanwhile, as one does who leaves an answer behind. */
export function isLeftBehind(own: string): boolean {
  const text = folded(own.slice(0, TEXT_CHARACTERS))
  return THANKS.test(text) && MEANWHILE.test(text)
}

/** Whether a text says little besides: so few words that no other matter can be in it. */
export function saysNothingElse(own: string): boolean {
  const known = [AWAY, THANKS, RECEIVED, MEANWHILE, BY_ITSELF]
  const text = own.slice(0, TEXT_CHARACTERS).replace(/\s+/g, ' ').trim()
  const rest = known.reduce((left, { source }) => left.replace(new RegExp(source, 'giu'), ' '), text)
  const words = rest.replace(NAMES, ' ').match(/\p{L}{2,}/gu) ?? []
  return words.filter((word) => !FILLERS.has(word.toLowerCase())).length <= OTHER_WORDS
}

/** Whether a text thanks for a mail, or says that it has arrived. */
export const acknowledges = (own: string): boolean =>
  [THANKS, RECEIVED].some((pattern) => pattern.test(folded(own.slice(0, TEXT_CHARACTERS))))

// ---------------------------------------------------------------------------------------------------------------

/** One that the lists do not know. */
const OTHER_WORDS = 1

/** Of colleagues: words with a capital inside a sentence. */
const NAMES = /(?<=[\p{Ll}\d],? )\p{Lu}\p{L}+(?: \p{Lu}\p{L}+){0,3}/gu

/** What absence answers say around their set phrases: until when, and whom to ask instead. */
const FILLERS = new Set(
  `og er til med den det jeg vi igen tilbage fra indtil frem på kontoret arbejde uge ugen før efter dag dage mandag tirsdag onsdag torsdag
   fredag lørdag søndag januar februar marts april maj juni juli august september oktober november december kl hele denne næste ferie barsel
   kontakt kontakte venligst ring skriv telefon tlf mobil kollega kollegaer receptionen reception akut akutte haster hastende tilfælde spørgsmål
   vender hurtigst muligt når jeg mails mail beskeder hej kære hilsen venlig mvh dig du god sommer jul
   och är till tillbaka åter vecka måndag tisdag fredag mig hej hälsningar kontakta ute hilsen uke frem fram
   and am the until till back on in from to at of my me will be monday tuesday wednesday thursday friday week office contact please call urgent
   colleague reply soon possible your mail message regards hi hello dear
   bis und ab dem der die das wieder im ich bin am montag dienstag mittwoch donnerstag freitag woche büro bitte wenden sie sich an
   jusqu au le du lundi mardi mercredi jeudi vendredi mars avril mai juin juillet août bonjour merci contacter
   hasta el lunes martes miércoles jueves viernes de la por favor contacte con hola saludos
   do od dnia poniedziałku wtorku środy czwartku piątku proszę kontakt tel`.split(/\s+/),
)

const SUBJECT_CHARACTERS = 300
const TEXT_CHARACTERS = 3_000

const anyOf = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`
const words = (source: string): RegExp => new RegExp(`(?<!\\p{L})${source}`, 'u')

const AUTOMATIC = anyOf(
  'auto-?svar', // da, no, sv
  'automatiskt? svar',
  'fravær(?:s|e)(?:assistent|meddelelse|besked|svar)|frånvaro(?:meddelande|assistent|besked)',
  'auto(?:matic|mated)?[- ]?(?:reply|response|responder)', // en
  'out[- ]of[- ](?:the )?office|ooo|vacation (?:reply|message|response)',
  'automatische (?:antwort|abwesenheitsnotiz)|abwesenheits(?:notiz|assistent|meldung|nachricht)', // de
  "réponse automatique|message d'absence|notification d'absence|absence du bureau", // fr
  'respuesta automática|fuera de (?:la )?oficina|mensaje de ausencia', // es
  'automatyczna odpowiedź|autoodpowiedź|odpowiedź automatyczna|poza biurem', // pl
  'automatisch antwoord|afwezigheidsbericht|risposta automatica|automaattinen vastaus',
)
const AT_THE_START = new RegExp(`^(?:${AUTOMATIC}(?!\\p{L})|auto ?:)`, 'u')
const IN_BRACKETS = new RegExp(`[[(] ?${AUTOMATIC} ?[\\])]`, 'u')
/** Lotus Notes: "Ole Lund/KK is out of the office". */
const IS_AWAY = / (?:is|will be) out of the office|er ikke på kontoret \(/

const ABSENT = words(
  anyOf(
    '(?:sommer|vinter|efterårs|jule|påske)?ferie|barsel|barselsorlov|orlov|ikke til stede|fraværende|fraværsmelding|ikke på kontoret|ikke tilgængelig|bortrejst|sygemeldt|på kursus|lukket',
    'semester|frånvarande|föräldraledig|tjänstledig|inte på kontoret|ej på kontoret|permisjon|fravær|ikke tilstede',
    '(?:on )?(?:vacation|holiday|leave)|away|absent|absence|not in the office',
    'abwesend|abwesenheit|urlaub|elternzeit|nicht im büro',
    'absence|absente?|congés?|vacances',
    'ausente|ausencia|vacaciones',
    'urlop|urlopie|nieobecno|nieobecn',
  ),
)

const DAYS =
  '(?:man|tirs|ons|tors|fre|lør|søn)dag|(?:mån|tis|ons|tors|fre|lör|sön)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day'

const AWAY = words(
  anyOf(
    // da, no
    '(?:jeg|vi|undertegnede) (?:er|har|holder|afholder|kommer til å være)(?: \\p{L}+){0,3} (?:ferie|sommerferie|vinterferie|barsel|barselsorlov|orlov|permisjon|fraværende|bortrejst|bortreist|sygemeldt|sykmeldt|kursus|kurs|rejse|reise|væk|fri|lukket|ferielukket|ikke til stede|ikke tilgængelig|ikke tilgjengelig)',
    'ikke på (?:kontoret|arbejde|jobb)|ute av kontoret|ferielukket|holder (?:ferie|lukket)|(?:jeg|vi)(?: \\p{L}+){0,6} tilba(?:ge|ke)',
    'læser ikke (?:min|mine|mails|mail)|leser ikke (?:e-?post|mail)',
    // sv
    'jag (?:är|har)(?: \\p{L}+){0,3} (?:semester|frånvarande|föräldraledig|tjänstledig|ledig|borta|bortrest|sjukskriven)',
    `inte på kontoret|åter på kontoret|tillbaka (?:den|på|igen|från|${DAYS})`,
    // en
    "(?:i am|i'm|i will be|i'll be|we are|we're)(?: \\p{L}+){0,3} (?:away|out of (?:the )?office|on (?:\\p{L}+ )?leave|on vacation|on holidays?|travel?ling|absent|unavailable|closed)",
    `out of (?:the )?office|limited access to (?:my )?(?:e-?)?mail|i(?: will|'ll) be back (?:on|in|at|from|${DAYS})|returning (?:on|to)|(?:will )?return (?:on|to the office|\\d)`,
    // de
    '(?:ich bin|wir sind|ich befinde mich)(?: [\\p{L}\\d.]+){0,8} (?:abwesend|nicht im hause|nicht im büro|im urlaub|in elternzeit|nicht erreichbar|außer haus)|nicht im büro|wieder (?:erreichbar|im büro|im haus|für sie da)',
    // fr
    'je (?:suis|serai)(?: \\p{L}+){0,3} (?:absente?|en congés?|en vacances|en déplacement)|de retour (?:le|au|à)|absente? (?:du bureau|jusqu)',
    // es
    'no est(?:oy|aré) disponible|(?:estoy|estaré|me encuentro)(?: \\p{L}+){0,3} (?:fuera de (?:la )?oficina|de vacaciones|ausente|de baja|de permiso)|de vuelta (?:el|en|a)|regres(?:o|aré) (?:el|a)',
    // pl
    '(?:jestem|będę|przebywam)(?: [\\p{L}\\d.]+){0,4} (?:na urlopie|nieobecn[ya]|poza biurem|na zwolnieniu)|przebywam na urlopie|wracam|wrócę',
  ),
)

const THANKS = words(
  anyOf(
    'ta(?:k|kk) for (?:(?:din )?(?:e-?mail|mail|besked|henvendelse|e-?post|melding)|e-?posten|henvendelsen|mailen)|tack för (?:(?:ditt|din) (?:mejl|mail|meddelande|e-?post)|mejlet|mailet)',
    'thank(?:s| you) for (?:your|contacting|writing)',
    '(?:vielen |herzlichen )?dank für (?:ihre|deine|die)',
    'merci (?:de|pour) votre',
    'gracias por (?:su|tu)',
    'dziękuj(?:ę|emy) za',
  ),
)

const RECEIVED = words(
  anyOf(
    '(?:vi|jeg) har (?:nu )?modtaget (?:din|den)|(?:din|deres) (?:mail|henvendelse|besked) er modtaget|vi har mottatt din|vi har tagit emot ditt',
    '(?:we|i) have received your|your (?:e-?mail|message|request) has been received',
    'wir haben ihre|nous avons bien reçu|hemos recibido su|otrzymaliśmy',
  ),
)

/** What becomes of mail meanwhile, and whom to ask instead. */
const MEANWHILE = words(
  anyOf(
    '(?:din|mine?|mails?|e-mails?)(?: \\p{L}+){0,4} ikke (?:blive )?(?:videresendt|læst|besvaret)|læser ikke (?:min|mine|mails)|ved (?:akut|hast)\\p{L}{0,20}(?: (?:sager|problemer|behov|spørgsmål|tilfælde|henvendelser))?|i hastende tilfælde|kontakt(?: \\p{L}+){0,6} i stedet',
    'hastesaker|vennligst kontakt|vid brådskande|brådskande ärenden',
    'not be (?:read|forwarded|monitored)|for urgent|in (?:urgent cases|case of urgency)|if urgent|limited access',
    'nicht weitergeleitet|in dringenden fällen|vertretung',
    "en cas d'urgence",
    'en caso de urgencia|asuntos urgentes',
    'sprawach pilnych|pilnych sprawach',
  ),
)

/** A text that says of itself that a machine wrote it. */
const BY_ITSELF = new RegExp(
  `^(?:${AUTOMATIC}) ?[:.!–-]|(?<!\\p{L})${anyOf(
    'dette er (?:en|et) auto|(?:denne|mailen|beskeden)(?: \\p{L}+){0,3} (?:automatisk|autogenereret)',
    'detta är ett auto|automatiskt genererat',
    'this is an auto|automatically generated|this (?:e-?mail|message|reply) (?:is|was)(?: \\p{L}+)? automatic',
    'dies ist eine automatische|automatisch (?:generiert|erstellt|erzeugt)',
    'ceci est (?:un message|une réponse) automatique',
    '(?:est[ea] es una? )(?:respuesta|mensaje) automátic',
    'to jest automatyczna|wiadomość(?: \\p{L}+){0,3} automatyczn|wygenerowan[ay] automatycznie',
  )}`,
  'u',
)
