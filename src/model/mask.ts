// Step 3 of 8, first half: whatever identifies a person or a case is replaced by the name of its kind before any word is looked at.
// Every date-valid CPR number is masked: numbers that fail modulus 11 have been given out since 2007, so only the date can decide.

/** The kinds of mask, in the order in which they are tried: the first match wins. */
const maskKinds = [
  'url',
  'email',
  'cpr',
  'date',
  'case-number',
  'amount',
  'phone',
  'postcode',
  'number',
] as const
export type MaskKind = (typeof maskKinds)[number]

/** A private-use character starts a mask in the text, so that no written word can look like one. */
export const MASK_SIGN = '\uE000'

/** The word that stands for a mask in the text; letters only, so that it stays one token. */
export const maskToken = (kind: MaskKind): string => `${MASK_SIGN}${kind.replace('-', '')}`

/** What a caseworker reads instead of a mask token, in Danish; undefined for an ordinary word. */
export const maskName = (token: string): string | undefined => maskNames.get(token)

/** What `import` writes instead of a CPR number (src/ingest/mask.ts): incoming mail has the number itself there. */
const IMPORTED_CPR = '[cpr]'

/** Replaces everything personal in a text by mask tokens; the rest stays as it was, case included. */
export function maskPersonal(text: string): string {
  let masked = text.replaceAll(MASK_SIGN, ' ').replaceAll(IMPORTED_CPR, ` ${maskToken('cpr')} `)
  if (!/[\d@]|www|http/i.test(masked)) return masked
  for (const [kind, pattern] of patterns) {
    const token = ` ${maskToken(kind)} `
    masked = masked.replace(pattern, (match: string) => (isThat(kind, match) ? token : match))
  }
  return masked
}

// ---------------------------------------------------------------------------------------------------------------

const months =
  'jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:ust)?|sep(?:tember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?'

const patterns: readonly (readonly [MaskKind, RegExp])[] = [
  ['url', /(?:https?:\/\/|www\.)[^\s<>"]+/giu],
  // No unbounded repetition before a required part: every start in a long run would scan the rest of the run.
  ['email', /[\p{L}\p{N}._%+-]{1,250}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  // Six digits of a date and four more (or four x): joined, or apart by one sign and spaces; day, month and year may be apart too.
  ['cpr', /(?<!\d)\d{2}[ ./-]?\d{2}[ ./-]?\d{2} ?[-\u2010-\u2015. ]? ?(?:\d{4}|[xX*]{4})(?!\d)/gu],
  ['date', /(?<![\d.,/-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?![\d/-])/gu],
  ['date', new RegExp(`(?<!\\d)\\d{1,2}\\.? ?(?:${months})\\b\\.?(?: \\d{4}(?!\\d))?`, 'giu')],
  ['date', /(?<![\d.,/])(?:[12]?\d|3[01])\/(?:1[0-2]|0?[1-9])(?![\d/])/gu],
  ['case-number', /(?<!\d)(?:(?:19|20)\d{2}[-/]\d{3,}|\d{2}[-/]\d{4,})(?![\d/])/gu],
  ['amount', /(?<!\d)\d{1,3}(?:[. ]?\d{3}){0,7}(?:,(?:\d{2}|-))? ?(?:kr\b\.?|kroner\b|dkk\b)/giu],
  ['amount', /\b(?:kr\.?|dkk) ?\d{1,3}(?:[. ]?\d{3})*(?:,(?:\d{2}|-))?/giu],
  ['phone', /(?<!\d)(?:(?:\+|00) ?\d{2} ?)?(?:\d{2} ?\d{2} ?\d{2} ?\d{2}|\d{4} \d{4})(?!\d)/gu],
  ['postcode', /(?<!\d)(?:DK-)?[1-9]\d{3}(?= \p{Lu}\p{Ll})/gu],
  ['number', /\d{5,}/gu],
]

const maskNames: ReadonlyMap<string, string> = new Map(
  (
    [
      ['url', '(link)'],
      ['email', '(e-mailadresse)'],
      ['cpr', '(CPR-nummer)'],
      ['date', '(dato)'],
      ['case-number', '(sagsnummer)'],
      ['amount', '(beløb)'],
      ['phone', '(telefonnummer)'],
      ['postcode', '(postnummer)'],
      ['number', '(nummer)'],
    ] as const
  ).map(([kind, name]) => [maskToken(kind), name]),
)

function isThat(kind: MaskKind, match: string): boolean {
  if (kind === 'cpr') return isDate(match.replace(/\D/g, '').slice(0, 6))
  // 1900-2049 before a capital is far more often a year than a postcode.
  if (kind === 'postcode') return !/^(?:19\d\d|20[0-4]\d)$/.test(match)
  return true
}

/** Day and month of `ddmmyy`; 29 February is accepted in every year: masking too much does no harm. */
function isDate(ddmmyy: string): boolean {
  const day = Number(ddmmyy.slice(0, 2))
  const month = Number(ddmmyy.slice(2, 4))
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days
}
