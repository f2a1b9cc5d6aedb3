/** The smallest probability that is told from none: 2⁻⁵², as in scikit-learn. */
export const leastProbability = Number.EPSILON

/**
 * How likely two rows are to be neighbours, for each pair (i, j) with i < j in the order of rows; both orders of all
 * pairs sum to 1. Each row sees the others through a Gaussian as wide as the perplexity asks.
 *
 * Agrees with `sklearn.manifold._t_sne._joint_probabilities`, but for its distances in single precision.
 *
 * @param columns of the same length n ≥ 2, finite
 * @param perplexity about how many neighbours a row has, from 1 to below n
 */
export function jointProbabilities(columns: readonly ArrayLike<number>[], perplexity: number): Float64Array {
  const n = columns[0]?.length ?? 0
  const conditional = new Float64Array(n * n)
  for (let row = 0; row < n; row++) {
    const distances = squaredDistances(columns, row)
    conditional.set(neighbourhood(distances, row, Math.log(perplexity)), row * n)
  }
  const joint = new Float64Array((n * (n - 1)) / 2)
  let pair = 0
  let sum = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const both = (conditional[i * n + j] as number) + (conditional[j * n + i] as number)
      joint[pair++] = both
      sum += 2 * both
    }
  }
  return joint.map(both => Math.max(both / Math.max(sum, leastProbability), leastProbability))
}

function squaredDistances(columns: readonly ArrayLike<number>[], row: number): Float64Array {
  const distances = new Float64Array(columns[0]?.length ?? 0)
  for (const column of columns) {
    const own = column[row] as number
    for (let other = 0; other < distances.length; other++)
      distances[other] = (distances[other] as number) + ((column[other] as number) - own) ** 2
  }
  return distances
}

const mostHalvings = 100
const entropyTolerance = 1e-5

/** The probabilities of all rows to be a row's neighbour, with the width at which they have an entropy (in nats). */
function neighbourhood(distances: Float64Array, row: number, entropy: number): Float64Array {
  const probabilities = new Float64Array(distances.length)
  let [low, high, precision] = [0, Number.POSITIVE_INFINITY, 1]
  for (let halving = 0; halving < mostHalvings; halving++) {
    const excess = fillProbabilities(probabilities, { distances, row, precision }) - entropy
    if (Math.abs(excess) <= entropyTolerance) break
    if (excess > 0) low = precision
    else high = precision
    precision = high === Number.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2
  }
  return probabilities
}

interface Gaussian {
  readonly distances: Float64Array
  readonly row: number
  /** 1 / 2σ². */
  readonly precision: number
}

/** Fills in a Gaussian's probabilities, and returns their entropy in nats. */
function fillProbabilities(probabilities: Float64Array, { distances, row, precision }: Gaussian): number {
  let sum = 0
  for (let other = 0; other < distances.length; other++) {
    const density = other === row ? 0 : Math.exp(-(distances[other] as number) * precision)
    probabilities[other] = density
    sum += density
  }
  // Where all others are too far to be seen, scikit-learn puts a tiny sum in the place of none.
  if (sum === 0) sum = 1e-8
  let weighted = 0
  for (let other = 0; other < distances.length; other++) {
    const probability = (probabilities[other] as number) / sum
    probabilities[other] = probability
    weighted += (distances[other] as number) * probability
  }
  return Math.log(sum) + precision * weighted
}
