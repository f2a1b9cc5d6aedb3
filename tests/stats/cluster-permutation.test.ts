import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clustered } from '../../src/core/metric.ts'
import {
  type ClusterStatistic,
  clusterPermutationTest,
  effectiveRows,
  ksTwoSample,
  moments,
  tally,
  totalVariation,
  welchTTest,
} from '../../src/stats/index.ts'
import { randomSource } from '../../src/stats/random-source.ts'
import { clusterData, deals, type Rows } from './clustered-rows.ts'

const reference = [[1.5, 2, 2], [3, 3.5], [2, 2.5, 3, 2], [1.5]]
const sample = [
  [4, 4.5, 4],
  [3, 3],
  [5, 4.5, 4, 4, 4.5],
]
const data = clusterData(reference, sample)
const options = { seed: 'rentals', alpha: 0.05 }

describe('the statistic', () => {
  test('of distribution functions is that of SciPy', () => {
    // scipy.stats.ks_2samp(reference rows, sample rows), whose location is the value 3.5
    const found = clusterPermutationTest(data, 'ks', options)
    expect(found).toMatchObject({ statistic: 0.8, effect: 0.8, sign: 1 })
    expect(data.values[found.location ?? -1]).toBe(3.5)
    expect(clusterPermutationTest(clusterData(sample, reference), 'ks', options)).toMatchObject({
      statistic: 0.8,
      sign: -1,
    })
  })

  test('of means agrees with statsmodels', () => {
    // OLS(y, 1).fit(cov_type='cluster', cov_kwds={groups, use_correction: False}).bse² · G / (G − 1), added up
    expect(clusterPermutationTest(data, 'mean', options)).toMatchObject({
      statistic: expect.closeTo(-3.93357759735486, 12),
      effect: expect.closeTo(-2.654190730619183, 12),
      difference: expect.closeTo(-1.75, 12),
    })
  })

  test('of shares is their total variation distance', () => {
    expect(clusterPermutationTest(data, 'total-variation', options).statistic).toBeCloseTo(0.8, 14)
  })
})

