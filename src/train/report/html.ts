// The few HTML elements that the report is written in. Everything that comes from data goes through `text`.

/** HTML that is safe to write: made here, or passed through `text`. */
export type Html = string

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Anything as text that cannot become markup. */
export const text = (value: string | number): Html =>
  String(value).replace(/[&<>"']/g, (sign) => signs[sign] ?? '')

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => Html
  /** Numbers are right-aligned. */
  readonly isNumber?: boolean
}

/** A table that can be scrolled by keyboard where it is wider than the page. Its first column heads the rows. */
export function htmlTable<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const side = ({ isNumber }: Column<Row>) => (isNumber ? ' class="number"' : '')
  const head = columns.map((column) => `<th scope="col"${side(column)}>${text(column.head)}</th>`).join('')
  const line = (row: Row) =>
    columns
      .map((column, at) =>
        at === 0 ? `<th scope="row">${column.cell(row)}</th>` : `<td${side(column)}>${column.cell(row)}</td>`,
      )
      .join('')
  return `<div class="wide" role="region" tabindex="0" aria-label="${text(caption)}"><table><caption>${text(caption)}</caption><thead><tr>${head}</tr></thead><tbody>
${rows.map((row) => `<tr>${line(row)}</tr>`).join('\n')}
</tbody></table></div>`
}

/** A chart with its caption, and the table of its numbers to unfold. */
export const figure = (
  picture: Html,
  sentence: Html,
  behind?: { readonly of: string; readonly table: Html },
): Html =>
  `<figure>${picture}<figcaption>${sentence}</figcaption></figure>${behind ? `<details><summary>The numbers: ${text(behind.of)}</summary>${behind.table}</details>` : ''}`

export const section = (id: string, heading: string, body: Html): Html =>
  `<section aria-labelledby="${id}"><h2 id="${id}">${text(heading)}</h2>${body}</section>`
