import { esc, px } from '../html/charts/svg.ts'

/** A number of each batch, the oldest first; null where it is not known. */
export interface Trend {
  readonly title: string
  readonly values: readonly (number | null)[]
  /** The number in words. */
  format(value: number): string
}

const width = 220
const height = 44

/** A line over the batches, from 0 or the least number up, with the last one marked. Empty without a number. */
export function trendChart({ title, values, format }: Trend): string {
  const known = values.filter(value => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return ''
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const span = high - low || 1
  const x = (index: number) => px(4 + (index / Math.max(1, values.length - 1)) * (width - 8))
  const y = (value: number) => px(height - 5 - ((value - low) / span) * (height - 10))
  let isDrawing = false
  const path = values.map((value, index) => {
    if (value === null) {
      isDrawing = false
      return ''
    }
    const command = isDrawing ? 'L' : 'M'
    isDrawing = true
    return `${command}${x(index)} ${y(value)}`
  })
  const end = values.findLastIndex(value => value !== null)
  const label = `${title} over ${values.length} batches: from ${format(first)} to ${format(last)}, lowest ${format(low)}, highest ${format(high)}`
  return `<svg class="trend" role="img" aria-label="${esc(label)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none"><path class="sl" d="${path.join('')}"/><circle class="end" cx="${x(end)}" cy="${y(last)}" r="3"/></svg>`
}
