import { principalComponents, projections } from './principal-components.ts'
import { jointProbabilities, leastProbability } from './t-sne-affinities.ts'

export interface TsneOptions {
  /** About how many neighbours a row has, from 1 to below n; 30 unless given. */
  readonly perplexity?: number
  /** At most so many, from 251; 1,000 unless given. */
  readonly iterations?: number
  /** n / 48, but at least 50, unless given. */
  readonly learningRate?: number
}

/** Rows in the plane. */
export interface Embedding {
  readonly x: Float64Array
  readonly y: Float64Array
  /** How much of the neighbourhoods is lost: the Kullback–Leibler divergence, in nats. */
  readonly divergence: number
}

const exaggeration = 12
const exaggerated = 250

/**
 * Rows in a plane in which those that are near to each other stay so: t-SNE, exact. It begins with the first two
 * principal components, so that nothing is random. Time and memory grow with n².
 *
 * Agrees with `sklearn.manifold.TSNE(method='exact', init='pca', learning_rate='auto')` up to the rounding that such a
 * descent amplifies: neighbourhoods and the divergence are as good, coordinates are others.
 *
 * @see van der Maaten & Hinton, Visualizing Data using t-SNE, JMLR 9 (2008), https://jmlr.org/papers/v9/vandermaaten08a.html
 * @param columns at least two, of the same length n ≥ 3, finite
 * @yields the number of iterations done
 * @throws RangeError when there are fewer rows or columns, a value is not finite, or an option does not fit
 */
export function* tSne(
  columns: readonly ArrayLike<number>[],
  options: TsneOptions = {},
): Generator<number, Embedding, void> {
  const n = columns[0]?.length ?? 0
  const { perplexity = 30, iterations = 1000, learningRate = Math.max(n / exaggeration / 4, 50) } = options
  if (!(perplexity >= 1 && perplexity < n))
    throw new RangeError(`The perplexity, ${perplexity}, is not from 1 to below the ${n} rows.`)
  if (!(Number.isInteger(iterations) && iterations > exaggerated))
    throw new RangeError(
      `The number of iterations, ${iterations}, is not a whole number above ${exaggerated}.`,
    )
  if (!(learningRate > 0)) throw new RangeError(`The learning rate, ${learningRate}, is not above 0.`)
  const points = start(columns)
  const descent = { points, probabilities: jointProbabilities(columns, perplexity), learningRate }
  yield* descend(descent, {
    from: 0,
    to: exaggerated,
    factor: exaggeration,
    momentum: 0.5,
    patience: exaggerated,
  })
  const last = { from: exaggerated, to: iterations, factor: 1, momentum: 0.8, patience: 300 }
  const divergence = yield* descend(descent, last)
  return { x: points.slice(0, n), y: points.slice(n), divergence }
}

/** All first coordinates and then all second ones. */
type Points = Float64Array

/** The first two principal components, the first with a standard deviation of 0.0001. */
function start(columns: readonly ArrayLike<number>[]): Points {
  const components = principalComponents(columns, 2)
  const coordinates = projections(columns, components)
  const n = columns[0]?.length ?? 0
  // With n in the denominator, as NumPy has it.
  const deviation = Math.sqrt(((components.variances[0] ?? 0) * (n - 1)) / n)
  const scale = deviation > 0 ? 1e-4 / deviation : 0
  return Float64Array.from(
    coordinates.flatMap(along => [...along]),
    at => at * scale,
  )
}

interface Descent {
  /** Moved in place. */
  readonly points: Points
  readonly probabilities: Float64Array
  readonly learningRate: number
}

interface Stage {
  readonly from: number
  readonly to: number
  /** By how much probabilities are exaggerated. */
  readonly factor: number
  readonly momentum: number
  /** It ends after so many iterations without progress. */
  readonly patience: number
}

const checkedEvery = 50
const leastGradient = 1e-7
const leastGain = 0.01

/** Moves points downhill and returns the divergence at the last look. */
function* descend(
  { points, probabilities, learningRate }: Descent,
  { from, to, factor, momentum, patience }: Stage,
): Generator<number, number, void> {
  const moves = new Float64Array(points.length)
  const gains = new Float64Array(points.length).fill(1)
  const slope = slopes(points, probabilities, factor)
  let [divergence, best, bestAt] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, from]
  for (let iteration = from; iteration < to; iteration++) {
    const isChecked = (iteration + 1) % checkedEvery === 0
    const { gradient, divergence: found } = slope(isChecked || iteration === to - 1)
    let squares = 0
    for (let k = 0; k < points.length; k++) {
      const isOnward = (moves[k] as number) * (gradient[k] as number) < 0
      const gain = Math.max((gains[k] as number) + (isOnward ? 0.2 : -0.2 * (gains[k] as number)), leastGain)
      const down = gain * (gradient[k] as number)
      gains[k] = gain
      squares += down * down
      moves[k] = momentum * (moves[k] as number) - learningRate * down
      points[k] = (points[k] as number) + (moves[k] as number)
    }
    divergence = found ?? divergence
    yield iteration + 1
    if (!isChecked) continue
    if (divergence < best) [best, bestAt] = [divergence, iteration]
    else if (iteration - bestAt > patience) break
    if (Math.sqrt(squares) <= leastGradient) break
  }
  return divergence
}

interface Slope {
  readonly gradient: Float64Array
  /** Only where it was asked for. */
  readonly divergence: number | undefined
}

/** The gradient of the divergence where the points are at each call. */
function slopes(
  points: Points,
  probabilities: Float64Array,
  factor: number,
): (withDivergence: boolean) => Slope {
  const n = points.length / 2
  const gradient = new Float64Array(points.length)
  const weights = new Float64Array(probabilities.length)
  return withDivergence => {
    const scale = 0.5 / fillWeights(weights, points)
    let divergence = 0
    let pair = 0
    gradient.fill(0)
    for (let i = 0; i < n; i++) {
      const [x, y] = [points[i] as number, points[n + i] as number]
      let [alongX, alongY] = [0, 0]
      for (let j = i + 1; j < n; j++, pair++) {
        const weight = weights[pair] as number
        const wanted = factor * (probabilities[pair] as number)
        const found = Math.max(weight * scale, leastProbability)
        const pull = 4 * (wanted - found) * weight
        const pullX = pull * (x - (points[j] as number))
        const pullY = pull * (y - (points[n + j] as number))
        alongX += pullX
        alongY += pullY
        gradient[j] = (gradient[j] as number) - pullX
        gradient[n + j] = (gradient[n + j] as number) - pullY
        if (withDivergence) divergence += 2 * wanted * Math.log(wanted / found)
      }
      gradient[i] = (gradient[i] as number) + alongX
      gradient[n + i] = (gradient[n + i] as number) + alongY
    }
    return { gradient, divergence: withDivergence ? divergence : undefined }
  }
}

/** How near each pair of points is by Student's t with one degree of freedom; returns the sum. */
function fillWeights(weights: Float64Array, points: Points): number {
  const n = points.length / 2
  let sum = 0
  let pair = 0
  for (let i = 0; i < n; i++) {
    const [x, y] = [points[i] as number, points[n + i] as number]
    for (let j = i + 1; j < n; j++) {
      const apart = x - (points[j] as number)
      const above = y - (points[n + j] as number)
      const weight = 1 / (1 + apart * apart + above * above)
      weights[pair++] = weight
      sum += weight
    }
  }
  return sum
}