describe('the design effect', () => {
  test.each([
    // 1 + (Σc²/N − 1) ρ with the mean squares of statsmodels' anova_lm(y ~ side, y ~ cluster); of rank(y); and of the
    // sums of these over the indicators of all values
    ['mean', 2.7703117428525283],
    ['ks', 2.7036169244767967],
    ['total-variation', 1.3138357705286845],
  ] as const)('of %s agrees with an analysis of variance', (statistic, expected) => {
    expect(clusterPermutationTest(data, statistic, options).designEffect).toBeCloseTo(expected, 12)
  })

  test('is 1 for rows that are clusters of their own, and for rows that are less alike than others', () => {
    const single = clusterData([[1], [2], [3]], [[2], [4]])
    const unlike = clusterData(
      [
        [1, 9],
        [2, 8],
      ],
      [
        [1, 9],
        [3, 7],
      ],
    )
    expect(clusterPermutationTest(single, 'ks', options).designEffect).toBe(1)
    expect(clusterPermutationTest(unlike, 'ks', options).designEffect).toBe(1)
  })

  test('is the size of a cluster when its rows are the same, or when nothing shows how alike they are', () => {
    const same = clusterData(
      [
        [1, 1, 1],
        [2, 2, 2],
      ],
      [
        [3, 3, 3],
        [1, 1, 1],
      ],
    )
    const two = clusterData([[1, 2, 3]], [[4, 5, 6]])
    expect(clusterPermutationTest(same, 'mean', options).designEffect).toBeCloseTo(3, 12)
    expect(clusterPermutationTest(two, 'mean', options).designEffect).toBe(3)
  })

  test('is near its true value in many clusters', () => {
    const random = randomSource('many clusters')
    const many = clusterData(alikeRows(random.next, 300), alikeRows(random.next, 200))
    // 1 + (20 − 1) · ½; the deviation of the estimate is 0.32 by Fisher's 2 (1 − ρ)² (1 + 19ρ)² / (20 · 19 · 500).
    expect(Math.abs(clusterPermutationTest(many, 'mean', options).designEffect - 10.5)).toBeLessThan(1.3)
  })

  test('says how many rows the rows are worth', () => {
    expect(effectiveRows(1000, 4)).toBe(250)
    expect(() => effectiveRows(1000, 0)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A design effect is positive, unlike 0.]`,
    )
  })
})

describe('p', () => {
  const value = fc.integer({ min: 0, max: 4 })
  const cluster = fc.array(value, { minLength: 1, maxLength: 4 })
  const side = fc.array(cluster, { minLength: 1, maxLength: 4 })

  test.each([
    ['ks', (a: Rows, b: Rows) => ksTwoSample(a.flat(), b.flat()).statistic],
    ['total-variation', naiveTotalVariation],
    ['mean', (a: Rows, b: Rows) => Math.abs(naiveStudentised(a, b))],
  ] as const)('of %s is the share of all relabellings that differ as much', (statistic, naive) => {
    const property = fc.property(side, side, fc.string(), (first, second, seed) => {
      const observed = naive(first, second)
      const all = deals([...first, ...second], first.length).map(([a, b]) => naive(a, b))
      const share = all.filter(other => other >= observed - 1e-9 * Math.abs(observed)).length / all.length
      const found = clusterPermutationTest(clusterData(first, second), statistic, { seed, alpha: 0.02 })
      expect(Math.abs(found.statistic) / (observed || 1)).toBeCloseTo(observed && 1, 10)
      expect(found.smallestPValue).toBeLessThanOrEqual(Math.max(share, 0.001) + 1e-12)
      expectDraws(found, share)
    })
    fc.assert(property, { seed: 11, numRuns: 150 })
  })

  test('in one direction counts the differences in that direction', () => {
    const [first, second] = [
      [[1], [2, 2], [1]],
      [[3, 2], [4], [1]],
    ]
    const all = deals([...first, ...second], 3)
    const { hPlus, lcm } = ksTwoSample(first.flat(), second.flat())
    const observed = Number(hPlus) / Number(lcm)
    const asLarge = all.filter(([a, b]) => {
      const other = ksTwoSample(a.flat(), b.flat())
      return Number(other.hPlus) / Number(other.lcm) >= observed - 1e-12
    })
    const run = (statistic: ClusterStatistic, alternative: 'less' | 'greater') =>
      clusterPermutationTest(clusterData(first, second), statistic, { seed: 3, alpha: 0.02, alternative })
    expectDraws(run('ks', 'greater'), asLarge.length / all.length)
    expect(run('ks', 'less').statistic).toBe(0)
    expect(run('ks', 'less').pValue).toBe(1)
    expect(run('mean', 'less').pValue).toBeLessThan(0.5)
    expect(run('mean', 'greater').pValue).toBeGreaterThan(0.5)
  })

  test('is far below alpha where the datasets have nothing in common', () => {
    const clusters = (from: number) => Array.from({ length: 12 }, (_, k) => [from + k, from + k + 1])
    const found = clusterPermutationTest(clusterData(clusters(0), clusters(50)), 'ks', {
      seed: 1,
      alpha: 0.001,
    })
    expect(found).toMatchObject({ statistic: 1, pValue: 1 / 20_000, permutations: 19_999, exceedances: 0 })
    expect(found.smallestPValue).toBe(1 / 20_000)
  })

  test('cannot be small when there are few ways to deal the clusters', () => {
    const found = clusterPermutationTest(clusterData([[1, 1], [1], [2]], [[9], [8, 8], [9]]), 'ks', options)
    expect(found.smallestPValue).toBeCloseTo(2 / 20, 12)
    expect(found.pValue).toBeGreaterThan(0.05)
  })

  test('is 1 for equal data, also when all of it is one value', () => {
    const same = clusterData([[0.1], [0.1, 0.1]], [[0.1, 0.1, 0.1], [0.1]])
    for (const statistic of ['ks', 'total-variation', 'mean'] as const) {
      const found = clusterPermutationTest(same, statistic, options)
      expect(found).toMatchObject({ statistic: 0, effect: 0, pValue: 1, permutations: 20, designEffect: 1 })
    }
  })

  test('of constant datasets that differ is as small as the clusters allow', () => {
    const unlike = clusterData(new Array(6).fill([0.1, 0.1]), new Array(6).fill([0.3]))
    const found = clusterPermutationTest(unlike, 'mean', options)
    expect(found.effect).toBe(Number.NEGATIVE_INFINITY)
    expect(Number.isFinite(found.statistic)).toBe(true)
    expect(found.pValue).toBeLessThan(0.03)
  })
})

test('the seed determines the result, and a number is its text', () => {
  const clusters = Array.from({ length: 9 }, (_, k) => [k, k + 2])
  const run = (seed: number | string) => {
    const { seed: used, ...found } = clusterPermutationTest(clusterData(clusters, clusters.slice(3)), 'ks', {
      seed,
      alpha: 0.05,
    })
    expect(used).toBe(seed)
    return found
  }
  expect(run(12)).toEqual(run('12'))
  expect(new Set(['a', 'b', 'c', 'd', 'e'].map(seed => run(seed).permutations)).size).toBeGreaterThan(1)
})

test('clusters dealt anew keep the level where their rows are alike, rows taken for independent do not', () => {
  const random = randomSource('calibration')
  const runs = 400
  const rejections = { clusters: 0, means: 0, naiveKs: 0, naiveMeans: 0 }
  for (let run = 0; run < runs; run++) {
    const [first, second] = [alikeRows(random.next, 12), alikeRows(random.next, 8)]
    const drawn = clusterData(first, second)
    const [a, b] = [first.flat(), second.flat()]
    const welch = welchTTest(moments(a), moments(b))
    if (clusterPermutationTest(drawn, 'ks', { seed: run, alpha: 0.05 }).pValue <= 0.05) rejections.clusters++
    if (clusterPermutationTest(drawn, 'mean', { seed: run, alpha: 0.05 }).pValue <= 0.05) rejections.means++
    if (ksTwoSample(tally(a, b)).pValue <= 0.05) rejections.naiveKs++
    if (!welch.undecidable && welch.pValue <= 0.05) rejections.naiveMeans++
  }
  // scipy.stats.binom(400, 0.05).ppf([0.0005, 0.9995])
  expect(rejections.clusters).toBeGreaterThanOrEqual(7)
  expect(rejections.clusters).toBeLessThanOrEqual(36)
  expect(rejections.means).toBeGreaterThanOrEqual(7)
  expect(rejections.means).toBeLessThanOrEqual(36)
  // More than half the runs raise a false alarm when clusters are ignored.
  expect(rejections.naiveKs).toBeGreaterThan(200)
  expect(rejections.naiveMeans).toBeGreaterThan(200)
})

test('answers of an engine can be given as they are', () => {
  const [cluster, value, count] = [Uint32Array.of(0, 1), Uint32Array.of(0, 1), Uint32Array.of(3, 1)]
  const answer: Clustered = {
    values: ['a', 'b'],
    reference: { clusters: 2, cluster, value, count },
    sample: { clusters: 2, cluster, value, count },
  }
  const found = clusterPermutationTest({ ...answer, size: 2, values: [0, 1] }, 'total-variation', options)
  expect(found).toMatchObject({ n: { reference: 4, sample: 4 }, clusters: { reference: 2, sample: 2 } })
})

test('what cannot be compared is refused', () => {
  const empty = { cluster: [], value: [], count: [] }
  const run = (change: object, statistic: ClusterStatistic = 'ks', more = {}) => {
    return () => clusterPermutationTest({ ...data, ...change }, statistic, { ...options, ...more })
  }
  expect(run({ sample: empty })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The sample has no values, so there is nothing to compare.]`,
  )
  expect(run({ size: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A value cannot have the place 3 among 2.]`,
  )
  expect(run({ sample: { ...data.sample, count: [1] } })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The sample has 6 clusters, 6 values and 1 counts, not as many of each.]`,
  )
  expect(run({ sample: { cluster: [0], value: [0], count: [0.5] } })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A count cannot be 0.5.]`,
  )
  expect(run({ values: undefined }, 'mean')).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: Means need 8 values, unlike none.]`,
  )
  expect(run({ values: data.values.map(() => Number.NaN) }, 'mean')).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A mean cannot be taken of NaN.]`,
  )
  expect(run({}, 'total-variation', { alternative: 'less' })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The total variation has no direction, so it cannot be tested for 'less'.]`,
  )
  expect(run({}, 'ks', { alpha: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: Alpha lies between 0 and 1, unlike 0.]`,
  )
})

/** Whether a share explains how many draws were made, or how many of all of them were as large: within 5 deviations. */
function expectDraws(found: { permutations: number; exceedances: number }, share: number): void {
  const { permutations, exceedances } = found
  if (exceedances === 20) {
    const deviation = Math.sqrt(20 * (1 - share)) / share
    expect(Math.abs(permutations - 20 / share)).toBeLessThanOrEqual(5 * deviation + 1e-9)
  } else {
    const deviation = Math.sqrt(permutations * share * (1 - share))
    expect(Math.abs(exceedances - permutations * share)).toBeLessThanOrEqual(5 * deviation)
  }
}

function naiveTotalVariation(first: Rows, second: Rows): number {
  const counts = tally(first.flat(), second.flat())
  return totalVariation(counts.reference, counts.sample)
}

function naiveStudentised(first: Rows, second: Rows): number {
  const mean = (rows: Rows) => rows.flat().reduce((sum, value) => sum + value, 0) / rows.flat().length
  const variance = (rows: Rows) => {
    const residuals = rows.map(values => values.reduce((sum, value) => sum + value - mean(rows), 0))
    const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0)
    return rows.length === 1 ? 0 : (squares / rows.flat().length ** 2) * (rows.length / (rows.length - 1))
  }
  const largest = Math.max(
    ...[...first, ...second].flat().map(value => Math.abs(value - mean([...first, ...second]))),
  )
  const error = Math.max(Math.sqrt(variance(first) + variance(second)), 1e-13 * largest)
  const difference = mean(first) - mean(second)
  return Math.abs(difference) < 1e-12 ? 0 : difference / error
}

/** Clusters of 20 rows that share a normal effect as large as the rows' own: an intraclass correlation of ½. */
function alikeRows(next: () => number, clusters: number): Rows {
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return Array.from({ length: clusters }, () => {
    const shared = normal()
    return Array.from({ length: 20 }, () => shared + normal())
  })
}
