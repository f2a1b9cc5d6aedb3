import { describe, expect, test } from 'vitest'
import { batchCorrelation, expectedFalseAlarms, normalSurvival, spentAlpha } from '../../src/stats/index.ts'
import { jointExceedance } from '../../src/stats/joint-exceedance.ts'
import { randomSource } from '../../src/stats/random-source.ts'

describe('a spent level', () => {
  test('adds up to alpha over all batches', () => {
    let sum = 0
    for (let batch = 100_000; batch >= 1; batch--) sum += spentAlpha(0.05, batch)
    // What is left after t batches is 6α / π² · (1 / t − 1 / (2 t²) + …).
    expect(sum + (6 * 0.05) / Math.PI ** 2 / 100_000).toBeCloseTo(0.05, 11)
  })

  test('starts at batch 1', () => {
    expect(() => spentAlpha(0.05, 0)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The number of a batch is a whole number from 1, unlike 0.]`,
    )
    expect(() => spentAlpha(0.05, 1.5)).toThrow(RangeError)
    expect(() => spentAlpha(1, 1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: Alpha lies between 0 and 1, unlike 1.]`,
    )
  })
})

describe('joint exceedance', () => {
  test.each([
    // c = norm.isf(level / 2); the sum of multivariate_normal.cdf(-c, cov=S) over all signs of the variables, which
    // mpmath.quad over the shared part confirms; the last two by mpmath alone, to more digits
    [[0.05, 0.05], 0.1, 0.002762595451665526],
    [[0.05, 0.05], 0.5, 0.009253785795799503],
    [[0.01, 0.01], 0.9, 0.005080194971317779],
    [[0.05, 0.05], 0.99, 0.04342081763414983],
    [[0.05, 0.0125], 0.3, 0.001552917825807653],
    [[0.001, 0.001], 0.047619, 1.156888882380754e-6],
    [[0.05, 0.05, 0.05], 0.5, 0.003204212605075598],
    [[0.01, 0.01, 0.01], 0.2, 1.050184233989846e-5],
  ])('of levels %j at correlation %f agrees with SciPy', (levels, correlation, expected) => {
    expect(jointExceedance(levels, correlation) / expected).toBeCloseTo(1, 9)
  })

  test('is a product without correlation and the level itself with hardly anything else', () => {
    expect(jointExceedance([0.05, 0.01], 0)).toBeCloseTo(0.0005, 15)
    expect(jointExceedance([0.05, 0.05], 1e-12)).toBeCloseTo(0.0025, 10)
    expect(jointExceedance([0.05, 0.05], 1 - 1e-12) / 0.05).toBeCloseTo(1, 2)
  })

  test('is what batches that share a reference show', () => {
    const random = randomSource('shared reference')
    const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
    const [m, n, runs, limit] = [500, 1000, 40_000, 1.959963984540054]
    const statistic = (reference: number) =>
      (normal() / Math.sqrt(n) - reference / Math.sqrt(m)) / Math.sqrt(1 / n + 1 / m)
    let both = 0
    for (let run = 0; run < runs; run++) {
      const reference = normal()
      if (Math.abs(statistic(reference)) > limit && Math.abs(statistic(reference)) > limit) both++
    }
    const expected = runs * jointExceedance([0.05, 0.05], batchCorrelation(m, n))
    expect(2 * normalSurvival(Math.abs(both - expected) / Math.sqrt(expected))).toBeGreaterThan(0.001)
  })

  test('needs a correlation from 0 to below 1', () => {
    expect(() => jointExceedance([0.05, 0.05], 1)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A correlation here is at least 0 and below 1, unlike 1.]`,
    )
    expect(() => jointExceedance([0.05, 0.05], -0.1)).toThrow(RangeError)
  })
})

test('batches correlate less the larger the reference', () => {
  expect(batchCorrelation(100, 100)).toBe(0.5)
  expect(batchCorrelation(1e12, 1)).toBeCloseTo(0, 11)
  expect(() => batchCorrelation(0, 1)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A dataset has rows, unlike 0 or 1.]`,
  )
})

describe('false alarms', () => {
  const weekly = { alpha: 0.05, families: 1, batches: 52 }

  test('are alpha of the batches, and more with more families', () => {
    expect(expectedFalseAlarms(weekly)).toBeCloseTo(2.6, 12)
    expect(expectedFalseAlarms({ ...weekly, families: 3 })).toBeCloseTo(52 * (1 - 0.95 ** 3), 12)
    expect(expectedFalseAlarms({ ...weekly, tests: 30 })).toBeCloseTo(2.6, 12)
    expect(expectedFalseAlarms({ ...weekly, batches: 0 })).toBe(0)
  })

  test('that have to be confirmed are few, and a shared reference makes them more', () => {
    const confirmed = { ...weekly, confirm: 2, tests: 10 }
    const shared = { ...confirmed, correlation: batchCorrelation(1000, 1000) }
    expect(expectedFalseAlarms(confirmed)).toBeCloseTo(52 * 10 * 0.005 ** 2, 12)
    expect(expectedFalseAlarms(shared)).toBeCloseTo(52 * 10 * jointExceedance([0.005, 0.005], 0.5), 12)
    expect(expectedFalseAlarms(shared)).toBeGreaterThan(10 * expectedFalseAlarms(confirmed))
    expect(expectedFalseAlarms({ ...confirmed, confirm: 3 })).toBeCloseTo(52 * 10 * 0.005 ** 3, 12)
  })

  test('of a spent level never add up to alpha', () => {
    const forever = expectedFalseAlarms({ alpha: 0.05, families: 1, batches: 100_000, spendFrom: 1 })
    expect(forever).toBeLessThan(0.05)
    expect(forever).toBeCloseTo(0.05, 6)
    const later = expectedFalseAlarms({ ...weekly, batches: 2, spendFrom: 4 })
    expect(later).toBeCloseTo(spentAlpha(0.05, 4) + spentAlpha(0.05, 5), 14)
  })

  test('of a spent level cannot be confirmed before there are batches enough', () => {
    const plan = { alpha: 0.05, families: 1, confirm: 3, spendFrom: 1 }
    const third = spentAlpha(0.05, 1) * spentAlpha(0.05, 2) * spentAlpha(0.05, 3)
    expect(expectedFalseAlarms({ ...plan, batches: 2 })).toBe(0)
    expect(expectedFalseAlarms({ ...plan, batches: 3 })).toBeCloseTo(third, 15)
  })

  test('of a level that every batch breaks are all batches', () => {
    const plan = { alpha: 0.999, families: 1, batches: 10, confirm: 2, tests: 2, correlation: 0.9999 }
    expect(expectedFalseAlarms(plan)).toBeLessThanOrEqual(10)
    expect(expectedFalseAlarms({ ...weekly, families: 1e9 })).toBe(52)
  })

  test.each([
    { alpha: 0 },
    { families: 0 },
    { batches: 1.5 },
    { batches: -1 },
    { confirm: 0 },
    { tests: 0 },
    { confirm: 2, correlation: 1 },
    { spendFrom: 0 },
  ])('need numbers that make sense, unlike %j', change => {
    expect(() => expectedFalseAlarms({ ...weekly, ...change })).toThrow(RangeError)
  })
})
