import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adjustPValues,
  type Correction,
  energyDistance,
  hellinger,
  jensenShannonDistance,
  ksTwoSample,
  lInfinity,
  type Tally,
  tally,
  totalVariation,
  wasserstein1,
} from '../../src/stats/index.ts'

const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 25 })

describe('the Kolmogorov–Smirnov test', () => {
  test('does not change under a strictly increasing map', () => {
    const map = (x: number) => Math.exp(x / 5) + x ** 3
    fc.assert(
      fc.property(numbers, numbers, fc.constantFrom('two-sided', 'less', 'greater'), (a, b, alternative) => {
        const found = ksTwoSample(a, b, { alternative })
        const mapped = ksTwoSample(a.map(map), b.map(map), { alternative })
        expect(mapped).toEqual({ ...found, location: map(found.location) })
      }),
      { seed: 11 },
    )
  })

  test('turns around under a strictly decreasing map', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const mirrored = [a.map(x => -x), b.map(x => -x)] as const
        const found = ksTwoSample(a, b, { alternative: 'less' })
        const turned = ksTwoSample(...mirrored, { alternative: 'greater' })
        expect(turned.statistic).toBe(found.statistic)
        expect(turned.pValue).toBeCloseTo(found.pValue, 12)
      }),
      { seed: 12 },
    )
  })

  test('only flips its sign when the samples change places', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [found, swapped] = [ksTwoSample(a, b), ksTwoSample(b, a)]
        expect(swapped.statistic).toBe(found.statistic)
        expect(swapped.pValue).toBeCloseTo(found.pValue, 12)
        expect([swapped.hPlus, swapped.hMinus]).toEqual([found.hMinus, found.hPlus])
        if (found.hPlus !== found.hMinus) expect(swapped.sign).toBe(-found.sign)
      }),
      { seed: 13 },
    )
  })

  test('sees the same gap when a sample comes twice, or both', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const [once, twice] = [ksTwoSample(a, b), ksTwoSample([...a, ...a], [...b, ...b])]
        expect(ksTwoSample([...a, ...a], b).statistic).toBeCloseTo(once.statistic, 14)
        expect(twice.statistic).toBeCloseTo(once.statistic, 14)
      }),
      { seed: 14 },
    )
  })
})

describe('corrections', () => {
  const corrections: readonly Correction[] = [
    'none',
    'bonferroni',
    'sidak',
    'holm',
    'hochberg',
    'hommel',
    'bh',
    'by',
  ]
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })

  test.each(corrections)('never lower a p nor change the order of two: %s', correction => {
    fc.assert(
      fc.property(probabilities, pValues => {
        const adjusted = adjustPValues(pValues, correction)
        const sorted = pValues.map((p, k) => [p, adjusted[k] ?? 0] as const).sort(([a], [b]) => a - b)
        for (const [k, [p, q]] of sorted.entries()) {
          expect(q).toBeGreaterThanOrEqual(p * (1 - 1e-15))
          expect(q).toBeLessThanOrEqual(1)
          expect(q).toBeGreaterThanOrEqual((sorted[k - 1]?.[1] ?? 0) * (1 - 1e-15))
        }
      }),
      { seed: 15 },
    )
  })

  test.each(corrections)('raise every p when one of them is raised: %s', correction => {
    fc.assert(
      fc.property(probabilities, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (pValues, at, by) => {
        const raised = pValues.map((p, k) => (k === at % pValues.length ? p + (1 - p) * by : p))
        const [before, after] = [adjustPValues(pValues, correction), adjustPValues(raised, correction)]
        for (const [k, p] of before.entries()) expect(after[k]).toBeGreaterThanOrEqual(p * (1 - 1e-12))
      }),
      { seed: 16 },
    )
  })
})

describe('distances', () => {
  const onValues = (distance: (data: Tally) => number) => (a: readonly number[], b: readonly number[]) =>
    distance(tally(a, b))

  test.each([
    ['wasserstein1', onValues(wasserstein1)],
    ['energyDistance', onValues(energyDistance)],
  ] as const)(
    'of numbers are symmetric, 0 only for equal shares, and keep to the triangle: %s',
    (_, distance) => {
      fc.assert(
        fc.property(numbers, numbers, numbers, (a, b, c) => {
          expect(distance(a, b)).toBeCloseTo(distance(b, a), 12)
          expect(distance(a, [...a, ...a])).toBeCloseTo(0, 12)
          expect(distance(a, b) > 1e-9).toBe(ksTwoSample(a, b).statistic > 0)
          expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-9)
        }),
        { seed: 17 },
      )
    },
  )

  test('of categories keep to the triangle and to each other', () => {
    const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(counts, rows => {
        const [p, q, r] = [0, 1, 2].map(side => rows.map(row => (row[side] ?? 0) + 1))
        if (p === undefined || q === undefined || r === undefined) throw new Error('There are three lists.')
        for (const distance of [totalVariation, lInfinity, hellinger, jensenShannonDistance]) {
          expect(distance(p, p)).toBe(0)
          expect(distance(p, r)).toBeLessThanOrEqual(distance(p, q) + distance(q, r) + 1e-9)
        }
        // Le Cam's inequalities.
        const [total, root] = [totalVariation(p, q), hellinger(p, q)]
        expect(root ** 2).toBeLessThanOrEqual(total + 1e-12)
        expect(total).toBeLessThanOrEqual(root * Math.sqrt(2 - root ** 2) + 1e-12)
      }),
      { seed: 18 },
    )
  })
})
