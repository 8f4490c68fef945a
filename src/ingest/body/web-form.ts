// A mail made by a web form: fields and their values. All of it is what the sender wrote, even "Mvh" inside a field.
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
/** A form's fields are in its first lines; its message may be long. */
const MOST_LINES = 200
/** The fields begin near the top, after a title and perhaps an introductory sentence. */
const LATEST_START = 8

/**
 * Whether a body is a filled-in form.
 * @param tableLabels labels of the rows of an html table, lower case: a form's rows have no colon when they are read as text
 */
export function isWebForm(lines: readonly Line[], tableLabels: readonly string[] = []): boolean {
  return isTableForm(lines, tableLabels) || isContactForm(lines) || isFieldForm(lines)
}

// ---------------------------------------------------------------------------------------------------------------

/** The text begins with a row of the table, and the labels are a form's; a letter with a table in it begins with its greeting. */
function isTableForm(lines: readonly Line[], labels: readonly string[]): boolean {
  const first = lines.find((line) => !isBlank(line))?.bare.toLowerCase() ?? ''
  const known = labels.filter((label) => FORM_FIELDS.has(label) || COMMON_FIELDS.has(label)).length
  return labels.length >= LEAST_ROWS && known >= 2 && labels.some((label) => first.startsWith(label))
}

const LEAST_ROWS = 3
const COMMON_FIELDS = new Set(
  'emne e-mail email mail telefon mobil adresse dato by subject phone address fra'.split(' '),
)

/** Contact Form 7 of WordPress, which most small sites use: a sender and a subject, then the message under a label of its own. */
function isContactForm(lines: readonly Line[]): boolean {
  const top = lines.slice(0, LATEST_START * 2).filter((line) => !isBlank(line))
  const first = labelOf(top[0])
  return (
    first !== undefined &&
    /^(?:fra|from|från|von)$/.test(first.label) &&
    first.value.includes('@') &&
    top.some(({ bare }) => bare.length < 40 && MESSAGE_BODY.test(bare))
  )
}

const MESSAGE_BODY =
  /^(?:meddelelsesindhold|beskedindhold|beskedens indhold|besked|message body|nachrichtentext|meddelandetext|meldingstekst):?$/i

/** A run of fields with colons near the top. */
function isFieldForm(lines: readonly Line[]): boolean {
  const kinds = lines
    .slice(0, MOST_LINES)
    .filter((line) => !isBlank(line))
    .map((line) => ({ line, label: isField(line) ? labelOf(line)?.label : undefined }))
    .filter(({ line, label }) => label !== undefined || !isRule(line))
  const first = kinds.findIndex(({ label }) => label !== undefined)
  if (first < 0 || first >= LATEST_START || kinds.slice(0, first).some(({ line }) => isLetterOpening(line)))
    return false
  const labels = longestStart(kinds.slice(first).map(({ label }) => label))
  if (labels.some((label) => label === 'sendt' || label === 'sent')) return false
  const formFields = labels.filter((label) => FORM_FIELDS.has(label)).length
  return labels.length >= LEAST_FIELDS && (formFields >= 2 || (formFields === 1 && hasMessageField(lines)))
}

/** The first run of fields that is long enough, else the fields before the first other line. */
function longestStart(labels: readonly (string | undefined)[]): string[] {
  let run: string[] = []
  for (const label of labels) {
    if (label !== undefined) run.push(label)
    else if (run.length >= LEAST_FIELDS) return run
    else run = []
  }
  return run
}

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
