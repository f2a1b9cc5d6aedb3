import type { FeatureColumns } from './plan-forest.ts'
import { leafOf, type Tree } from './tree.ts'

/** Rows that pass through all trees together, few enough to stay in the processor's cache. */
const blockRows = 512

/**
 * The mean over trees of what their leaves predict, for every row: the classes' shares, one after another, or one
 * number.
 */
export function meanPrediction(
  trees: readonly Tree[],
  columns: FeatureColumns,
  outputs: number,
): Float64Array {
  const rowCount = columns[0]?.length ?? 0
  const sums = new Float64Array(rowCount * outputs)
  const block = new Float32Array(blockRows * columns.length)
  for (let start = 0; start < rowCount; start += blockRows) {
    const end = Math.min(start + blockRows, rowCount)
    fillBlock(block, columns, start, end)
    for (const tree of trees) addPredictions(tree, block, columns.length, end - start, sums, start, outputs)
  }
  for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) / trees.length
  return sums
}

function fillBlock(block: Float32Array, columns: FeatureColumns, start: number, end: number): void {
  for (let column = 0; column < columns.length; column++) {
    const values = columns[column] as Float64Array | Float32Array
    for (let row = start; row < end; row++)
      block[(row - start) * columns.length + column] = values[row] as number
  }
}

function addPredictions(
  tree: Tree,
  block: Float32Array,
  width: number,
  count: number,
  sums: Float64Array,
  start: number,
  outputs: number,
): void {
  const { values } = tree
  for (let row = 0; row < count; row++) {
    const from = leafOf(tree, block, row * width) * outputs
    const to = (start + row) * outputs
    for (let output = 0; output < outputs; output++)
      sums[to + output] = (sums[to + output] as number) + (values[from + output] as number)
  }
}
