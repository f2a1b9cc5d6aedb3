import type { Criterion, RowWeights } from './criterion.ts'

/** Mean squared difference from the mean of a node, which is what a leaf predicts. */
export function squaredErrorCriterion(
  targets: Float64Array,
  { weights, leastLeafWeight }: RowWeights,
): Criterion {
  let [weight, sum, impurity, gain] = [0, 0, 0, 0]
  return {
    get weight() {
      return weight
    },
    get impurity() {
      return impurity
    },
    get unsplitGain() {
      return (sum * sum) / weight
    },
    get gain() {
      return gain
    },
    enter(rows, start, end) {
      const first = targets[rows[start] as number] as number
      let [squares, isConstant] = [0, true]
      weight = 0
      sum = 0
      for (let k = start; k < end; k++) {
        const row = rows[k] as number
        const target = targets[row] as number
        if (target !== first) isConstant = false
        const weighted = (weights[row] as number) * target
        weight += weights[row] as number
        sum += weighted
        squares += weighted * target
      }
      // Rounding must not make a node worth splitting.
      impurity = isConstant ? 0 : squares / weight - (sum / weight) ** 2
    },
    predict() {
      return [sum / weight]
    },
    /** The gain is (Σ left)² ⁄ l + (Σ right)² ⁄ r, over the weights l and r of both parts. */
    search(rows, _n, boundaries, count, least) {
      let [best, leftSum, leftWeight, k] = [-1, 0, 0, 0]
      gain = least
      for (let b = 0; b < count; b++) {
        const boundary = boundaries[b] as number
        for (; k < boundary; k++) {
          const row = rows[k] as number
          leftSum += (weights[row] as number) * (targets[row] as number)
          leftWeight += weights[row] as number
        }
        const rightWeight = weight - leftWeight
        if (leftWeight < leastLeafWeight || rightWeight < leastLeafWeight) continue
        const rightSum = sum - leftSum
        const found = (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / rightWeight
        if (found > gain) {
          gain = found
          best = boundary
        }
      }
      return best
    },
  }
}
