import { randomState } from '../../stats/split/random-state.ts'

/** How the rows of a tree are drawn. */
export interface Drawing {
  /** How many rows there are to draw from. */
  readonly rowCount: number
  /** How many are drawn. */
  readonly drawn: number
  /** Running sums of the rows' chances, the last one 1; all rows have the same where it is absent. */
  readonly cumulative?: Float64Array
}

/**
 * How often each row is drawn, with replacement.
 *
 * Agrees with the bootstrap samples of scikit-learn's forests for the same `random_state` of a tree.
 */
export function drawRows({ rowCount, drawn, cumulative }: Drawing, seed: number): Float64Array {
  const random = randomState(seed)
  const times = new Float64Array(rowCount)
  for (let k = 0; k < drawn; k++) {
    const row = cumulative === undefined ? random.below(rowCount) : firstAbove(random.next(), cumulative)
    times[row] = (times[row] as number) + 1
  }
  return times
}

/** Running sums of weights, as shares of all. */
export function cumulativeShares(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  const sums = weights.map(weight => {
    sum += weight / total
    return sum
  })
  return sums.map(each => each / sum)
}

function firstAbove(chance: number, cumulative: Float64Array): number {
  let [low, high] = [0, cumulative.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cumulative[middle] as number) > chance) high = middle
    else low = middle + 1
  }
  return low
}
