import { type ClassTarget, classCriterion, type SearchState } from './class-criterion.ts'
import type { Criterion, RowWeights } from './criterion.ts'

/** Entropy −Σ p log₂ p of class shares p, in bits. */
export function entropyCriterion(target: ClassTarget, weights: RowWeights): Criterion {
  return classCriterion(target, weights, { impurity: entropyOf, search: searchEntropy })
}

function entropyOf(sums: Float64Array, weight: number): number {
  let entropy = 0
  for (let code = 0; code < sums.length; code++) {
    const share = (sums[code] as number) / weight
    if (share > 0) entropy -= share * (Math.log(share) / Math.LN2)
  }
  return entropy
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
