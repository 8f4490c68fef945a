// What out-of-office answers say in their subject and their text, in eight languages. Nothing here proves anything by itself: school
// absence, leave and holidays are also what citizens write about.
import { type Clues, folded } from './clues.js'

/** `automatic`: only a machine says so. `absence`: a machine or a person. */
type Says = 'automatic' | 'absence' | 'nothing'

/** What a subject says. Behind `SV:` only a mark in brackets counts: the rest is the subject that is answered. */
export function subjectSays({ subject, subjectCore, isReply }: Pick<Clues, 'subject' | 'subjectCore' | 'isReply'>): Says {
  const text = folded(subject.slice(0, SUBJECT_CHARACTERS))
  if (IN_BRACKETS.test(text)) return 'automatic'
  if (isReply) return IN_BRACKETS.test(folded(subjectCore.slice(0, SUBJECT_CHARACTERS))) ? 'automatic' : 'nothing'
  if (AT_THE_START.test(text) || IS_AWAY.test(text)) return 'automatic'
  return ABSENT.test(text) ? 'absence' : 'nothing'
}

/** What a text says: absence, or in a machine's set phrases that the writer is away or the mail has arrived. */
export function textSays(own: string): Says {
  const text = folded(own.slice(0, TEXT_CHARACTERS))
  const isAbsence = AWAY.test(text)
  if (BY_ITSELF.test(text) || (isAbsence && COURTESY.test(text))) return 'automatic'
  return isAbsence ? 'absence' : 'nothing'
}

// ---------------------------------------------------------------------------------------------------------------

const SUBJECT_CHARACTERS = 300
const TEXT_CHARACTERS = 3_000

const anyOf = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`
const words = (source: string): RegExp => new RegExp(`(?<!\\p{L})${source}`, 'u')

const AUTOMATIC = anyOf(
  'auto-?svar', // da, no, sv
  'automatisk (?:svar|besked|mail|kvittering)|automatiskt svar',
  'fravær(?:s|e)(?:assistent|meddelelse|besked|svar)|frånvaro(?:meddelande|assistent|besked)',
  'auto(?:matic|mated)?[- ]?(?:reply|response|responder)', // en
  'out[- ]of[- ](?:the )?office|ooo|vacation (?:reply|message|response)',
  'automatische (?:antwort|abwesenheitsnotiz)|abwesenheits(?:notiz|assistent|meldung|nachricht)', // de
  "réponse automatique|message d'absence|notification d'absence|absence du bureau", // fr
  'respuesta automática|fuera de la oficina|mensaje de ausencia', // es
  'automatyczna odpowiedź|autoodpowiedź|odpowiedź automatyczna|poza biurem', // pl
  'automatisch antwoord|afwezigheidsbericht|risposta automatica|automaattinen vastaus',
)
const AT_THE_START = new RegExp(`^(?:${AUTOMATIC}(?!\\p{L})|auto ?:)`, 'u')
const IN_BRACKETS = new RegExp(`[[(] ?(?:${AUTOMATIC}|auto) ?[\\])]`, 'u')
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
    '(?:jeg|vi|undertegnede|han|hun) (?:er|har|holder|afholder|kommer til å være)(?: \\p{L}+){0,3} (?:ferie|sommerferie|vinterferie|barsel|barselsorlov|orlov|permisjon|fraværende|bortrejst|bortreist|sygemeldt|sykmeldt|kursus|kurs|rejse|reise|væk|fri|lukket|ferielukket)',
    'ikke (?:på|i) (?:kontoret|arbejde|jobb)|ikke til stede|ikke tilgængelig|ikke tilgjengelig|ferielukket|holder ferie|holder lukket',
    `tilba(?:ge|ke) (?:igen |igjen )?(?:den|på|fra|i uge|i uke|d\\.|til|\\d|${DAYS})`,
    'læser ikke (?:min|mine|mails|mail)|leser ikke (?:e-?post|mail)',
    // sv
    'jag (?:är|har)(?: \\p{L}+){0,3} (?:semester|frånvarande|föräldraledig|tjänstledig|ledig|borta|bortrest|sjukskriven)',
    `inte på kontoret|åter på kontoret|tillbaka (?:den|på|igen|från|${DAYS})`,
    // en
    "(?:i am|i'm|i will be|i'll be|we are|we're)(?: \\p{L}+){0,3} (?:away|out of (?:the )?office|on (?:\\p{L}+ )?leave|on vacation|on holidays?|travel?ling|absent|unavailable|closed)",
    `out of (?:the )?office|limited access to (?:my )?(?:e-?)?mail|(?:will be|am|i'll be) back (?:on|in|at|from|${DAYS})|returning (?:on|to)|(?:will )?return (?:on|to the office|\\d)`,
    // de
    '(?:ich bin|wir sind)(?: [\\p{L}\\d.]+){0,8} (?:abwesend|nicht im büro|im urlaub|in elternzeit|nicht erreichbar|außer haus)|nicht im büro|wieder (?:erreichbar|im büro|im haus|für sie da)',
    // fr
    "je (?:suis|serai)(?: \\p{L}+){0,3} (?:absente?|en congés?|en vacances|en déplacement)|de retour (?:le|au|à)|absente? (?:du bureau|jusqu)",
    // es
    '(?:estoy|estaré|me encuentro)(?: \\p{L}+){0,3} (?:fuera de la oficina|de vacaciones|ausente|de baja|de permiso)|de vuelta (?:el|en|a)|regres(?:o|aré) (?:el|a)',
    // pl
    '(?:jestem|będę|przebywam)(?: [\\p{L}\\d.]+){0,4} (?:na urlopie|nieobecn[ya]|poza biurem|na zwolnieniu)|przebywam na urlopie|wracam|wrócę',
  ),
)

