import { chiSquareInverseSurvival } from './chi-square.ts'
import { effectiveSize } from './effective-size.ts'
import { populationStabilityIndex, type StabilityOptions } from './population-stability.ts'
import { type Tally, tallySizes } from './tally.ts'

export interface NumericStabilityOptions extends StabilityOptions {
  /** How many bins of about equal reference share, 10 unless told. Equal edges merge, so there may be fewer. */
  readonly bins?: number
}

export interface NumericStability {
  readonly index: number
  /** Inner edges, ascending; a value equal to an edge lies in the bin to its left, and the end bins are open. */
  readonly edges: readonly number[]
  readonly referenceCounts: readonly number[]
  readonly sampleCounts: readonly number[]
  /** Mean of the index, and the value it exceeds once in twenty times, when nothing has changed. */
  readonly nullMean: number
  readonly nullCritical: number
}

/**
 * Population stability index of a numeric column over bins whose edges are quantiles of the reference.
 *
 * @see Yurdakul & Naranjo 2020, doi:10.21314/JRMV.2020.227, for the null distribution
 * @throws RangeError when a sample is empty or the number of bins is not a whole number of at least 2
 * @example numericStabilityIndex(tally([1, 2, 3, 4], [3, 3, 4, 4]), { bins: 2 }).edges // [2]
 */
export function numericStabilityIndex(data: Tally, options: NumericStabilityOptions = {}): NumericStability {
  const { bins = 10, ...smoothing } = options
  if (!(Number.isInteger(bins) && bins >= 2))
    throw new RangeError(`A column cannot be cut into ${bins} bins.`)
  const n = tallySizes(data)
  if (n.reference === 0 || n.sample === 0)
    throw new RangeError('A sample without values has no distribution.')
  const edges = quantileEdges(data, n.reference, bins)
  const referenceCounts = countsBetween(data.values, data.reference, edges)
  const sampleCounts = countsBetween(data.values, data.sample, edges)
  const noise = 1 / effectiveSize(n.reference, n.sample)
  return {
    index: populationStabilityIndex(referenceCounts, sampleCounts, smoothing),
    edges,
    referenceCounts,
    sampleCounts,
    nullMean: edges.length * noise,
    nullCritical: edges.length === 0 ? 0 : chiSquareInverseSurvival(0.05, edges.length) * noise,
  }
}

/** The smallest values below or at which at least 1/bins, 2/bins … of the reference lie. */
function quantileEdges({ values, reference }: Tally, size: number, bins: number): readonly number[] {
  const edges: number[] = []
  let seen = 0
  for (let k = 0, wanted = 1; k < values.length && wanted < bins; k++) {
    seen += reference[k] ?? 0
    if (seen * bins < wanted * size) continue
    edges.push(values[k] ?? 0)
    while (seen * bins >= wanted * size) wanted++
  }
  return edges
}

function countsBetween(
  values: Float64Array,
  counts: ArrayLike<number>,
  edges: readonly number[],
): readonly number[] {
  const sums = new Array<number>(edges.length + 1).fill(0)
  for (let k = 0, bin = 0; k < values.length; k++) {
    while (bin < edges.length && (values[k] ?? 0) > (edges[bin] ?? 0)) bin++
    sums[bin] = (sums[bin] ?? 0) + (counts[k] ?? 0)
  }
  return sums
}
