import { UserError } from '../../core/errors.ts'
import { formatList, formatValue, plural } from '../../core/format.ts'
import { randomState } from '../../stats/split/random-state.ts'
import type { ClassTarget } from './class-criterion.ts'
import { balancedWeights } from './class-weights.ts'
import { codedFeature } from './coded-feature.ts'
import { type ForestTarget, type ForestTask, rowCountOf } from './forest-task.ts'
import type { ForestOptions } from './options.ts'
import { cumulativeShares, type Drawing } from './sample-rows.ts'

/** Features, one list of numbers each; NaN where a value is missing. */
export type FeatureColumns = readonly (Float64Array | Float32Array)[]

/**
 * What growing the trees of a forest takes.
 *
 * @param classes names of the classes by code, for weights by name
 * @param seed a whole number from 0 to 2³² − 1, as `random_state` of scikit-learn
 * @throws UserError when there are no rows or features, one class only, a weight for a class that there is not, or
 *   fewer rows than are to be drawn
 */
export function planForest(
  columns: FeatureColumns,
  target: ForestTarget,
  options: ForestOptions,
  { classes = [], seed }: { readonly classes?: readonly string[]; readonly seed: number },
): ForestTask {
  const rowCount = rowCountOf(target)
  if (rowCount === 0) throw new UserError('A forest cannot be fitted: there are no rows.')
  if (columns.length === 0) throw new UserError('A forest cannot be fitted: there are no features.')
  checkClasses(target, classes)
  const weights = classWeightsOf(target, options, classes)
  const drawing = options.bootstrap ? drawingOf(rowCount, options.max_samples, weights) : undefined
  const leastLeafRows = rowNumber(options.min_samples_leaf, rowCount)
  return {
    features: columns.map(codedFeature),
    target,
    criterion: options.criterion,
    rules: {
      maxDepth: options.max_depth ?? Number.POSITIVE_INFINITY,
      leastSplitRows: Math.max(2, rowNumber(options.min_samples_split, rowCount), 2 * leastLeafRows),
      leastLeafRows,
      leastDecrease: options.min_impurity_decrease,
      isBestFirst: options.max_leaf_nodes !== null,
    },
    leastLeafShare: options.min_weight_fraction_leaf,
    maxLeaves: options.max_leaf_nodes,
    triedFeatures: triedFeatures(options.max_features, columns.length),
    pruning: options.ccp_alpha,
    drawing,
    weights,
    balancesSamples: classWeightOf(options) === 'balanced_subsample',
    seeds: treeSeeds(options.n_estimators, seed),
  }
}

function checkClasses(target: ForestTarget, classes: readonly string[]): void {
  if (target instanceof Float64Array || target.classes > 1) return
  const name = classes[0] === undefined ? 'one class' : `the class ${formatValue(classes[0])}`
  throw new UserError(`A classifier cannot be fitted: ${plural(target.codes.length, 'row')}, all of ${name}.`)
}

function classWeightOf(options: ForestOptions) {
  return 'class_weight' in options ? options.class_weight : null
}

/** Weights of rows by their class, except those that are different for every tree. */
function classWeightsOf(
  target: ForestTarget,
  options: ForestOptions,
  classes: readonly string[],
): Float64Array | undefined {
  const given = classWeightOf(options)
  if (given === null || given === 'balanced_subsample' || target instanceof Float64Array) return undefined
  const weights = given === 'balanced' ? balancedOf(target) : namedWeights(given, classes)
  return Float64Array.from(target.codes, code => weights[code] as number)
}

function balancedOf(target: ClassTarget): Float64Array {
  return balancedWeights(target, new Float64Array(target.codes.length).fill(1))
}

function namedWeights(given: Readonly<Record<string, number>>, classes: readonly string[]): Float64Array {
  const unknown = Object.keys(given).find(name => !classes.includes(name))
  if (unknown !== undefined)
    throw new UserError(
      `There is no class ${formatValue(unknown)} to weigh. Classes are ${formatList(classes)}.`,
    )
  return Float64Array.from(classes, name => (Object.hasOwn(given, name) ? (given[name] as number) : 1))
}

/** Rows are drawn by their weights, as scikit-learn does from 1.9 on; before, drawn rows counted by them. */
function drawingOf(rowCount: number, size: number | null, weights: Float64Array | undefined): Drawing {
  if (size !== null && Number.isInteger(size) && size > rowCount)
    throw new UserError(`max_samples is ${size}, but there are only ${rowCount} rows.`)
  const total = weights === undefined ? rowCount : weights.reduce((sum, weight) => sum + weight, 0)
  return {
    rowCount,
    drawn: size === null ? rowCount : Number.isInteger(size) ? size : Math.max(1, Math.floor(size * total)),
    ...(weights && { cumulative: cumulativeShares(weights) }),
  }
}

function rowNumber(size: number, rowCount: number): number {
  return Number.isInteger(size) ? size : Math.ceil(size * rowCount)
}

function triedFeatures(size: ForestOptions['max_features'], count: number): number {
  if (size === null) return count
  if (size === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(count)))
  if (size === 'log2') return Math.max(1, Math.floor(Math.log2(count)))
  return Number.isInteger(size) ? size : Math.max(1, Math.floor(size * count))
}

function treeSeeds(count: number, seed: number): Uint32Array {
  const random = randomState(seed)
  return Uint32Array.from({ length: count }, () => random.below(2 ** 31 - 1))
}
