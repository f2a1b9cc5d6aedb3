import type { Criterion, RowWeights } from './criterion.ts'

/** The class of every row, as a code from 0 to below `classes`. */
export interface ClassTarget {
  readonly codes: Uint32Array
  readonly classes: number
}

/** A measure of how mixed classes are. */
interface Mixture {
  /** Impurity of a node, from the weight of each class and of all. */
  impurity(sums: Float64Array, weight: number): number
  /** The best boundary, as `Criterion.search` has it; its gain is left in the state. */
  search(state: SearchState): number
}

/** What a search works on: the arguments of `Criterion.search`, and lists that are used again. */
export interface SearchState {
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

/** The criterion of a measure. */
export function classCriterion(
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
    get unsplitGain() {
      return -state.weight * mixture.impurity(state.sums, state.weight)
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
