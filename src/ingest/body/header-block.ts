// The header block of an answered or forwarded mail: Fra/Sendt/Til/Emne in any of the languages and orders seen.
//
// Web forms and letters hold such fields too (Fra: 01-05-2025, Til: 30-06-2025), so a block counts only when it has
// what a mail's header has: a sender, and a date with a time of day.
import { isBlank, type Line } from './lines.js'

export interface HeaderBlock {
  /** The line after the block. */
  readonly end: number
  readonly from: string
  readonly to: string
  readonly subject: string
}

type Role = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other'

const LABELS: Readonly<Record<Role, string>> = {
  from: 'fra|from|från|von|de|van|da|od|від|от|من|kimden|gönderen|de la|nuo|از|lähettäjä|afsender mail|frá',
  date: 'sendt|dato|date|sent|skickat|datum|gesendet|enviado|enviado el|fecha|envoyé|verzonden|inviato|wysłano|надіслано|отправлено|дата|تاريخ الإرسال|تاريخ|gönderilme|tarih|gönderildi|trimis|išsiųsta|تاریخ|data|lähetetty|dags',
  to: 'til|to|till|an|para|à|aan|a|do|кому|إلى|kime|către|kam|به|vastaanottaja',
  cc: 'cc|bcc|kopi|kopie|kopia|cci|kopi til|blindkopi|kopia till',
  subject:
    'emne|subject|ämne|betreff|asunto|objet|onderwerp|oggetto|temat|тема|الموضوع|konu|subiect|tema|موضوع|aihe|efni|re|vedr',
  other:
    'svar til|reply-to|svar-til|vedhæftede filer|vedhæftet fil|vedhæftninger|attachments|bilagor|anlagen|vedlegg|prioritet|importance|priority|vigtighed|betydning|wichtigkeit|prioritet|følsomhed|sensitivity|kategorier|opfølgningsflag|organisation|message-id|flagstatus',
}

const ROLES: ReadonlyMap<string, Role> = new Map(
  (Object.entries(LABELS) as [Role, string][]).flatMap(([role, labels]) =>
    labels.split('|').map((label): [string, Role] => [label, role]),
  ),
)

const LONGEST_LABEL = 24
/** A list of receivers may wrap; with more continuation lines than this it is not a header. */
const MOST_CONTINUATIONS = 12

/**
 * Reads the header block that begins at `at`.
 * @param options.afterMark there is a line such as "-----Oprindelig meddelelse-----" above, which is proof enough.
 */
export function headerBlockAt(
  lines: readonly Line[],
  at: number,
  options: { readonly afterMark: boolean; readonly afterRule?: boolean },
): HeaderBlock | undefined {
  const first = fieldOf(lines[at])
  if (!first || first.role === 'other' || first.role === 'cc') return undefined
  const { fields, end } = readFields(lines, at)
  const from = fields.get('from')
  if (
    from === undefined ||
    !(isMailHeader(fields, options.afterMark) || (options.afterRule && isBriefHeader(fields)))
  )
    return undefined
  if (!options.afterMark && first.role !== 'from' && !isAddressed(fields)) return undefined
  if (!options.afterMark && !isComplete(fields) && isFormField(lines[end])) return undefined
  return { end, from, to: fields.get('to') ?? '', subject: fields.get('subject') ?? '' }
}

/** The label of a `Label: value` line, lower case and without bold marks; undefined when the line has none. */
export function labelOf(
  line: Line | undefined,
): { readonly label: string; readonly value: string } | undefined {
  if (!line) return undefined
  const colon = line.bare.indexOf(':')
  if (colon < 1 || colon > LONGEST_LABEL + 4) return undefined
  const label = line.bare.slice(0, colon).replace(/[*_]/g, '').trim().toLowerCase()
  const value = line.bare
    .slice(colon + 1)
    .replace(/^[*_\s]+/, '')
    .trim()
  return label !== '' && label.length <= LONGEST_LABEL ? { label, value } : undefined
}

// ---------------------------------------------------------------------------------------------------------------

