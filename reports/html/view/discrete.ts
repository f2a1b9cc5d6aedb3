import type { Categories, Chart, Ecdf, Histogram } from '../../../src/core/chart.ts'
import { formatNumber } from '../../../src/core/format.ts'
import { sharesOf } from '../charts/histogram.ts'

const mostBars = 10
const smallestShare = 0.002

interface Bin {
  readonly label: string
  /** Whether one value makes up the bin. */
  readonly isValue: boolean
  readonly reference: number
  readonly sample: number
}

/**
 * A numeric column of few distinct values as a bar per value, in ascending order: as a distribution it is a row of
 * needles. Absent for other columns. Bins with less than 0.2 % of both datasets are added up as other.
 */
export function asCategories(charts: readonly Chart[]): Categories | undefined {
  const histogram = charts.find(chart => chart.kind === 'histogram')
  const ecdf = charts.find(chart => chart.kind === 'ecdf')
  if (!histogram || !ecdf || histogram.zero || histogram.scale === 'log') return undefined
  const total = { reference: sum(histogram.reference), sample: sum(histogram.sample) }
  const bins = binsOf(histogram, ecdf).filter(bin => bin.reference + bin.sample > 0)
  const share = (bin: Bin) =>
    Math.max(bin.reference / (total.reference || 1), bin.sample / (total.sample || 1))
  const entries = bins.filter(bin => share(bin) >= smallestShare)
  const others = bins.filter(bin => share(bin) < smallestShare)
  if (entries.length > mostBars || !areValues(entries, total)) return undefined
  return { kind: 'categories', entries, total, ...(others.length > 0 ? { other: addedUp(others) } : {}) }
}

function binsOf({ edges, ...histogram }: Histogram, ecdf: Ecdf): readonly Bin[] {
  const shares = sharesOf({ edges, ...histogram })
  return histogram.reference.map((reference, bin) => {
    const [low, high] = [edges[bin] ?? 0, edges[bin + 1] ?? 0]
    const isLast = bin === histogram.reference.length - 1
    const inside = ecdf.x.filter(x => x >= low && (x < high || (isLast && x <= high)))
    const [only] = inside
    const isValue =
      only !== undefined &&
      inside.length === 1 &&
      isMost(stepAt(ecdf, 'reference', only), shares.reference[bin]) &&
      isMost(stepAt(ecdf, 'sample', only), shares.sample[bin])
    const label = isValue ? formatNumber(only) : `${formatNumber(low)} to ${formatNumber(high)}`
    return { label, isValue, reference, sample: histogram.sample[bin] ?? 0 }
  })
}

/** The share of the rows at one of the points of a cumulative curve. */
function stepAt({ x, ...shares }: Ecdf, side: 'reference' | 'sample', value: number): number {
  const at = x.indexOf(value)
  return (shares[side][at] ?? 0) - (shares[side][at - 1] ?? 0)
}

/** The curve leaves points out and rounds, so a step is the share of its bin only nearly. */
function isMost(step: number, share = 0): boolean {
  return Math.abs(step - share) <= 0.1 * share + 0.005
}

function areValues(entries: readonly Bin[], total: Categories['total']): boolean {
  const values = entries.filter(bin => bin.isValue)
  return (['reference', 'sample'] as const).every(
    side => sum(values.map(bin => bin[side])) >= 0.9 * total[side],
  )
}

function addedUp(bins: readonly Bin[]): NonNullable<Categories['other']> {
  const side = (name: 'reference' | 'sample') => sum(bins.map(bin => bin[name]))
  return { categories: bins.length, reference: side('reference'), sample: side('sample') }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
