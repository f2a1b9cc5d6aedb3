import { type Tally, tally } from './tally.ts'

export interface AndersonDarlingOptions {
  /** How tied values enter: their middle rank, or the rank of the last one. */
  readonly ties?: 'midrank' | 'right'
}

/**
 * Standardised k-sample Anderson–Darling statistic (A² − (k − 1)) / σ of several samples: about 0 for equal
 * distributions, large for different ones, and heeding the tails more than Kolmogorov–Smirnov does.
 *
 * Agrees with `scipy.stats.anderson_ksamp(samples, midrank=…).statistic`.
 *
 * @see Scholz & Stephens 1987, doi:10.1080/01621459.1987.10478517
 * @throws RangeError when there are fewer than two samples or four values, a sample is empty, a value is NaN, or all
 *   values are equal
 * @example andersonDarlingKSample([[1, 2, 3, 4], [2, 3, 4, 9]]) // -0.27332408335996944
 */
export function andersonDarlingKSample(
  samples: readonly ArrayLike<number>[],
  options: AndersonDarlingOptions = {},
): number {
  return standardised(countsOf(samples), options)
}

/**
 * The Anderson–Darling statistic of two samples that are already tallied.
 *
 * @example andersonDarling(tally([1, 2, 3, 4], [2, 3, 4, 9])) // -0.27332408335996944
 */
export function andersonDarling({ reference, sample }: Tally, options: AndersonDarlingOptions = {}): number {
  return standardised([reference, sample], options)
}

/** How often each sample has each of the pooled distinct values. */
function countsOf(samples: readonly ArrayLike<number>[]): readonly ArrayLike<number>[] {
  const { values } = tally(concatenated(samples), [])
  return samples.map(sample => {
    const own = tally(sample, [])
    const counts = new Uint32Array(values.length)
    for (let k = 0, at = 0; k < counts.length && at < own.values.length; k++) {
      if (own.values[at] === values[k]) counts[k] = own.reference[at++] ?? 0
    }
    return counts
  })
}

function concatenated(samples: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(sumOf(samples.map(sample => sample.length)))
  let filled = 0
  for (const sample of samples) {
    all.set(sample, filled)
    filled += sample.length
  }
  return all
}

function standardised(
  counts: readonly ArrayLike<number>[],
  { ties = 'midrank' }: AndersonDarlingOptions,
): number {
  const sizes = counts.map(sumOf)
  const total = sumOf(sizes)
  if (counts.length < 2 || sizes.includes(0) || total < 4 || (counts[0]?.length ?? 0) < 2) {
    throw new RangeError(
      'The Anderson–Darling statistic needs two samples, four values and two distinct ones.',
    )
  }
  const pooled = addedUp(counts)
  let sum = 0
  for (const [s, row] of counts.entries())
    sum += sampleTerm(row, sizes[s] ?? 0, pooled, total, ties === 'midrank')
  const statistic = ties === 'midrank' ? (sum * (total - 1)) / total : sum
  return (statistic - (counts.length - 1)) / Math.sqrt(varianceOf(sizes, total))
}

/** One sample's part of the sum of formula 6 (right) or 7 (midrank) of the paper. */
function sampleTerm(
  row: ArrayLike<number>,
  size: number,
  pooled: Float64Array,
  total: number,
  midrank: boolean,
): number {
  const half = midrank ? 0.5 : 0
  let [sum, below, ownBelow] = [0, 0, 0]
  for (let k = 0; k < pooled.length; k++) {
    const [group, own] = [pooled[k] ?? 0, row[k] ?? 0]
    below += group
    ownBelow += own
    const rank = below - half * group
    const spread = rank * (total - rank) - (midrank ? (total * group) / 4 : 0)
    if (spread > 0) sum += ((group / total) * (total * (ownBelow - half * own) - rank * size) ** 2) / spread
  }
  return sum / size
}

/** Variance of A² for continuous distributions, formula 4 of the paper. */
function varianceOf(sizes: readonly number[], total: number): number {
  const k = sizes.length
  const inverse = sumOf(sizes.map(size => 1 / size))
  let [harmonic, g] = [0, 0]
  for (let i = total - 1, sum = 0; i >= 1; i--) {
    // Σ over j > i of 1 / ((total − j) i), the double sum of the paper by its inner one.
    if (i <= total - 2) {
      sum += 1 / (i + 1)
      g += sum / (total - i)
    }
    harmonic += 1 / i
  }
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse
  const b =
    (2 * g - 4) * k ** 2 + 8 * harmonic * k + (2 * g - 14 * harmonic - 4) * inverse - 8 * harmonic + 4 * g - 6
  const c =
    (6 * harmonic + 2 * g - 2) * k ** 2 +
    (4 * harmonic - 4 * g + 6) * k +
    (2 * harmonic - 6) * inverse +
    4 * harmonic
  const d = (2 * harmonic + 6) * k ** 2 - 4 * harmonic * k
  return (((a * total + b) * total + c) * total + d) / ((total - 1) * (total - 2) * (total - 3))
}

/** How often all samples together have each value. */
function addedUp(counts: readonly ArrayLike<number>[]): Float64Array {
  const sums = new Float64Array(counts[0]?.length ?? 0)
  for (const row of counts) for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + (row[k] ?? 0)
  return sums
}

function sumOf(numbers: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < numbers.length; k++) sum += numbers[k] ?? 0
  return sum
}
