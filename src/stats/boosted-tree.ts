import type { BinnedColumn } from './feature-bins.ts'
import { type Derivatives, type Histogram, type HistogramLayout, histogramOf } from './histogram.ts'
import { bestSplit, leafValue, type Split } from './split-search.ts'

export type Tree = Leaf | Branch

interface Leaf {
  readonly value: number
}

interface Branch {
  readonly split: Split
  readonly left: Tree
  readonly right: Tree
}

/** What all trees grow from. */
export interface Ground {
  readonly columns: readonly BinnedColumn[]
  readonly layout: HistogramLayout
  readonly derivatives: Derivatives
  /** Of all rows of the columns. */
  readonly scores: Float64Array
}

/**
 * Grows a tree of at most `depth` splits in a row, and adds its leaves' values to the scores of their rows. Puts the
 * rows in another order, as `addLeafValues` does.
 */
export function growTree(ground: Ground, rows: Uint32Array, depth: number, given?: Histogram): Tree {
  const { columns, layout, derivatives, scores } = ground
  const histogram = depth === 0 ? undefined : (given ?? histogramOf(layout, rows, derivatives))
  const split = histogram === undefined ? undefined : bestSplit(columns, histogram)
  if (histogram === undefined || split === undefined) {
    const value = leafValueOf(rows, derivatives)
    addToEach(scores, rows, value)
    return { value }
  }
  const [left, right] = partition(rows, columns, split)
  if (depth === 1) return { split, left: growTree(ground, left, 0), right: growTree(ground, right, 0) }
  // The larger part's histogram is what the smaller part leaves of the whole.
  const isLeftSmaller = left.length < right.length
  const smaller = histogramOf(layout, isLeftSmaller ? left : right, derivatives)
  for (let k = 0; k < histogram.length; k++) histogram[k] = (histogram[k] ?? 0) - (smaller[k] ?? 0)
  return {
    split,
    left: growTree(ground, left, depth - 1, isLeftSmaller ? smaller : histogram),
    right: growTree(ground, right, depth - 1, isLeftSmaller ? histogram : smaller),
  }
}

/** Adds to the score of each of some rows the value of the leaf in which it ends. */
export function addLeafValues(
  tree: Tree,
  columns: readonly BinnedColumn[],
  rows: Uint32Array,
  scores: Float64Array,
): void {
  if ('value' in tree) {
    addToEach(scores, rows, tree.value)
  } else {
    const [left, right] = partition(rows, columns, tree.split)
    addLeafValues(tree.left, columns, left, scores)
    addLeafValues(tree.right, columns, right, scores)
  }
}

/** Puts the rows that go left before the others, in place, and returns both parts of the array. */
function partition(
  rows: Uint32Array,
  columns: readonly BinnedColumn[],
  { column, isLeft }: Split,
): readonly [Uint32Array, Uint32Array] {
  const codes = columns[column]?.codes ?? new Uint8Array()
  let lefts = 0
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] ?? 0
    if (isLeft[codes[row] ?? 0] !== 1) continue
    rows[k] = rows[lefts] ?? 0
    rows[lefts++] = row
  }
  return [rows.subarray(0, lefts), rows.subarray(lefts)]
}

function leafValueOf(rows: Uint32Array, { gradients, hessians }: Derivatives): number {
  let [gradient, hessian] = [0, 0]
  for (let k = 0; k < rows.length; k++) {
    gradient += gradients[rows[k] ?? 0] ?? 0
    hessian += hessians[rows[k] ?? 0] ?? 0
  }
  return leafValue(gradient, hessian)
}

function addToEach(scores: Float64Array, rows: Uint32Array, value: number): void {
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] ?? 0
    scores[row] = (scores[row] ?? 0) + value
  }
}
