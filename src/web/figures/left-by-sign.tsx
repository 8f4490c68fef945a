// What the program left alone in the period, by the sign that it left it by.
import type { Figures } from '../../desk/figures-shapes.js'
import { DataTable } from '../page/table.js'
import type { PersonContext } from '../request-context.js'
import { count } from './format.js'

export const LeftBySign = ({ ctx, figures }: { readonly ctx: PersonContext; readonly figures: Figures }) => {
  const { texts } = ctx
  const t = texts.left
  const { leftBySign } = figures
  if (leftBySign.length === 0) return undefined
  const total = leftBySign.reduce((sum, one) => sum + one.count, 0)
  return (
    <section aria-labelledby="left-by-sign">
      <h2 id="left-by-sign">{t.figures}</h2>
      <p class="quiet">{t.figuresHint}</p>
      <DataTable
        caption={t.figures}
        headings={[t.sign, t.count]}
        rows={leftBySign.map((one) => [t.signs[one.sign], count(one.count, texts)])}
        footer={[t.total, count(total, texts)]}
        hasRowHeadings
        hasNumbers
        isCompact
      />
    </section>
  )
}
