// Tables as CSV that spreadsheets open correctly: Danish Excel expects semicolons, and no cell may be taken for a formula.

/** Rows of cells to text with CRLF line ends and a byte order mark, so that Excel sees UTF-8. Numbers get a decimal comma. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`

// ---------------------------------------------------------------------------------------------------------------

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value).replace('.', ',')
  const text = opensFormula(value) ? `'${value}` : value
  return /[";\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What spreadsheets treat as a formula: also after white space, in full-width characters, and at the start of a later line. */
const opensFormula = (text: string): boolean =>
  /(?:^|[\r\n])[\s\0]*[=+\-@\t\r＝＋－＠|%]/u.test(text) || /^[\t\r\n]/.test(text)
