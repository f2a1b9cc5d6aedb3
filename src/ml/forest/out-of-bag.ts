import type { ForestTask } from './forest-task.ts'
import type { Forest } from './forest.ts'
import type { FeatureColumns } from './plan-forest.ts'
import { drawRows } from './sample-rows.ts'
import { leafOf } from './tree.ts'

/**
 * For every row the mean prediction of the trees that have not seen it, as `predictForest` gives it; NaN for a row that
 * all trees have seen.
 *
 * @param columns those that the forest was fitted to
 * @see Breiman 1996, https://www.stat.berkeley.edu/~breiman/OOBestimation.pdf
 * @throws RangeError when the trees were grown from all rows
 */
export function outOfBagPrediction(task: ForestTask, forest: Forest, columns: FeatureColumns): Float64Array {
  const { drawing } = task
  if (drawing === undefined) throw new RangeError('Every tree has seen all rows: none is out of its bag.')
  const { outputs } = forest
  const sums = new Float64Array(drawing.rowCount * outputs)
  const trees = new Uint32Array(drawing.rowCount)
  const features = rowsOfColumns(columns, drawing.rowCount)
  forest.trees.forEach((tree, number) => {
    const times = drawRows(drawing, task.seeds[number] as number)
    for (let row = 0; row < drawing.rowCount; row++) {
      if ((times[row] as number) > 0) continue
      trees[row] = (trees[row] as number) + 1
      const from = leafOf(tree, features, row * columns.length) * outputs
      for (let output = 0; output < outputs; output++)
        sums[row * outputs + output] =
          (sums[row * outputs + output] as number) + (tree.values[from + output] as number)
    }
  })
  return sums.map((sum, k) => sum / (trees[Math.floor(k / outputs)] as number))
}

function rowsOfColumns(columns: FeatureColumns, rowCount: number): Float32Array {
  const rows = new Float32Array(rowCount * columns.length)
  columns.forEach((values, column) => {
    for (let row = 0; row < rowCount; row++) rows[row * columns.length + column] = values[row] as number
  })
  return rows
}
