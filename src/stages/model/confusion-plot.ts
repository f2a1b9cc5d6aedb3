import { formatCount } from '../../core/format.ts'
import { escapedMarkup } from '../../core/markup.ts'
import type { ConfusionMatrix } from '../../ml/index.ts'
import { cut, plotStyle } from './svg.ts'

const cell = 44
const label = 150

/** How often each class was predicted for each, as SVG: rows are what is, columns what was predicted. */
export function confusionSvg({ labels, counts }: ConfusionMatrix): string {
  const side = cell * labels.length
  const [width, height] = [label + side + 20, label + side + 40]
  const cells = counts.flatMap((line, row) => {
    const total = line.reduce((sum, count) => sum + count, 0) || 1
    return line.map((count, column) => cellSvg({ row, column, count, share: count / total }))
  })
  const names = labels.flatMap((name, index) => {
    const text = escapedMarkup(cut(String(name), 18))
    const middle = label + cell * (index + 0.5)
    return [
      `<text x="${label - 8}" y="${middle + 5}" text-anchor="end">${text}</text>`,
      `<text transform="translate(${middle + 5} ${label - 8}) rotate(-60)">${text}</text>`,
    ]
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Confusion matrix</title>
<style>${plotStyle}</style>
<rect class="ground" width="${width}" height="${height}"/>
${cells.join('\n')}
${names.join('\n')}
<text x="${label}" y="${label + side + 24}">Rows: what is. Columns: what was predicted. Colour: share of the row.</text>
</svg>
`
}

interface Cell {
  readonly row: number
  readonly column: number
  readonly count: number
  readonly share: number
}

function cellSvg({ row, column, count, share }: Cell): string {
  const [x, y] = [label + cell * column, label + cell * row]
  const text = count === 0 ? '' : formatCount(count)
  const tone = share > 0.55 ? ' class="many"' : ''
  return `<rect class="cell" fill-opacity="${share.toFixed(3)}" x="${x}" y="${y}" width="${cell - 1}" height="${cell - 1}"/><text${tone} x="${x + cell / 2}" y="${y + cell / 2 + 5}" text-anchor="middle">${text}</text>`
}
