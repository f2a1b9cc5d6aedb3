import type { Histogram } from '../../../src/core/chart.ts'
import { isAlone, sharesOf } from './histogram.ts'
import { px } from './svg.ts'

const width = 88
const height = 26

/**
 * A histogram in the size of a word, with at most `bins` bars, for a table whose row says the numbers: it is hidden
 * from assistive technology. Exact zeros are its first bar.
 */
export function sparkline(chart: Histogram, { bins = 17 } = {}): string {
  const shares = sharesOf(chart)
  const merged = (side: 'reference' | 'sample') => merge(withZero(shares[side], shares.zero?.[side]), bins)
  const reference = merged('reference')
  const sample = merged('sample')
  const top = Math.max(...reference, ...sample) || 1
  const path = (levels: readonly number[]) => {
    const step = width / levels.length
    const bars = levels.map(
      (level, bin) => `V${px(height - (level / top) * (height - 2))}H${px((bin + 1) * step)}`,
    )
    return `M0 ${height}${bars.join('')}V${height}`
  }
  const area = isAlone(chart) ? '' : `<path class="ra" d="${path(reference)}"/>`
  return `<svg class="sp" aria-hidden="true" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="none">${area}<path class="sl" d="${path(sample)}"/></svg>`
}

function withZero(shares: readonly number[], zero: number | undefined): readonly number[] {
  return zero === undefined ? shares : [zero, ...shares]
}

function merge(shares: readonly number[], bins: number): readonly number[] {
  const width = Math.ceil(shares.length / bins)
  if (width <= 1) return shares
  const count = Math.ceil(shares.length / width)
  return Array.from({ length: count }, (_, bin) =>
    shares.slice(bin * width, (bin + 1) * width).reduce((sum, share) => sum + share, 0),
  )
}
