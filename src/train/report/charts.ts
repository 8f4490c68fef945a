// The report's curves as SVG. Each is a picture with a name; what it shows is also a table.
import { percent } from '../../format.js'
import { type Html, text } from './html.js'

export interface ChartPoint {
  /** [0, 1] along, and the height in the unit of the chart. */
  readonly x: number
  readonly y: number
  /** An interval of the height. */
  readonly span?: { readonly low: number; readonly high: number }
}

export interface Chart {
  readonly name: string
  readonly xName: string
  readonly yName: string
  /** The height of the top. */
  readonly top: number
  readonly points: readonly ChartPoint[]
  readonly isLine: boolean
  /** A level that must not be passed. */
  readonly limit?: { readonly y: number; readonly name: string }
  /** Draws the diagonal of perfect agreement. */
  readonly hasDiagonal?: boolean
  /** Where the model stands. */
  readonly here?: { readonly x: number; readonly y: number; readonly name: string }
  /** Marks below the x axis; without them five percentages. */
  readonly marks?: readonly { readonly x: number; readonly name: string }[]
}

const [WIDTH, HEIGHT] = [380, 270]
const plot = { left: 52, right: 366, top: 28, bottom: 222 }
const xAt = (x: number): string => (plot.left + x * (plot.right - plot.left)).toFixed(1)

export function chart(drawn: Chart): Html {
  const yAt = (y: number): string =>
    (plot.bottom - Math.min(1, Math.max(0, y / drawn.top)) * (plot.bottom - plot.top)).toFixed(1)
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text(drawn.name)}">
${axes(drawn, yAt)}
${drawn.hasDiagonal ? `<path class="axis" d="M${xAt(0)} ${yAt(0)}L${xAt(1)} ${yAt(drawn.top)}"/>` : ''}
${limitLine(drawn, yAt)}
${drawn.isLine ? `<path class="curve" d="${drawn.points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${xAt(x)} ${yAt(y)}`).join('')}"/>` : ''}
${drawn.points.map((point) => dot(point, yAt, drawn.isLine ? 2 : 4)).join('')}
${hereMark(drawn, yAt)}
</svg>`
}

// ---------------------------------------------------------------------------------------------------------------

type YAt = (y: number) => string

function axes({ xName, yName, top, marks }: Chart, yAt: YAt): Html {
  const steps = [0, 0.25, 0.5, 0.75, 1]
  const along = marks ?? steps.map((x) => ({ x, name: percent(x, 0) }))
  const decimals = top < 0.1 ? 1 : 0
  return `<path class="axis" d="M${xAt(0)} ${plot.top}V${plot.bottom}H${xAt(1)}"/>
${steps.map((step) => `<path class="axis" opacity=".5" d="M${xAt(0)} ${yAt(step * top)}H${xAt(1)}"/><text class="soft" x="${plot.left - 6}" y="${yAt(step * top)}" dy="4" text-anchor="end">${percent(step * top, decimals)}</text>`).join('')}
${along.map(({ x, name }) => `<text class="soft" x="${xAt(x)}" y="${plot.bottom + 17}" text-anchor="${x > 0.95 ? 'end' : 'middle'}">${text(name)}</text>`).join('')}
<text x="${(plot.left + plot.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${text(xName)}</text>
<text x="4" y="16">${text(yName)}</text>`
}

function limitLine({ limit, top }: Chart, yAt: YAt): Html {
  if (!limit || limit.y > top) return ''
  return `<path class="limit" d="M${xAt(0)} ${yAt(limit.y)}H${xAt(1)}"/><text class="limit-text" x="${plot.left + 6}" y="${yAt(limit.y)}" dy="-5">${text(limit.name)}</text>`
}

const dot = ({ x, y, span }: ChartPoint, yAt: YAt, radius: number): Html =>
  `${span ? `<path class="span" d="M${xAt(x)} ${yAt(span.low)}V${yAt(span.high)}"/>` : ''}<circle class="dot" cx="${xAt(x)}" cy="${yAt(y)}" r="${radius}"/>`

function hereMark({ here }: Chart, yAt: YAt): Html {
  if (!here) return ''
  const isRight = here.x > 0.6
  return `<circle class="here" cx="${xAt(here.x)}" cy="${yAt(here.y)}" r="5"/><text x="${xAt(here.x)}" y="${yAt(here.y)}" dx="${isRight ? -10 : 10}" dy="18" text-anchor="${isRight ? 'end' : 'start'}">${text(here.name)}</text>`
}
