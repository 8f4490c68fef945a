// A table that becomes one card per row on a phone, each value under its heading.
import type { Child } from 'hono/jsx'

interface TableProps {
  readonly caption: string
  readonly headings: readonly string[]
  /** One cell per heading. */
  readonly rows: readonly (readonly Child[])[]
  /** The first cell of a row names it. */
  readonly hasRowHeadings?: boolean
  readonly isCompact?: boolean
  /** All columns but the first are numbers, aligned right. */
  readonly hasNumbers?: boolean
  /** A final row of totals. */
  readonly footer?: readonly Child[]
}

export const DataTable = (props: TableProps) => {
  const { caption, headings, rows, isCompact, hasNumbers, footer } = props
  const classes = [isCompact && 'table--compact', hasNumbers && 'has-numbers']
  return (
    <table class={['table', 'table-sm-responsive-headers', ...classes].filter(Boolean).join(' ')}>
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
          <Row {...props} cells={cells} />
        ))}
      </tbody>
      {footer && (
        <tfoot>
          <Row {...props} cells={footer} />
        </tfoot>
      )}
    </table>
  )
}

// ---------------------------------------------------------------------------------------------------------------

const Row = ({
  cells,
  headings,
  hasRowHeadings,
}: Pick<TableProps, 'headings' | 'hasRowHeadings'> & { readonly cells: readonly Child[] }) => (
  <tr>
    {cells.map((cell, column) =>
      hasRowHeadings && column === 0 ? (
        <th scope="row">{cell}</th>
      ) : (
        <td data-title={isEmpty(cell) ? '' : headings[column]}>{cell}</td>
      ),
    )}
  </tr>
)

const isEmpty = (cell: Child): boolean => cell === undefined || cell === null || cell === false || cell === ''
