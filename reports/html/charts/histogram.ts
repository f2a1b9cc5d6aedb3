import type { Histogram } from '../../../src/core/chart.ts'
import { formatNumber, formatShare } from '../../../src/core/format.ts'
import { type Axis, axisFor, drawAxis, type Plot, shareAxis } from './axis.ts'
import { drawing, px, type Reading, superscript } from './svg.ts'

/**
 * Two distributions over common bins: the reference as a grey area, the sample as a line. Heights are shares of each
 * dataset, so datasets of different sizes compare. Exact zeros stand in a slot of their own where the chart has them.
 * Without counts of a reference, the sample is drawn alone.
 */
export function histogram(chart: Histogram, { name = '', width = 400, height = 200 } = {}): string {
  const plot = { left: 40, right: width - 8, top: 10, bottom: height - 22 }
  const shares = sharesOf(chart)
  const top = Math.max(
    ...shares.reference,
    ...shares.sample,
    shares.zero?.reference ?? 0,
    shares.zero?.sample ?? 0,
  )
  const axis = axisFor([chart.edges[0] ?? 0, chart.edges.at(-1) ?? 1], chart.scale, plot, {
    zero: !!chart.zero,
  })
  const { y, svg } = shareAxis(top > 0 ? top * 1.05 : 1, plot)
  const outline = (side: 'reference' | 'sample') => steps(chart.edges, shares[side], axis, y, plot)
  const slot = (side: 'reference' | 'sample') => slotPath(axis, shares.zero?.[side], y, plot)
  const area = isAlone(chart) ? '' : `<path class="ra" d="${outline('reference')}${slot('reference')}"/>`
  return drawing(
    width,
    height,
    label(name, chart, shares),
    `${svg}${area}<path class="sl" d="${outline('sample')}${slot('sample')}"/>${drawAxis(axis, plot)}`,
    isAlone(chart) ? [] : readingsOf(chart, shares, axis),
  )
}

interface Shares {
  readonly reference: readonly number[]
  readonly sample: readonly number[]
  readonly zero?: { readonly reference: number; readonly sample: number }
}

/** Every bin as a share of its dataset, zeros included. All 0 for an empty dataset. */
export function sharesOf({ reference, sample, zero }: Histogram): Shares {
  const share = (counts: readonly number[], zeros: number) => {
    const total = counts.reduce((sum, count) => sum + count, zeros)
    return { bins: counts.map(count => (total > 0 ? count / total : 0)), zero: total > 0 ? zeros / total : 0 }
  }
  const left = share(reference, zero?.reference ?? 0)
  const right = share(sample, zero?.sample ?? 0)
  return {
    reference: left.bins,
    sample: right.bins,
    ...(zero ? { zero: { reference: left.zero, sample: right.zero } } : {}),
  }
}

function readingsOf({ edges }: Histogram, shares: Shares, axis: Axis): readonly Reading[] {
  const bins = shares.reference.map((reference, bin) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0]
    const place = `${superscript(formatNumber(low))} to ${superscript(formatNumber(high))}`
    return { from: axis.x(low), to: axis.x(high), place, reference, sample: shares.sample[bin] ?? 0 }
  })
  if (!axis.slot || !shares.zero) return bins
  return [{ from: axis.slot[0], to: axis.slot[1], place: 'exactly 0', ...shares.zero }, ...bins]
}

function steps(
  edges: readonly number[],
  shares: readonly number[],
  axis: Axis,
  y: (share: number) => number,
  plot: Plot,
): string {
  let path = `M${px(axis.x(edges[0] ?? 0))} ${plot.bottom}`
  let level = plot.bottom
  shares.forEach((share, bin) => {
    const next = px(y(share))
    if (next !== level) path += `V${next}`
    level = next
    path += `H${px(axis.x(edges[bin + 1] ?? 0))}`
  })
  return `${path}V${plot.bottom}`
}

function slotPath(axis: Axis, share: number | undefined, y: (share: number) => number, plot: Plot): string {
  if (!axis.slot || share === undefined) return ''
  return `M${axis.slot[0]} ${plot.bottom}V${px(y(share))}H${axis.slot[1]}V${plot.bottom}`
}

/** Whether there is no reference to be drawn. */
export function isAlone({ reference }: Histogram): boolean {
  return reference.length === 0
}

function label(name: string, chart: Histogram, shares: Shares): string {
  const title = `Distribution of ${name || 'the values'}.`
  if (isAlone(chart)) {
    const zeros = shares.zero ? ` Exactly 0: ${formatShare(shares.zero.sample)}.` : ''
    return `${title}${zeros} ${peak('Sample', chart, shares.sample)}`
  }
  const zero = shares.zero
    ? ` Exactly 0: reference ${formatShare(shares.zero.reference)}, sample ${formatShare(shares.zero.sample)}.`
    : ''
  return `${title}${zero} ${peak('Reference', chart, shares.reference)} ${peak('Sample', chart, shares.sample)}`
}

function peak(title: string, { edges }: Histogram, shares: readonly number[]): string {
  const highest = Math.max(...shares, 0)
  const bin = shares.indexOf(highest)
  if (bin < 0 || highest === 0) return `${title}: no rows.`
  return `${title}: most rows, ${formatShare(highest)}, between ${formatNumber(edges[bin] ?? 0)} and ${formatNumber(edges[bin + 1] ?? 0)}.`
}