function fieldOf(line: Line | undefined): { readonly role: Role; readonly value: string } | undefined {
  const found = labelOf(line)
  const role = found && ROLES.get(found.label)
  return found && role ? { role, value: found.value } : undefined
}

function readFields(lines: readonly Line[], at: number): { fields: Map<Role, string>; end: number } {
  const fields = new Map<Role, string>()
  const depth = lines[at]?.depth ?? 0
  let end = at
  let continued = 0
  let last: Role = 'from'
  while (end < lines.length) {
    const next = skipOneBlank(lines, end, fields)
    const field = lines[next]?.depth === depth ? fieldOf(lines[next]) : undefined
    if (field && !(fields.has(field.role) && field.role !== 'other' && field.role !== 'cc')) {
      fields.set(field.role, field.value)
      last = field.role
      end = next + 1
    } else if (
      !field &&
      continued < MOST_CONTINUATIONS &&
      isContinuation(lines, end, fields.get(last) ?? '')
    ) {
      fields.set(last, `${fields.get(last) ?? ''} ${lines[end]?.bare ?? ''}`)
      continued++
      end++
    } else break
  }
  return { fields, end }
}

/** Html made into text may put a blank line between the fields. */
function skipOneBlank(lines: readonly Line[], at: number, seen: ReadonlyMap<Role, string>): number {
  const line = lines[at]
  if (!line || !isBlank(line) || seen.size === 0) return at
  const field = fieldOf(lines[at + 1])
  return field && field.role !== 'other' && !seen.has(field.role) ? at + 1 : at
}

function isContinuation(lines: readonly Line[], at: number, before: string): boolean {
  const line = lines[at]
  if (!line || isBlank(line) || line.bare.length > 1000) return false
  if (before === '' || /[;,<]$/.test(before))
    return !isBlank(line) && !/^(?:hej|kære|hi|dear)\b/i.test(line.bare)
  return line.depth === 0 && /^[ \t]+\S/.test(line.raw) && /@|;/.test(line.bare)
}

const CLOCK = /\d{1,2}[.:]\d{2}/
const YEAR = /(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}/

function hasMoment(fields: ReadonlyMap<Role, string>): boolean {
  const date = fields.get('date') ?? ''
  return YEAR.test(date) && CLOCK.test(date.replace(/\d{1,2}\.\d{1,2}\.\d{2,4}/, ''))
}

/** All four fields of Outlook's block, the date with a time of day. */
const isComplete = (fields: ReadonlyMap<Role, string>): boolean =>
  hasMoment(fields) && fields.has('to') && fields.has('subject')

function isMailHeader(fields: ReadonlyMap<Role, string>, afterMark: boolean): boolean {
  const others = (fields.has('to') ? 1 : 0) + (fields.has('subject') ? 1 : 0) + (fields.has('date') ? 1 : 0)
  if (afterMark) return others >= 1
  const hasAddress = /@/.test(fields.get('from') ?? '') || /@/.test(fields.get('to') ?? '')
  if (hasAllFour(fields) && hasAddress) return true
  return hasMoment(fields) && (isComplete(fields) || (hasAddress && others >= 2))
}

/** In another order than Fra first, or without a time of day, the sender or receiver must be an address. */
const isAddressed = (fields: ReadonlyMap<Role, string>): boolean =>
  /@/.test(`${fields.get('from') ?? ''} ${fields.get('to') ?? ''}`)

const hasAllFour = (fields: ReadonlyMap<Role, string>): boolean =>
  YEAR.test(fields.get('date') ?? '') && fields.has('to') && fields.has('subject')

/** Below a rule a date without a time of day will do, if there is an address with it or all four fields are there. */
const isBriefHeader = (fields: ReadonlyMap<Role, string>): boolean =>
  hasAllFour(fields) ||
  (YEAR.test(fields.get('date') ?? '') && /@/.test(`${fields.get('from')} ${fields.get('to')}`))

/** A line `Besked: ...` right below: the fields continue, so this is a form. */
function isFormField(line: Line | undefined): boolean {
  const found = labelOf(line)
  return found !== undefined && !ROLES.has(found.label) && /^[\p{L} /-]+$/u.test(found.label)
}
