import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type TsneOptions, tSne } from '../../src/stats/t-sne.ts'
import { jointProbabilities } from '../../src/stats/t-sne-affinities.ts'

// Expected values: scikit-learn 1.9.1, NumPy 2.4.6.

/** X = [[i % 6, i // 6, i * i % 5] for i in range(30)], as columns */
const grid = [0, 1, 2].map(k =>
  Array.from({ length: 30 }, (_, i) => [i % 6, Math.floor(i / 6), (i * i) % 5][k] ?? 0),
)

function embedded(columns: readonly ArrayLike<number>[], options?: TsneOptions) {
  const steps = tSne(columns, options)
  for (let iterations = 0; ; iterations++) {
    const { done, value } = steps.next()
    if (done === true) return { ...value, iterations }
  }
}

test('rows are neighbours as likely as in scikit-learn', () => {
  // _joint_probabilities(pairwise_distances(X, squared=True).astype('float32'), 5, 0)[:5]
  const expected = [1.38704195e-2, 6.53819618e-5, 1.70837654e-5, 1.31978819e-4, 1.70467632e-5]
  const found = jointProbabilities(grid, 5)
  expected.forEach((probability, pair) => {
    expect((found[pair] ?? 0) / probability).toBeCloseTo(1, 4)
  })
  expect(found.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(0.5, 12)
})

test('as little is lost of the neighbourhoods of penguins as by scikit-learn', () => {
  // TSNE(2, method='exact', init='pca', learning_rate='auto', random_state=0).fit(X): kl_divergence_ 0.37152,
  // trustworthiness(X, Y, n_neighbors=5) 0.99025; method='barnes_hut': 0.36731, 0.98969
  const columns = penguins()
  const { x, y, divergence, iterations } = embedded(columns)
  expect(columns[0]).toHaveLength(342)
  expect(iterations).toBe(1000)
  expect(divergence).toBeLessThan(0.38)
  expect(trustworthiness(columns, [x, y], 5)).toBeGreaterThan(0.985)
})

test('the same rows have the same places every time', () => {
  const once = embedded(grid, { perplexity: 5, iterations: 300 })
  expect(embedded(grid, { perplexity: 5, iterations: 300 })).toEqual(once)
})

test('rows that are all the same are in one place', () => {
  const { x: all } = embedded(
    [
      [1, 1, 1, 1],
      [2, 2, 2, 2],
    ],
    { perplexity: 2 },
  )
  expect([...all]).toEqual([0, 0, 0, 0])
})

test('rows that are far apart have places', () => {
  const { x, y, divergence } = embedded(
    [
      [0, 1e8, 2e8, 1e12],
      [0, 1, 0, 5e11],
    ],
    { perplexity: 2 },
  )
  expect([...x, ...y, divergence].every(Number.isFinite)).toBe(true)
})

test('options and rows that do not fit are refused', () => {
  const said = (options: TsneOptions, columns = grid) => {
    try {
      embedded(columns, options)
    } catch (error) {
      return String(error)
    }
    return 'It was accepted.'
  }
  expect([
    said({ perplexity: 30 }),
    said({ perplexity: 5, iterations: 250 }),
    said({ perplexity: 5, learningRate: 0 }),
    said({ perplexity: 5 }, grid.slice(0, 1)),
    said({ perplexity: 2 }, [
      [1, Number.NaN, 3],
      [1, 2, 3],
    ]),
  ]).toMatchInlineSnapshot(`
    [
      "RangeError: The perplexity, 30, is not from 1 to below the 30 rows.",
      "RangeError: The number of iterations, 250, is not a whole number above 250.",
      "RangeError: The learning rate, 0, is not above 0.",
      "RangeError: The number of components, 2, is not a whole number from 1 to 1.",
      "RangeError: Principal components need finite values.",
    ]
  `)
})

/** Beaks, flippers and mass of the 342 penguins that were measured, each with mean 0 and standard deviation 1. */
function penguins(): readonly (readonly number[])[] {
  const folder = dirname(createRequire(import.meta.url).resolve('vega-datasets'))
  const path = join(folder, '../data/penguins.json')
  const rows: readonly Record<string, number | null>[] = JSON.parse(readFileSync(path, 'utf8'))
  const names = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)']
  const measured = rows.filter(row => names.every(name => row[name] !== null))
  return names.map(name => standardised(measured.map(row => row[name] ?? 0)))
}

function standardised(column: readonly number[]): readonly number[] {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length
  const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length
  return column.map(value => (value - mean) / Math.sqrt(variance))
}

/** How few of the k nearest neighbours in the plane are far apart in truth, as `sklearn.manifold.trustworthiness`. */
function trustworthiness(
  columns: readonly ArrayLike<number>[],
  plane: readonly ArrayLike<number>[],
  k: number,
): number {
  const n = columns[0]?.length ?? 0
  let penalty = 0
  for (let row = 0; row < n; row++) {
    const ranks = new Map(nearest(columns, row).map((other, rank) => [other, rank + 1]))
    for (const other of nearest(plane, row).slice(0, k)) penalty += Math.max(0, (ranks.get(other) ?? n) - k)
  }
  return 1 - (penalty * 2) / (n * k * (2 * n - 3 * k - 1))
}

function nearest(columns: readonly ArrayLike<number>[], row: number): readonly number[] {
  const distance = (other: number) =>
    columns.reduce((sum, column) => sum + ((column[other] ?? 0) - (column[row] ?? 0)) ** 2, 0)
  const distances = Array.from(columns[0] ?? [], (_, other) => distance(other))
  return distances
    .map((_, other) => other)
    .filter(other => other !== row)
    .sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0))
}
