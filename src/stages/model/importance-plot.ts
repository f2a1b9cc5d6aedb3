import { formatShare } from '../../core/format.ts'
import { escapedMarkup } from '../../core/markup.ts'
import { cut, plotStyle } from './svg.ts'

const most = 30
const line = 22
const label = 240
const width = 760

/** A bar for each of the most important features, the greatest first, as SVG. */
export function importanceSvg(names: readonly string[], importances: ArrayLike<number>): string {
  const all = names
    .map((name, index) => ({ name, importance: importances[index] ?? 0 }))
    .sort((a, b) => b.importance - a.importance)
  const shown = all.slice(0, most)
  const greatest = shown[0]?.importance || 1
  const height = 60 + line * shown.length
  const bars = shown.map(({ name, importance }, index) => {
    const y = 44 + line * index
    const length = ((width - label - 80) * importance) / greatest
    return `<text x="${label - 8}" y="${y + 13}" text-anchor="end">${escapedMarkup(cut(name, 32))}</text><rect class="bar" x="${label}" y="${y + 2}" width="${length.toFixed(1)}" height="15"/><text x="${(label + length + 6).toFixed(1)}" y="${y + 13}">${formatShare(importance)}</text>`
  })
  const rest = all.length - shown.length
  const title = `Importance of features${rest > 0 ? `, the ${most} greatest of ${all.length}` : ''}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>${title}</title>
<style>${plotStyle}</style>
<rect class="ground" width="${width}" height="${height}"/>
<text x="${label}" y="24">${title}</text>
${bars.join('\n')}
</svg>
`
}
