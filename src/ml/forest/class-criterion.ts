import type { Criterion, RowWeights } from './criterion.ts'

/** The class of every row, as a code from 0 to below `classes`. */
export interface ClassTarget {
  readonly codes: Uint32Array
  readonly classes: number
}

/** A measure of how mixed classes are. */
interface Mixture {
  /** Impurity of a node. */
  impurity(sums: Float64Array, weight: number): number
  search: (state: SearchState) => number
}

/** The arguments of `Criterion.search` beside what it works on. */
interface SearchState {
  readonly codes: Uint32Array
  readonly weights: Float64Array
  readonly leastLeafWeight: number
  /** Weight of each class in the node. */
  readonly sums: Float64Array
  readonly left: Float64Array
  readonly right: Float64Array
  weight: number
  rows: Uint32Array
  boundaries: Uint32Array
  count: number
  least: number
  gain: number
}

/** Gini impurity, 1 − Σ p², of class shares p. */
export function giniCriterion(target: ClassTarget, weights: RowWeights): Criterion {
  return classCriterion(target, weights, { impurity: giniOf, search: searchGini })
}

/** Entropy −Σ p log₂ p of class shares p, in bits. */
export function entropyCriterion(target: ClassTarget, weights: RowWeights): Criterion {
  return classCriterion(target, weights, { impurity: entropyOf, search: searchEntropy })
}

function classCriterion(
  { codes, classes }: ClassTarget,
  { weights, leastLeafWeight }: RowWeights,
  mixture: Mixture,
): Criterion {
  const state: SearchState = {
    codes,
    weights,
    leastLeafWeight,
    sums: new Float64Array(classes),
    left: new Float64Array(classes),
    right: new Float64Array(classes),
    weight: 0,
    rows: new Uint32Array(),
    boundaries: new Uint32Array(),
    count: 0,
    least: 0,
    gain: 0,
  }
  return {
    get weight() {
      return state.weight
    },
    get impurity() {
      return mixture.impurity(state.sums, state.weight)
    },
    get gain() {
      return state.gain
    },
    enter(rows, start, end) {
      state.sums.fill(0)
      let weight = 0
      for (let k = start; k < end; k++) {
        const row = rows[k] as number
        const code = codes[row] as number
        state.sums[code] = (state.sums[code] as number) + (weights[row] as number)
        weight += weights[row] as number
      }
      state.weight = weight
    },
    predict() {
      return Array.from(state.sums, sum => sum / state.weight)
    },
    search(rows, _n, boundaries, count, least) {
      state.rows = rows
      state.boundaries = boundaries
      state.count = count
      state.least = least
      return mixture.search(state)
    },
  }
}

function giniOf(sums: Float64Array, weight: number): number {
  let squares = 0
  for (let code = 0; code < sums.length; code++) squares += (sums[code] as number) ** 2
  return 1 - squares / (weight * weight)
}

function entropyOf(sums: Float64Array, weight: number): number {
  let entropy = 0
  for (let code = 0; code < sums.length; code++) {
    const share = (sums[code] as number) / weight
    if (share > 0) entropy -= share * (Math.log(share) / Math.LN2)
  }
  return entropy
}

/** The gain is −(l G(left) + r G(right)), over the weights l and r of both parts and their Gini impurities. */
function searchGini(state: SearchState): number {
  const { codes, weights, leastLeafWeight, left, right, weight, rows, boundaries, count } = state
  left.fill(0)
  right.set(state.sums)
  let [leftSquares, rightSquares, leftWeight] = [0, 0, 0]
  for (let code = 0; code < right.length; code++) rightSquares += (right[code] as number) ** 2
  let [best, gain, k] = [-1, state.least, 0]
  for (let b = 0; b < count; b++) {
    const boundary = boundaries[b] as number
    for (; k < boundary; k++) {
      const row = rows[k] as number
      const code = codes[row] as number
      const moved = weights[row] as number
      const [l, r] = [left[code] as number, right[code] as number]
      leftSquares += moved * (l + l + moved)
      rightSquares += moved * (moved - r - r)
      left[code] = l + moved
      right[code] = r - moved
      leftWeight += moved
    }
    const rightWeight = weight - leftWeight
    if (leftWeight < leastLeafWeight || rightWeight < leastLeafWeight) continue
    // Written so that it rounds as scikit-learn's does: then the same of several equally good splits is found.
    const found =
      -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) -
      leftWeight * (1 - leftSquares / (leftWeight * leftWeight))
    if (found > gain) {
      gain = found
      best = boundary
    }
  }
  state.gain = gain
  return best
}

/** The gain is −(l H(left) + r H(right)), over the weights l and r of both parts. */
function searchEntropy(state: SearchState): number {
  const { codes, weights, leastLeafWeight, left, right, weight, rows, boundaries, count } = state
  left.fill(0)
  right.set(state.sums)
  // Σ x ln x over the classes of both parts, kept up to date; it decides which boundaries are worth an exact look.
  let sum = 0
  for (let code = 0; code < right.length; code++) sum += xLogX(right[code] as number)
  const slack = 1e-9 * (Math.abs(sum) + 1)
  let [best, gain, k, leftWeight] = [-1, state.least, 0, 0]
  for (let b = 0; b < count; b++) {
    const boundary = boundaries[b] as number
    for (; k < boundary; k++) {
      const row = rows[k] as number
      const code = codes[row] as number
      const moved = weights[row] as number
      const [l, r] = [left[code] as number, right[code] as number]
      sum += xLogX(l + moved) - xLogX(l) + xLogX(r - moved) - xLogX(r)
      left[code] = l + moved
      right[code] = r - moved
      leftWeight += moved
    }
    const rightWeight = weight - leftWeight
    if (leftWeight < leastLeafWeight || rightWeight < leastLeafWeight) continue
    const rough = (sum - xLogX(leftWeight) - xLogX(rightWeight)) / Math.LN2
    if (rough < gain - slack) continue
    const found = -rightWeight * entropyOf(right, rightWeight) - leftWeight * entropyOf(left, leftWeight)
    if (found > gain) {
      gain = found
      best = boundary
    }
  }
  state.gain = gain
  return best
}

function xLogX(x: number): number {
  return x > 0 ? x * Math.log(x) : 0
}
