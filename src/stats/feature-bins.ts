import type { CategoryFeature, Feature, NumberFeature } from './features.ts'

/** A column in bins, the rows of the reference before those of the sample. Bin 0 holds missing values. */
export interface BinnedColumn {
  readonly codes: Uint8Array
  readonly bins: number
  /** Whether neighbouring bins hold neighbouring values. */
  readonly isOrdered: boolean
}

/** Bins of present values. */
const mostBins = 32

/**
 * Puts a column into at most 32 bins beside that of missing values: one for each value or category when there are few,
 * otherwise quantiles of the pooled numbers, or the most frequent categories and one for all others. The bins do not
 * depend on which row is from which sample.
 *
 * @throws RangeError when a code is not below the number of categories
 */
export function binnedColumn(feature: Feature): BinnedColumn {
  return feature.kind === 'number' ? binnedNumbers(feature) : binnedCategories(feature)
}

function binnedNumbers({ reference, sample }: NumberFeature): BinnedColumn {
  const values = new Float64Array(reference.length + sample.length)
  values.set(reference)
  values.set(sample, reference.length)
  const edges = upperEdges(values)
  const codes = Uint8Array.from(values, value => (Number.isNaN(value) ? 0 : 1 + binOf(value, edges)))
  return { codes, bins: edges.length + 1, isOrdered: true }
}

/** The largest value of each bin, ascending. */
function upperEdges(values: Float64Array): readonly number[] {
  const sorted = values.filter(value => !Number.isNaN(value)).sort()
  const distinct: number[] = []
  for (let k = 0; k < sorted.length && distinct.length <= mostBins; k++) {
    const value = sorted[k] ?? 0
    if (value !== distinct.at(-1)) distinct.push(value)
  }
  if (distinct.length <= mostBins) return distinct
  const quantiles = Array.from(
    { length: mostBins },
    (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / mostBins) - 1] ?? 0,
  )
  return quantiles.filter((edge, k) => edge !== quantiles[k - 1])
}

/** The first bin whose largest value is not below a value. */
function binOf(value: number, edges: readonly number[]): number {
  let [low, high] = [0, edges.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (edges[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

function binnedCategories({ reference, sample, categories }: CategoryFeature): BinnedColumn {
  const counts = new Array<number>(categories).fill(0)
  for (const codes of [reference, sample]) {
    for (const code of codes) {
      if (code >= categories) throw new RangeError(`Of ${categories} categories none has the code ${code}.`)
      counts[code] = (counts[code] ?? 0) + 1
    }
  }
  const present = [...counts.keys()].filter(code => code > 0 && (counts[code] ?? 0) > 0)
  const byCount = present.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
  const bins = new Uint8Array(categories)
  for (const [rank, code] of byCount.entries()) bins[code] = Math.min(rank + 1, mostBins)
  const codes = new Uint8Array(reference.length + sample.length)
  for (let row = 0; row < codes.length; row++) {
    codes[row] = bins[reference[row] ?? sample[row - reference.length] ?? 0] ?? 0
  }
  return { codes, bins: Math.min(byCount.length, mostBins) + 1, isOrdered: false }
}
