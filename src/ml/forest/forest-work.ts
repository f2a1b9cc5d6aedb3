import { type ForestTask, rowCountOf } from './forest-task.ts'

/**
 * About how much work growing a forest is: how often a row is looked at for a feature. A core does some tens of millions
 * in a second, fewer for absolute errors.
 */
export function forestWork({ features, target, drawing, triedFeatures, rules, seeds }: ForestTask): number {
  const rows = drawing?.drawn ?? rowCountOf(target)
  const depth = Math.min(rules.maxDepth, 1 + Math.log2(Math.max(1, rows / rules.leastLeafRows)))
  return seeds.length * rows * Math.min(triedFeatures, features.length) * depth
}
