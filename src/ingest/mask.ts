// Hides civil registration numbers (CPR) in text: before it is learnt from, written to a file or logged. Pure.

/** What replaces a number. */
const CPR_MASK = '[cpr]'

/** Between day, month and year. */
const GAP = '[ ./-]?'

/** Valid days, as `ddmmyy`; 29 February is valid if it is in any century. */
const DATE = [
  `(?:0[1-9]|[12]\\d|3[01])${GAP}(?:0[13578]|1[02])${GAP}\\d{2}`,
  `(?:0[1-9]|[12]\\d|30)${GAP}(?:0[469]|11)${GAP}\\d{2}`,
  `(?:0[1-9]|1\\d|2[0-8])${GAP}02${GAP}\\d{2}`,
  `29${GAP}02${GAP}(?:[02468][048]|[13579][26])`,
].join('|')

/**
 * A date and four digits, as people write them: 251248-9996, 2512489996, 251248 9996, 251248 - 9996, 25.12.48-9996. Not inside a longer
 * run of digits. Hiding a number needlessly (an account, a telephone number that starts like a date) costs nothing; leaving one visible does.
 */
const CPR = new RegExp(`(?<!\\d)(?:${DATE})(?:\\s?[-\u00AD\u2010-\u2015\u2212]\\s?|\\s)?\\d{4}(?!\\d)`, 'gu')

/** Replaces every CPR number by `[cpr]`. A valid date suffices: numbers that fail modulus 11 have been given out since 2007. */
export function maskCpr(text: string): string {
  return text.replace(CPR, CPR_MASK)
}