/** What people leave behind for whoever writes meanwhile. */
const COURTESY = words(
  anyOf(
    'ta(?:k|ck|kk) for (?:din|jeres|deres|e-?posten|henvendelsen|mailen)|takk for (?:din )?(?:e-?post|henvendelse)|tack för (?:ditt|din|er|mejlet|mailet)',
    '(?:din|deres|mine?|mails?|e-mails?)(?: \\p{L}+){0,4} ikke (?:blive )?(?:videresendt|læst|besvaret)|læser ikke (?:min|mine|mails)|ved (?:akut|hast)|i hastende tilfælde|kontakt(?: \\p{L}+){0,6} i stedet',
    'thank(?:s| you) for (?:your|contacting|writing)|not be (?:read|forwarded|monitored)|for urgent|in (?:urgent cases|case of urgency)|if urgent|limited access',
    '(?:vielen |herzlichen )?dank für (?:ihre|deine|die)|nicht weitergeleitet|in dringenden fällen|vertretung',
    "merci (?:de|pour) votre|en cas d'urgence|votre (?:message|courriel)",
    'gracias por (?:su|tu)|en caso de urgencia|asuntos urgentes',
    'dziękuję za|dziękujemy za|w (?:pilnych )?sprawach pilnych|w pilnych sprawach',
    'vid brådskande|brådskande ärenden|ved behov for|hastesaker|vennligst kontakt',
  ),
)

/** A text that says of itself that a machine wrote it. */
const BY_ITSELF = words(
  anyOf(
    'dette er (?:en|et) auto(?:matisk|genereret|svar)|(?:denne|mailen|beskeden)(?: \\p{L}+){0,3} (?:automatisk|autogenereret)|automatisk (?:genereret|svar|kvittering)|autosvar',
    'detta är ett (?:automatiskt|autosvar)|automatiskt (?:svar|meddelande|genererat)|dette er et automatisk',
    'this is an auto|automated (?:response|reply|message)|automatic(?:ally)? (?:reply|response|generated)|auto-?reply',
    'dies ist eine automatische|automatisch (?:generiert|erstellt|erzeugt)|automatische (?:antwort|nachricht)',
    'ceci est (?:un message|une réponse) automatique|réponse automatique|message automatique',
    '(?:respuesta|mensaje) automátic[ao]',
    'wiadomość(?: \\p{L}+){0,3} automatyczn|automatyczna (?:odpowiedź|wiadomość)|wygenerowan[ay] automatycznie',
  ),
)
