import type { Criterion, RowWeights } from './criterion.ts'
import { nodeSort } from './node-sort.ts'
import { type ShrinkingMedian, shrinkingMedian } from './shrinking-median.ts'

/** Mean absolute difference from the weighted median of a node, which is what a leaf predicts. */
export function absoluteErrorCriterion(
  targets: Float64Array,
  { weights, leastLeafWeight }: RowWeights,
): Criterion {
  const ranks = ranksOf(targets)
  const sorted = nodeSort(targets.length)
  const rankInNode = new Uint32Array(targets.length)
  const values = new Float64Array(targets.length)
  const valueWeights = new Float64Array(targets.length)
  const leftErrors = new Float64Array(targets.length)
  const leftWeights = new Float64Array(targets.length)
  let rest: ShrinkingMedian = shrinkingMedian(values, valueWeights, 0)
  let [weight, impurity, gain, median] = [0, 0, 0, 0]

  /** Ranks the targets of a node among themselves; returns how many different ones there are. */
  function rankRows(rows: Uint32Array, start: number, end: number): number {
    const isSorted = sorted.sort(ranks, rows, start, end)
    let distinct = 0
    for (let k = 0; k < end - start; k++) {
      const row = isSorted ? (sorted.rows[k] as number) : (rows[start + k] as number)
      const target = targets[row] as number
      if (distinct === 0 || values[distinct - 1] !== target) {
        values[distinct] = target
        valueWeights[distinct++] = 0
      }
      rankInNode[row] = distinct - 1
      valueWeights[distinct - 1] = (valueWeights[distinct - 1] as number) + (weights[row] as number)
      weight += weights[row] as number
    }
    return distinct
  }

  /** Errors and weights of what is left of each boundary, found by taking rows away from the last one on. */
  function measureLeft(rows: Uint32Array, n: number, boundaries: Uint32Array, count: number): void {
    rest.reset()
    let [left, k] = [weight, n]
    for (let b = count - 1; b >= 0; b--) {
      const boundary = boundaries[b] as number
      while (k > boundary) {
        const row = rows[--k] as number
        rest.remove(rankInNode[row] as number, weights[row] as number)
        left -= weights[row] as number
      }
      leftErrors[b] = rest.error()
      leftWeights[b] = left
    }
  }

  return {
    get weight() {
      return weight
    },
    get impurity() {
      return impurity
    },
    get unsplitGain() {
      return -weight * impurity
    },
    get gain() {
      return gain
    },
    enter(rows, start, end) {
      weight = 0
      const distinct = rankRows(rows, start, end)
      rest = shrinkingMedian(values, valueWeights, distinct)
      impurity = distinct === 1 ? 0 : rest.error() / weight
      median = rest.median()
    },
    predict() {
      return [median]
    },
    /** The gain is −Σ w |y − median|, over both parts. */
    search(rows, n, boundaries, count, least) {
      measureLeft(rows, n, boundaries, count)
      rest.reset()
      gain = least
      let [best, k] = [-1, 0]
      for (let b = 0; b < count; b++) {
        const boundary = boundaries[b] as number
        while (k < boundary) {
          const row = rows[k++] as number
          rest.remove(rankInNode[row] as number, weights[row] as number)
        }
        const leftWeight = leftWeights[b] as number
        const rightWeight = weight - leftWeight
        if (leftWeight < leastLeafWeight || rightWeight < leastLeafWeight) continue
        const found =
          -rightWeight * (rest.error() / rightWeight) - leftWeight * ((leftErrors[b] as number) / leftWeight)
        if (found > gain) {
          gain = found
          best = boundary
        }
      }
      return best
    },
  }
}

/** The rank of each target among the distinct ones, from 0. */
function ranksOf(targets: Float64Array): Uint32Array {
  const rankOf = new Map<number, number>()
  for (const target of targets.slice().sort()) if (!rankOf.has(target)) rankOf.set(target, rankOf.size)
  return Uint32Array.from(targets, target => rankOf.get(target) ?? 0)
}
