import { aucInterval } from './auc-interval.ts'
import { withShuffledColumn } from './column-importance.ts'
import { type BinnedColumn, binnedColumn } from './feature-bins.ts'
import type { Feature, Features } from './features.ts'
import { type BoostedTrees, boostTrees, scoresOf } from './gradient-boosting.ts'
import type { Interval } from './interval.ts'
import type { Probability } from './probability.ts'
import { type RandomSource, randomSource } from './random-source.ts'
import { rowsOf, stratifiedFolds } from './stratified-folds.ts'
import { stratifiedRankTest } from './stratified-ranks.ts'
import { type Sizes, type Tally, tally } from './tally.ts'

export interface DomainClassifierOptions {
  /** Deals rows into folds and shuffles columns for their importance. */
  readonly seed: number | string
  readonly folds?: number
}

export interface DomainClassification extends Probability {
  /** Probability that a row of the reference looks more like the reference than a row of the sample; ½ by chance. */
  readonly auc: number
  /** 2 auc − 1: about 0 for samples that cannot be told apart, 1 for those that always can. */
  readonly effect: number
  /** Of the auc; each bound holds with 95 %. */
  readonly interval: Interval
  /** Standard normal when both samples come from one distribution. */
  readonly z: number
  readonly n: Sizes
  /** What each column contributes: by how much the auc falls when its values are shuffled. Descending. */
  readonly columns: readonly ColumnImportance[]
  readonly folds: number
  readonly seed: number | string
}

export interface ColumnImportance {
  /** The column's place among those given. */
  readonly index: number
  /** About 0 for a column that does not help; slightly negative by chance. */
  readonly importance: number
}

/**
 * Can a model tell the rows of two samples apart? Boosted trees learn which sample a row is from, and are judged by
 * rows that they have not seen.
 *
 * The auc is cross-fitted: each fold is scored by trees of all others, and pairs are compared within a fold. Its p is
 * not taken from these scores. Two folds are in each other's training rows, so that their ranks depend on each other,
 * and z has a standard deviation of about √2: with no difference at all 12 % of tests reject at 5 %. Instead, p comes
 * from scoring each fold but the first by trees of the folds before it. Given those, all labels of a fold are equally
 * likely, whatever was learnt; so the fold's ranks have the distribution of Wilcoxon's test, and folds add up. The
 * interval allows for the same dependence by halving the sizes.
 *
 * The importance is that of a column among the others: of two that say the same, both have little. It is preferred to
 * the share of the trees' gain, which favours columns of many values and is not 0 without a difference.
 *
 * @see Lopez-Paz & Oquab 2017, arXiv:1610.06545
 * @throws RangeError when there is no column, columns differ in length, a code is not below its number of categories,
 *   folds is not a whole number from 2, or a sample has fewer rows than there are folds
 * @example classifyDomains({ columns: [{ kind: 'number', reference: Float64Array.of(1, 2), sample: Float64Array.of(1, 2) }] }, { seed: 1, folds: 2 }).pValue // 1
 */
export function classifyDomains(
  { columns }: Features,
  { seed, folds = 5 }: DomainClassifierOptions,
): DomainClassification {
  const n = checkedSizes(columns, folds)
  const random = randomSource(seed)
  const model = { columns: columns.map(binnedColumn), n, parts: stratifiedFolds(n, folds, random) }
  const crossFits = model.parts.map((part, k) => learn(model, part, allBut(model.parts, k)))
  // The trees of all folds before the last are those of all folds but the last.
  const inOrder = model.parts.slice(1, -1).map((part, k) => learn(model, part, model.parts.slice(0, k + 1)))
  const test = stratifiedRankTest([...inOrder, ...crossFits.slice(-1)].map(({ scores }) => scores))
  const { auc } = stratifiedRankTest(crossFits.map(({ scores }) => scores))
  return {
    auc,
    effect: 2 * auc - 1,
    interval: aucInterval(auc, n.reference / 2, n.sample / 2, 0.9),
    z: test.z,
    pValue: test.pValue,
    log10P: test.log10P,
    n,
    columns: importances(model, crossFits, auc, random),
    folds,
    seed,
  }
}

interface Model {
  readonly columns: readonly BinnedColumn[]
  readonly n: Sizes
  readonly parts: readonly Uint32Array[]
}

/** Trees, the rows that they did not learn from, and those rows' scores. */
interface Fit {
  readonly trees: BoostedTrees
  readonly rows: Uint32Array
  readonly scores: Tally
}

function learn({ columns, n }: Model, rows: Uint32Array, others: readonly Uint32Array[]): Fit {
  const isReference = new Uint8Array(n.reference + n.sample).fill(1, 0, n.reference)
  const trees = boostTrees(columns, isReference, rowsOf(others))
  return { trees, rows, scores: tallyOf(scoresOf(trees, columns, rows), rows, n) }
}

function tallyOf(scores: Float64Array, rows: Uint32Array, n: Sizes): Tally {
  return tally(
    scores.filter((_, k) => (rows[k] ?? 0) < n.reference),
    scores.filter((_, k) => (rows[k] ?? 0) >= n.reference),
  )
}

function importances(
  { columns, n }: Model,
  fits: readonly Fit[],
  auc: number,
  random: RandomSource,
): readonly ColumnImportance[] {
  const found = Array.from(columns, (_, index) => {
    const scores = fits.map(({ trees, rows }) => {
      const shuffled = withShuffledColumn(columns, index, rows, random)
      return tallyOf(scoresOf(trees, shuffled, rows), rows, n)
    })
    return { index, importance: auc - stratifiedRankTest(scores).auc }
  })
  return found.sort((a, b) => b.importance - a.importance || a.index - b.index)
}

function allBut<T>(items: readonly T[], index: number): readonly T[] {
  return items.filter((_, k) => k !== index)
}

function checkedSizes(columns: readonly Feature[], folds: number): Sizes {
  const [first] = columns
  if (first === undefined) throw new RangeError('Without a column there is nothing to tell samples apart by.')
  const n = { reference: first.reference.length, sample: first.sample.length }
  if (
    columns.some(({ reference, sample }) => reference.length !== n.reference || sample.length !== n.sample)
  ) {
    throw new RangeError('Columns of one sample differ in length.')
  }
  if (!(Number.isInteger(folds) && folds >= 2)) throw new RangeError(`There cannot be ${folds} folds.`)
  if (Math.min(n.reference, n.sample) < folds) {
    throw new RangeError(
      `${folds} folds need as many rows of either sample; there are ${n.reference} and ${n.sample}.`,
    )
  }
  return n
}
