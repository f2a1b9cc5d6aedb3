import { type ForestTask, type GrownTree, growTree } from './forest-task.ts'
import { normalised } from './flatten.ts'
import type { FeatureColumns } from './plan-forest.ts'
import { meanPrediction } from './predict.ts'
import { type Tree, type TreeJson, treeFromJson, treeToJson } from './tree.ts'

/**
 * Trees whose predictions are averaged.
 *
 * @see Breiman 2001, doi:10.1023/A:1010933404324
 */
export interface Forest {
  readonly trees: readonly Tree[]
  /** Numbers that are predicted for a row: the share of each class, or one. */
  readonly outputs: number
  /** The mean decrease in impurity by each feature; they add up to 1. */
  readonly importances: Float64Array
}

export interface ForestJson {
  readonly outputs: number
  readonly importances: readonly number[]
  readonly trees: readonly TreeJson[]
}

/** Grows all trees, one after another. */
export function growForest(task: ForestTask, onTree?: (done: number, total: number) => void): Forest {
  const total = task.seeds.length
  const grown: GrownTree[] = []
  for (let number = 0; number < total; number++) {
    grown.push(growTree(task, number))
    onTree?.(number + 1, total)
  }
  return forestOf(task, grown)
}

/** The forest of trees that `growTree` grew, in the order of their numbers, wherever that was. */
export function forestOf(task: ForestTask, grown: readonly GrownTree[]): Forest {
  const sums = new Float64Array(task.features.length)
  for (const { importances } of grown)
    for (let feature = 0; feature < sums.length; feature++)
      sums[feature] = (sums[feature] as number) + (importances[feature] as number)
  return {
    trees: grown.map(({ tree }) => tree),
    outputs: task.target instanceof Float64Array ? 1 : task.target.classes,
    importances: normalised(sums),
  }
}

/** For every row the classes' shares, one after another, or one number. */
export function predictForest(forest: Forest, columns: FeatureColumns): Float64Array {
  return meanPrediction(forest.trees, columns, forest.outputs)
}

export function forestToJson({ trees, outputs, importances }: Forest): ForestJson {
  return { outputs, importances: Array.from(importances), trees: trees.map(treeToJson) }
}

/** @throws RangeError when a tree is damaged */
export function forestFromJson({ trees, outputs, importances }: ForestJson): Forest {
  return {
    outputs,
    importances: Float64Array.from(importances),
    trees: trees.map(tree => treeFromJson(tree, importances.length, outputs)),
  }
}
