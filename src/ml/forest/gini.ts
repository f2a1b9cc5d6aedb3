import { type ClassTarget, classCriterion, type SearchState } from './class-criterion.ts'
import type { Criterion, RowWeights } from './criterion.ts'

/** Gini impurity, 1 − Σ p², of class shares p. */
export function giniCriterion(target: ClassTarget, weights: RowWeights): Criterion {
  return classCriterion(target, weights, { impurity: giniOf, search: searchGini })
}

function giniOf(sums: Float64Array, weight: number): number {
  let squares = 0
  for (let code = 0; code < sums.length; code++) squares += (sums[code] as number) ** 2
  return 1 - squares / (weight * weight)
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
