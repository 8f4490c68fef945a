// A mail made by a web form: fields and their values. All of it is what the sender wrote, also "Mvh" inside a field.
import { labelOf } from './header-block.js'
import { isBlank, type Line } from './lines.js'

/** Fields that only a form has; a name block or a mail header does not. */
const FORM_FIELDS = new Set(
  `navn fornavn efternavn besked meddelelse beskrivelse bemærkning bemærkninger kommentar kommentarer henvendelse
   henvendelsestype samtykke indsendt ansøger kontaktperson cpr cpr-nr cpr-nummer spørgsmål kategori formular
   ønsker svar uddybning indhold tekst anmelder message comments name description submitted
   hvor hvornår sted lokation årsag begrundelse telefonnummer postnummer vejnavn husnummer`
    .split(/\s+/)
    .concat(['ønsker svar', 'din besked', 'skriv din besked', 'dit navn', 'your message', 'first name']),
)

const LEAST_FIELDS = 4
/** The fields begin near the top, after a title and perhaps a sentence from the form. */
const LATEST_START = 8

/** Whether a body is a filled-in form. */
export function isWebForm(lines: readonly Line[]): boolean {
  let written = 0
  let run = 0
  let formFields = 0
  for (const line of lines) {
    if (isBlank(line)) continue
    written++
    const field = isField(line) ? labelOf(line) : undefined
    if (!field && isRule(line)) continue
    if (!field) {
      if (run === 0 && (written > LATEST_START || isLetterOpening(line))) return false
      if (run > 0 && run < LEAST_FIELDS) run = formFields = 0
      continue
    }
    if (field.label === 'sendt' || field.label === 'sent') return false
    run++
    if (FORM_FIELDS.has(field.label)) formFields++
    if (run >= LEAST_FIELDS && formFields >= 2) return true
    if (run >= LEAST_FIELDS && formFields >= 1 && hasMessageField(lines)) return true
  }
  return false
}

// ---------------------------------------------------------------------------------------------------------------

const isRule = (line: Line): boolean => /^[-=_*]{3,}$/.test(line.bare.slice(0, 200))

const isField = (line: Line): boolean =>
  line.depth === 0 && /^[\p{L}*][\p{L}\p{N} .*/()-]{0,30}:(?:\s|$)/u.test(line.bare.slice(0, 40))

/** A greeting or a sign-off before the fields: a letter with a list in it. */
const isLetterOpening = (line: Line): boolean =>
  /^(?:hej|kære|goddag|hi|hello|dear|til rette|mvh|vh|kh|hilsen|venlig|med venlig|kind regards)(?=[\s,.!]|$)/i.test(
    line.bare,
  )

const MESSAGE = new Set([
  'besked',
  'meddelelse',
  'beskrivelse',
  'henvendelse',
  'message',
  'din besked',
  'bemærkninger',
  'kommentar',
])

const hasMessageField = (lines: readonly Line[]): boolean =>
  lines.slice(0, 60).some((line) => MESSAGE.has(labelOf(line)?.label ?? ''))
