import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shrinkingMedian } from '../../src/ml/forest/shrinking-median.ts'
import type { Tree } from '../../src/ml/forest/tree.ts'
import { fitPipeline, pipelineSpec, tableOf } from '../../src/ml/index.ts'
import { type Loss, leastLoss, losses, lossAfter, lossOf, type Sample } from './exhaustive.ts'

const value = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -3, max: 3 }) }, fc.constant(Number.NaN))
const row = fc.record({ features: fc.tuple(value, value, value), target: fc.integer({ min: 0, max: 3 }) })
const leastRows = fc.integer({ min: 1, max: 3 })
const rows = fc
  .array(row, { minLength: 2, maxLength: 24 })
  .filter(rows => new Set(rows.map(({ target }) => target)).size > 1)

test.each(['gini', 'entropy'])('every split by %s is the best of all, by trying all', async criterion => {
  const classWeights = fc.constantFrom({}, { 0: 2, 1: 0.25 }, { 0: 1 / 3 })
  const check = fc.asyncProperty(rows, classWeights, leastRows, async (rows, given, min_samples_leaf) => {
    const present = new Set(rows.map(({ target }) => target))
    const class_weight = Object.fromEntries(
      Object.entries(given).filter(([label]) => present.has(Number(label))),
    )
    const weights = rows.map(({ target }) => class_weight[target] ?? 1)
    const model = { kind: 'random_forest_classifier', criterion, class_weight, min_samples_leaf }
    const tree = await treeOf(rows, model)
    expectBest(tree, sampleOf(rows, weights), losses[criterion] as Loss, min_samples_leaf)
  })
  await fc.assert(check, { seed: 1, numRuns: 150 })
})

test.each(['squared_error', 'absolute_error'])('every split by %s is the best of all', async criterion => {
  const check = fc.asyncProperty(rows, leastRows, async (rows, min_samples_leaf) => {
    const tree = await treeOf(rows, { kind: 'random_forest_regressor', criterion, min_samples_leaf })
    const sample = sampleOf(
      rows,
      rows.map(() => 1),
    )
    expectBest(tree, sample, losses[criterion] as Loss, min_samples_leaf)
  })
  await fc.assert(check, { seed: 2, numRuns: 150 })
})

test('what is left of numbers has the error of its median, whatever was taken out', () => {
  const entry = fc.record({ weight: fc.integer({ min: 1, max: 4 }), order: fc.nat() })
  const check = fc.property(fc.array(entry, { minLength: 2, maxLength: 12 }), entries => {
    const values = Float64Array.from(entries, (_, k) => k * k)
    const rest = shrinkingMedian(
      values,
      Float64Array.from(entries, ({ weight }) => weight),
      entries.length,
    )
    const removed = [...entries.keys()].sort((a, b) => (entries[a]?.order ?? 0) - (entries[b]?.order ?? 0))
    for (const [done, rank] of removed.slice(1).entries()) {
      rest.remove(rank, entries[rank]?.weight ?? 0)
      const left = entries.map(({ weight }, k) =>
        removed.indexOf(k) > 0 && removed.indexOf(k) <= done + 1 ? 0 : weight,
      )
      const least = losses.absolute_error?.([...values], left)
      expect(rest.error()).toBe(least)
      const atMedian = [...values].reduce(
        (sum, y, k) => sum + (left[k] ?? 0) * Math.abs(y - rest.median()),
        0,
      )
      expect(atMedian).toBe(least)
    }
  })
  fc.assert(check, { seed: 3, numRuns: 200 })
})

interface Row {
  readonly features: readonly number[]
  readonly target: number
}

function sampleOf(rows: readonly Row[], weights: readonly number[]): Sample {
  const features = [0, 1, 2].map(column => rows.map(({ features }) => features[column] ?? Number.NaN))
  return { features, targets: rows.map(({ target }) => target), weights }
}

/** A tree that sees all rows and tries all features. */
async function treeOf(rows: readonly Row[], model: object): Promise<Tree> {
  const { features, targets } = sampleOf(rows, [])
  const table = tableOf([
    ...features.map((values, column) => [`x${column}`, Float64Array.from(values)] as const),
    ['y', Float64Array.from(targets)],
  ])
  const tracks = [{ name: 'x', columns: ['x0', 'x1', 'x2'] }]
  const spec = pipelineSpec.parse({
    tracks,
    model: { ...model, n_estimators: 1, bootstrap: false, max_features: null },
  })
  const { forest } = await fitPipeline(spec, table, 'y', { seed: 0 })
  return forest.trees[0] as Tree
}

/** Follows all rows through a tree, and compares every node with the best split that there is. */
function expectBest(tree: Tree, sample: Sample, loss: Loss, leastRows: number): void {
  const waiting = [{ node: 0, rows: [...sample.targets.keys()] }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, rows } = next
    const column = tree.feature[node] ?? -1
    const least = leastLoss(sample, rows, loss, leastRows)
    if (column < 0) {
      if (lossOf(sample, rows, loss) > 1e-9) expect(least).toBeUndefined()
      continue
    }
    const isLeft = (row: number) => {
      const value = sample.features[column]?.[row] ?? Number.NaN
      return Number.isNaN(value) ? tree.missingLeft[node] === 1 : value <= (tree.threshold[node] ?? 0)
    }
    expect(lossAfter(sample, rows, isLeft, loss, leastRows)).toBeCloseTo(least ?? Number.NaN, 9)
    waiting.push({ node: node + 1, rows: rows.filter(isLeft) })
    waiting.push({ node: tree.right[node] ?? 0, rows: rows.filter(row => !isLeft(row)) })
  }
}
