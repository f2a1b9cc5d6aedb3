/** A multiset of weighted numbers that numbers are taken out of, and what they differ from their weighted median. */
export interface ShrinkingMedian {
  /** Starts again with all of the numbers. */
  reset(): void
  /** Takes a weight out of the numbers of one rank, no more than they have. */
  remove(rank: number, weight: number): void
  /** Σ w |y − median| over what is left, which is something. */
  error(): number
  /** The median: half of the weight is not above it, half not below; midway where that leaves a choice. */
  median(): number
}

/**
 * @param values ascending, distinct
 * @param weights of the values, positive
 * @param count how many of the values and weights are used
 */
export function shrinkingMedian(values: Float64Array, weights: Float64Array, count: number): ShrinkingMedian {
  // What is left is a list of ranks, 1 to count, between two ends; emptied ranks leave the list.
  const left = new Float64Array(count + 2)
  const next = new Int32Array(count + 2)
  const previous = new Int32Array(count + 2)
  let [middle, total, sum, below, belowSum] = [1, 0, 0, 0, 0]

  function reset(): void {
    middle = 1
    total = 0
    sum = 0
    below = 0
    belowSum = 0
    for (let rank = 0; rank <= count + 1; rank++) {
      next[rank] = rank + 1
      previous[rank] = rank - 1
      if (rank === 0 || rank > count) continue
      const weight = weights[rank - 1] as number
      left[rank] = weight
      total += weight
      sum += weight * (values[rank - 1] as number)
    }
    settle()
  }

  /** Moves the middle to where less than half of the weight is below it, and at least half not above it. */
  function settle(): void {
    const half = total / 2
    while (below >= half && (previous[middle] as number) > 0) stepDown()
    while (below + (left[middle] as number) < half && (next[middle] as number) <= count) stepUp()
  }

  function stepDown(): void {
    middle = previous[middle] as number
    below -= left[middle] as number
    belowSum -= (left[middle] as number) * (values[middle - 1] as number)
  }

  function stepUp(): void {
    below += left[middle] as number
    belowSum += (left[middle] as number) * (values[middle - 1] as number)
    middle = next[middle] as number
  }

  function unlink(rank: number): void {
    const [before, after] = [previous[rank] as number, next[rank] as number]
    next[before] = after
    previous[after] = before
    if (rank !== middle) return
    if (after <= count) middle = after
    else if (before > 0) stepDown()
  }

  reset()
  return {
    reset,
    remove(zeroBased, weight) {
      const rank = zeroBased + 1
      const weighted = weight * (values[zeroBased] as number)
      const rest = (left[rank] as number) - weight
      left[rank] = rest
      total -= weight
      sum -= weighted
      if (rank < middle) {
        below -= weight
        belowSum -= weighted
      }
      if (rest <= 0) unlink(rank)
      settle()
    },
    error() {
      const center = values[middle - 1] as number
      return center * below - belowSum + (sum - belowSum) - center * (total - below)
    },
    median() {
      const center = values[middle - 1] as number
      const after = next[middle] as number
      const isChoice = below + (left[middle] as number) === total / 2 && after <= count
      return isChoice ? (center + (values[after - 1] as number)) / 2 : center
    },
  }
}
