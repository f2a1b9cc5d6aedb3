import { addLeafValues, type Ground, growTree, type Tree } from './boosted-tree.ts'
import type { BinnedColumn } from './feature-bins.ts'
import { histogramLayout } from './histogram.ts'

const rounds = 50
/** The most splits from the root of a tree to a leaf. */
const depth = 3

/** Trees whose values add up to a score, the higher the likelier a row has label 1. */
export type BoostedTrees = readonly Tree[]

/**
 * Trees that tell rows of label 1 from those of label 0, by gradient boosting of the logistic loss over histograms.
 *
 * @param labels 0 or 1 for each row of the columns
 * @param rows those to learn from, of both labels
 * @see Friedman 2001, doi:10.1214/aos/1013203451
 */
export function boostTrees(
  columns: readonly BinnedColumn[],
  labels: Uint8Array,
  rows: Uint32Array,
): BoostedTrees {
  const ground = {
    columns,
    layout: histogramLayout(columns),
    derivatives: { gradients: new Float64Array(labels.length), hessians: new Float64Array(labels.length) },
    scores: new Float64Array(labels.length).fill(lnOdds(labels, rows)),
  }
  return Array.from({ length: rounds }, () => {
    differentiate(ground, labels, rows)
    return growTree(ground, rows.slice(), depth)
  })
}

/** Scores of some rows, in their order. */
export function scoresOf(
  trees: BoostedTrees,
  columns: readonly BinnedColumn[],
  rows: Uint32Array,
): Float64Array {
  const scores = new Float64Array(columns[0]?.codes.length ?? 0)
  const order = rows.slice()
  for (const tree of trees) addLeafValues(tree, columns, order, scores)
  return Float64Array.from(rows, row => scores[row] ?? 0)
}

function lnOdds(labels: Uint8Array, rows: Uint32Array): number {
  let ones = 0
  for (const row of rows) ones += labels[row] ?? 0
  return Math.log(ones / (rows.length - ones))
}

function differentiate({ derivatives, scores }: Ground, labels: Uint8Array, rows: Uint32Array): void {
  const { gradients, hessians } = derivatives
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] ?? 0
    const probability = 1 / (1 + Math.exp(-(scores[row] ?? 0)))
    gradients[row] = probability - (labels[row] ?? 0)
    hessians[row] = probability * (1 - probability)
  }
}
