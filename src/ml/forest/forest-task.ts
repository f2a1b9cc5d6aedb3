import { randomState } from '../../stats/split/random-state.ts'
import { absoluteErrorCriterion } from './absolute-error.ts'
import type { ClassTarget } from './class-criterion.ts'
import { balancedWeights } from './class-weights.ts'
import { entropyCriterion } from './entropy.ts'
import { giniCriterion } from './gini.ts'
import type { CodedFeature } from './coded-feature.ts'
import type { Criterion, RowWeights } from './criterion.ts'
import { flatten, importancesOf } from './flatten.ts'
import { growBestFirst, growDepthFirst } from './grow.ts'
import type { GrowthRules } from './grown-node.ts'
import type { ForestOptions } from './options.ts'
import { prune } from './prune.ts'
import { type Drawing, drawRows } from './sample-rows.ts'
import { splitSearch } from './split-search.ts'
import { squaredErrorCriterion } from './squared-error.ts'
import type { Tree } from './tree.ts'

/** What forests learn to predict: the class of every row, or a number for each. */
export type ForestTarget = ClassTarget | Float64Array

/** All that growing any tree of a forest takes: plain data, which may be sent to a worker. */
export interface ForestTask {
  readonly features: readonly CodedFeature[]
  readonly target: ForestTarget
  readonly criterion: ForestOptions['criterion']
  readonly rules: Omit<GrowthRules, 'leastLeafWeight'>
  /** The share of the weight of a tree's rows that each of its leaves has. */
  readonly leastLeafShare: number
  readonly maxLeaves: number | null
  readonly triedFeatures: number
  /** What each leaf of a branch must gain for the branch to stay; 0 for all to stay. */
  readonly pruning: number
  /** Absent where trees see all rows. */
  readonly drawing?: Drawing
  /** Weights of rows, where they are not in the drawing; all 1 where absent. */
  readonly weights?: Float64Array
  /** Whether a tree's rows weigh more if they are of a class that is rarer in its sample. */
  readonly balancesSamples: boolean
  /** One for each tree. */
  readonly seeds: Uint32Array
}

/** A tree and what each feature contributes to it; the contributions add up to 1. */
export interface GrownTree {
  readonly tree: Tree
  readonly importances: Float64Array
}

/** Grows one tree of a forest. It depends on nothing but the task and the tree's number. */
export function growTree(task: ForestTask, number: number): GrownTree {
  const seed = task.seeds[number] as number
  const { features } = task
  const weights = rowWeightsOf(task, seed)
  const weight = weights.reduce((sum, each) => sum + each, 0)
  const rules = { ...task.rules, leastLeafWeight: task.leastLeafShare * weight }
  const criterion = criterionOf(task, { weights, leastLeafWeight: rules.leastLeafWeight })
  const { find } = splitSearch(features, criterion, {
    triedFeatures: task.triedFeatures,
    leastLeafRows: rules.leastLeafRows,
    seed: randomState(seed).below(2 ** 31 - 1),
  })
  const ground = { features, rows: rowsIn(weights), criterion, find, rules, weight }
  const root = task.maxLeaves === null ? growDepthFirst(ground) : growBestFirst(ground, task.maxLeaves)
  prune(root, task.pruning)
  return { tree: flatten(root), importances: importancesOf(root, features.length) }
}

function rowWeightsOf({ drawing, weights, target, balancesSamples }: ForestTask, seed: number): Float64Array {
  const times = drawing === undefined ? undefined : drawRows(drawing, seed)
  const base = times ?? weights ?? new Float64Array(rowCountOf(target)).fill(1)
  if (!balancesSamples || target instanceof Float64Array) return base
  const classWeights = balancedWeights(target, base)
  return base.map((weight, row) => weight * (classWeights[target.codes[row] as number] as number))
}

function criterionOf({ criterion, target }: ForestTask, weights: RowWeights): Criterion {
  if (target instanceof Float64Array)
    return criterion === 'absolute_error'
      ? absoluteErrorCriterion(target, weights)
      : squaredErrorCriterion(target, weights)
  return criterion === 'entropy' ? entropyCriterion(target, weights) : giniCriterion(target, weights)
}

function rowsIn(weights: Float64Array): Uint32Array {
  const rows = new Uint32Array(weights.length)
  let count = 0
  for (let row = 0; row < weights.length; row++) if ((weights[row] as number) > 0) rows[count++] = row
  return rows.slice(0, count)
}

export function rowCountOf(target: ForestTarget): number {
  return target instanceof Float64Array ? target.length : target.codes.length
}
