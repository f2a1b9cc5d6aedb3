import { scaleLinear } from 'd3-scale'
import type { Categories } from '../../../src/core/chart.ts'
import { formatCount, formatShare } from '../../../src/core/format.ts'
import { drawing, esc, px } from './svg.ts'

interface CategoriesOptions {
  readonly name?: string
  readonly width?: number
  /** At most so many bars; the rest is added up as other. */
  readonly limit?: number
  /** What a bar stands for, in the accessible name. */
  readonly kind?: string
  /** The form in which a label is shown; not yet escaped. */
  readonly display?: (label: string) => string
}

interface Bar {
  readonly label: string
  readonly reference: number
  readonly sample: number
  /** Absent from the reference. */
  readonly unknown: boolean
}

const rowHeight = 20
const labelWidth = 132

/** The share of rows in each category: a bar for the sample, a tick for the reference. New categories stand out. */
export function categories(chart: Categories, options: CategoriesOptions = {}): string {
  const { name = '', width = 400, limit = 20, kind = 'category', display = (text: string) => text } = options
  const bars = barsOf(chart, limit, display)
  const left = labelWidth
  const right = width - 122
  const bottom = bars.length * rowHeight + 4
  const top = Math.max(...bars.flatMap(bar => [bar.reference, bar.sample]), 0)
  const x = scaleLinear()
    .domain([0, top || 1])
    .range([left, right])
  const ticks = x.ticks(3)
  const grid = ticks.map(share => `M${px(x(share))} 0V${bottom}`).join('')
  const labels = ticks
    .map(
      share =>
        `<text class="ax m" x="${px(x(share))}" y="${bottom + 15}">${Number((share * 100).toPrecision(3))} %</text>`,
    )
    .join('')
  const rows = bars.map((bar, index) => row(bar, index * rowHeight + 2, x, width)).join('')
  return drawing(
    width,
    bottom + 20,
    label(kind, name, bars),
    `<path class="gr" d="${grid}"/>${rows}${labels}`,
  )
}

function barsOf(
  { entries, other, total }: Categories,
  limit: number,
  display: (label: string) => string,
): readonly Bar[] {
  const share = (count: number, of: number) => (of > 0 ? count / of : 0)
  const shown = entries.slice(0, limit).map(entry => ({
    label: display(entry.label),
    reference: share(entry.reference, total.reference),
    sample: share(entry.sample, total.sample),
    unknown: entry.reference === 0 && entry.sample > 0,
  }))
  const rest = entries.slice(limit)
  const sum = (side: 'reference' | 'sample') =>
    rest.reduce((count, entry) => count + entry[side], other?.[side] ?? 0)
  const more = rest.length + (other?.categories ?? 0)
  if (more === 0) return shown
  return [
    ...shown,
    {
      label: `other (${formatCount(more)})`,
      reference: share(sum('reference'), total.reference),
      sample: share(sum('sample'), total.sample),
      unknown: false,
    },
  ]
}

function row(bar: Bar, y: number, x: (share: number) => number, width: number): string {
  const end = px(x(bar.sample))
  const tick = px(x(bar.reference))
  const middle = y + rowHeight / 2 + 2
  const start = x(0)
  return (
    `<text class="cl e${bar.unknown ? ' bad' : ''}" x="${start - 8}" y="${middle}">${esc(cut(bar.label))}</text>` +
    `<path class="${bar.unknown ? 'nbx' : 'nb'}" d="M${start} ${y + 2}H${end}v12H${start}z"/>` +
    `<path class="rt" d="M${tick} ${y}v16"/>` +
    `<text class="cv e" x="${width}" y="${middle}">${formatShare(bar.reference)} → ${formatShare(bar.sample)}</text>`
  )
}

/** Twenty characters are what fits beside the bars. */
function cut(label: string): string {
  const characters = [...label]
  return characters.length <= 20 ? label : `${characters.slice(0, 19).join('')}…`
}

function label(kind: string, name: string, bars: readonly Bar[]): string {
  const said = bars
    .slice(0, 6)
    .map(bar => `${bar.label}: reference ${formatShare(bar.reference)}, sample ${formatShare(bar.sample)}.`)
  return `Share of rows per ${kind}${name ? ` of ${name}` : ''}. ${said.join(' ')}`
}
