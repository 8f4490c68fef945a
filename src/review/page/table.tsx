// A table that becomes one card per row on a phone, each value under its heading.
import type { Child } from 'hono/jsx'

interface TableProps {
  readonly caption: string
  readonly headings: readonly string[]
  /** As many cells as headings. */
  readonly rows: readonly (readonly Child[])[]
  /** The first cell of a row names it. */
  readonly hasRowHeadings?: boolean
  readonly isCompact?: boolean
}

export const DataTable = ({ caption, headings, rows, hasRowHeadings, isCompact }: TableProps) => (
  <table class={`table table-sm-responsive-headers ${isCompact ? 'table--compact' : ''}`.trim()}>
    <caption class="sr-only">{caption}</caption>
    <thead>
      <tr>
        {headings.map((heading) => (
          <th scope="col">{heading}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((cells) => (
        <tr>
          {cells.map((cell, column) =>
            hasRowHeadings && column === 0 ? (
              <th scope="row">{cell}</th>
            ) : (
              <td data-title={isEmpty(cell) ? '' : headings[column]}>{cell}</td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

// ---------------------------------------------------------------------------------------------------------------

const isEmpty = (cell: Child): boolean => cell === undefined || cell === null || cell === false || cell === ''
