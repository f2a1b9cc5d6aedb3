import { escapedMarkup } from '../../core/markup.ts'
import { formatCount } from '../../core/format.ts'
import type { PointClass } from './classes.ts'

/** What a scatter plot shows. */
export interface Scatter {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly axes: readonly [x: string, y: string]
  readonly title: string
  /** What the legend is headed by; without it there is no legend. */
  readonly legend: string | undefined
  readonly classes: readonly PointClass[]
}

const frame = { left: 40, top: 40, width: 560, height: 540 }
const padding = 12
const legendAt = { x: 624, y: 52, line: 22 }
const size = { width: 880, height: 620 }

/** Ten hues that can be told apart on light and on dark ground; each is used for a circle and for a square. */
const hues = [
  '#4c8fd0',
  '#e8833a',
  '#3fa66b',
  '#d9534f',
  '#9a76cf',
  '#b08455',
  '#e07bb5',
  '#8c9a2f',
  '#2fa8b5',
  '#c9a227',
]

const style = `text{font:13px system-ui,sans-serif;fill:#333}.ground{fill:#fff}.frame{fill:none;stroke:#999}.points{opacity:.8}.rest{fill:#999;opacity:.6}
@media (prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#161616}.frame{stroke:#777}}`

/** A scatter plot as SVG, readable on light and on dark ground. Each axis fills the frame. */
export function scatterSvg({ x, y, axes, title, legend, classes }: Scatter): string {
  const [across, up] = [scaleOf(x, frame.left, frame.width), scaleOf(y, frame.top, frame.height)]
  const groups = classes.map((of, index) => {
    const marks = of.rows.map(row =>
      markSvg(across(x[row] ?? 0), 2 * frame.top + frame.height - up(y[row] ?? 0), index),
    )
    return `<g${paint(of, index)}>${marks.join('')}</g>`
  })
  const { left, top, width, height } = frame
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>${escapedMarkup(title)}</title>
<style>${style}</style>
<rect class="ground" width="${size.width}" height="${size.height}"/>
<rect class="frame" x="${left}" y="${top}" width="${width}" height="${height}"/>
${groups.join('\n')}
<text x="${left}" y="26">${escapedMarkup(title)}</text>
<text x="${left + width / 2}" y="604" text-anchor="middle">${escapedMarkup(axes[0])}</text>
<text x="${-(top + height / 2)}" y="26" text-anchor="middle" transform="rotate(-90)">${escapedMarkup(axes[1])}</text>
${legend === undefined ? '' : legendSvg(legend, classes)}</svg>
`
}

function legendSvg(head: string, classes: readonly PointClass[]): string {
  const entries = classes.map((of, index) => {
    const y = legendAt.y + (index + 1) * legendAt.line
    const text = `${shortened(of.label)} (${formatCount(of.rows.length)})`
    const mark = `<g${paint(of, index)}>${markSvg(legendAt.x + 6, y - 4, index, 5)}</g>`
    return `${mark}<text x="${legendAt.x + 20}" y="${y}">${escapedMarkup(text)}</text>\n`
  })
  return `<text x="${legendAt.x}" y="${legendAt.y}">${escapedMarkup(shortened(head))}</text>\n${entries.join('')}`
}

function scaleOf(values: Float64Array, start: number, length: number): (value: number) => number {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const share = (value: number) => (most > least ? (value - least) / (most - least) : 0.5)
  return value => start + padding + share(value) * (length - 2 * padding)
}

function markSvg(x: number, y: number, index: number, radius = 3): string {
  if (index % (2 * hues.length) < hues.length)
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}"/>`
  const edge = 2 * radius - 1
  return `<rect x="${(x - edge / 2).toFixed(1)}" y="${(y - edge / 2).toFixed(1)}" width="${edge}" height="${edge}"/>`
}

function paint({ isRest }: PointClass, index: number): string {
  return isRest ? ' class="rest"' : ` class="points" fill="${hues[index % hues.length]}"`
}

const longest = 24

function shortened(text: string): string {
  const letters = [...text]
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text
}
