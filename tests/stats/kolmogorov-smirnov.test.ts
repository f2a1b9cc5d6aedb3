import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ksPValueOf, ksStatistic, ksTwoSample, type Tally, tally } from '../../src/stats/index.ts'
import { exactKsPValue } from './lattice-paths.ts'

const few = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 7 })
const alternative = fc.constantFrom('two-sided' as const, 'greater' as const, 'less' as const)

/** Two samples of 2 000 whole numbers below 300 each, without chance. */
const tied = {
  reference: Array.from({ length: 2000 }, (_, k) => (k * 7919) % 300),
  sample: Array.from({ length: 2000 }, (_, k) => ((k * 104729) % 300) + (k % 2 === 0 ? 25 : 0)),
}

describe('the statistic', () => {
  test('is that of SciPy, with location and sign', () => {
    // scipy.stats.ks_2samp([1, 2, 2, 3, 5, 8, 13], [2, 3, 5, 5, 8, 21, 34, 55])
    const found = ksTwoSample([1, 2, 2, 3, 5, 8, 13], [2, 3, 5, 5, 8, 21, 34, 55])
    expect(found).toMatchObject({ statistic: 0.375, location: 13, sign: 1, hPlus: 21, hMinus: 0, lcm: 56 })
    expect(found.n).toEqual({ reference: 7, sample: 8 })
  })

  test('treats −0 as 0 and infinities as values', () => {
    expect(ksTwoSample([-0, Number.NEGATIVE_INFINITY], [0, Number.POSITIVE_INFINITY])).toMatchObject({
      statistic: 0.5,
      location: Number.NEGATIVE_INFINITY,
    })
  })

  test('tells apart values that differ by the last bit', () => {
    expect(ksTwoSample([1, 1], [1 + Number.EPSILON, 1 + Number.EPSILON]).statistic).toBe(1)
    expect(ksTwoSample([5e-324], [0]).statistic).toBe(1)
    expect(ksTwoSample([1e308, 1e308], [-1e308, -1e308]).sign).toBe(-1)
  })

  test('stays a whole number beyond 2⁵³', () => {
    const data: Tally = {
      values: Float64Array.of(0, 1, 2),
      reference: Uint32Array.of(4e9, 1, 1e9),
      sample: Uint32Array.of(2, 3e9, 1e9),
    }
    const found = ksStatistic(data)
    // The sizes 5000000001 and 4000000002 share the divisor 3.
    expect(found.hPlus).toBe((4_000_000_000n * 4_000_000_002n - 2n * 5_000_000_001n) / 3n)
    expect(found.lcm).toBe((5_000_000_001n * 4_000_000_002n) / 3n)
    expect(found.hMinus).toBe(0n)
  })

  test('turns its sign when the samples change places', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        const [forward, backward] = [ksTwoSample(a, b), ksTwoSample(b, a)]
        expect([backward.hPlus, backward.hMinus]).toEqual([forward.hMinus, forward.hPlus])
        expect(backward.pValue).toBeCloseTo(forward.pValue, 13)
      }),
      { seed: 1 },
    )
  })

  test('has no answer for an empty sample or for NaN', () => {
    expect(() => ksTwoSample([], [1])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The reference has no values, so there is nothing to compare.]`,
    )
    expect(() => ksTwoSample([1], [])).toThrow(RangeError)
    expect(() => tally([1], [Number.NaN])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A sample contains NaN. Count missing values and leave them out before a comparison.]`,
    )
  })
})

describe('the exact p', () => {
  test('is the share of all relabellings, ties or not', () => {
    fc.assert(
      fc.property(few, few, alternative, (a, b, direction) => {
        const data = tally(a, b)
        const { hPlus, hMinus } = ksStatistic(data)
        const h = { 'two-sided': Math.max(Number(hPlus), Number(hMinus)), greater: hPlus, less: hMinus }[
          direction
        ]
        const groups = [...data.values].map((_, k) => (data.reference[k] ?? 0) + (data.sample[k] ?? 0))
        const found = ksTwoSample(data, { alternative: direction }).pValue
        const wanted = exactKsPValue(Number(h), a.length, b.length, groups, direction)
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-13 * wanted)
      }),
      { seed: 2, numRuns: 400 },
    )
  })

  test('is the share of all relabellings for larger samples without ties', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
    fc.assert(
      fc.property(
        sizes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        alternative,
        ([n1, n2], share, direction) => {
          const h = Math.ceil(share * leastCommonMultiple(n1, n2))
          const found = ksPValueOf({ h, n1, n2, alternative: direction }).pValue
          const wanted = exactKsPValue(h, n1, n2, new Array(n1 + n2).fill(1), direction)
          expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12 * wanted)
        },
      ),
      { seed: 3, numRuns: 300 },
    )
  })

  test.each([
    // scipy.stats.ks_2samp(x, y, alternative=…, method='exact')
    ['two-sided', 0.3282828282828283],
    ['greater', 0.16414141414141414],
    ['less', 1],
  ] as const)('is that of SciPy without ties, %s', (direction, p) => {
    const found = ksTwoSample([0.1, 0.4, 0.7, 1.1, 1.9], [0.2, 0.5, 1.3, 1.4, 2.2, 2.6, 3.1], {
      alternative: direction,
    })
    expect(found.pValue).toBeCloseTo(p, 14)
    expect(found.method).toBe('exact')
  })

  test('does not lose the power of tied values', () => {
    // 10 ones of 1000 against 30 of 1000: 2 * scipy.stats.hypergeom.sf(29, 2000, 40, 1000)
    const binary = { h: 20, n1: 1000, n2: 1000 }
    expect(ksPValueOf(binary).pValue).toBeGreaterThan(0.98)
    expect(ksPValueOf({ ...binary, groups: [1960, 40] }).pValue).toBeCloseTo(0.0020083335618300093, 14)
  })

  test('is 1 for equal samples and for constant ones that are equal', () => {
    expect(ksTwoSample([3, 3, 3], [3, 3])).toMatchObject({ statistic: 0, pValue: 1, log10P: 0 })
    expect(ksTwoSample([1, 2], [1, 2]).pValue).toBe(1)
    expect(ksTwoSample([1], [1]).pValue).toBe(1)
  })

  test('reaches into the subnormal numbers, and its logarithm beyond them', () => {
    // 2 / C(2n, n) in whole numbers, for two samples that do not overlap
    expect(ksPValueOf({ h: 540, n1: 540, n2: 540 }).pValue).toBe(5e-324)
    expect(ksPValueOf({ h: 545, n1: 545, n2: 545 }).pValue).toBe(0)
    const { log10P } = ksPValueOf({ h: 5000, n1: 5000, n2: 5000 })
    expect(log10P).toBeCloseTo(-3007.90085584827, 10)
  })

  test('has a finite logarithm for disjoint samples of any sizes', () => {
    // log10(2 / C(1500, 500)) and log10(1 / C(4000, 1000)) by mpmath
    expect(ksPValueOf({ h: 1000, n1: 1000, n2: 500 }).log10P).toBeCloseTo(-412.69024266689, 10)
    expect(ksPValueOf({ h: 3000, n1: 3000, n2: 1000, groups: [3000, 1000] }).log10P).toBeCloseTo(
      -975.039541379848,
      8,
    )
  })
})

describe('beyond the budget', () => {
  const unequal = { h: 276, n1: 1500, n2: 2000 }

  test('p without ties is asymptotic and within 1 % of the exact one', () => {
    const exact = ksPValueOf(unequal)
    const quick = ksPValueOf(unequal, { budget: 0 })
    expect([exact.method, quick.method]).toEqual(['exact', 'asymptotic'])
    expect(Math.abs(quick.pValue / exact.pValue - 1)).toBeLessThan(0.01)
  })

  test('samples of one size stay exact however large', () => {
    expect(ksPValueOf({ h: 1500, n1: 1e6, n2: 1e6 }, { budget: 0 }).method).toBe('exact')
  })

  test.each(['two-sided', 'greater', 'less'] as const)(
    'p with ties is that of a smaller model, %s',
    direction => {
      const [low, high] = [tied.reference, tied.sample]
      const data = direction === 'less' ? tally(high, low) : tally(low, high)
      const exact = ksTwoSample(data, { alternative: direction })
      const quick = ksTwoSample(data, { alternative: direction, budget: 0 })
      expect([exact.method, quick.method]).toEqual(['exact-ties', 'ties-scaled'])
      expect(Math.abs(quick.pValue / exact.pValue - 1)).toBeLessThan(0.02)
    },
  )

  test('a difference that no model reaches has a p of 0 and a finite logarithm', () => {
    const groups = new Array(10).fill(2e5)
    const found = ksPValueOf({ h: 9e5, n1: 1e6, n2: 1e6, groups }, { budget: 0 })
    expect(found).toMatchObject({ pValue: 0, method: 'ties-scaled' })
    expect(found.log10P).toBeLessThan(-1e5)
    expect(found.log10P).toBeGreaterThan(Number.NEGATIVE_INFINITY)
  })
})

test('a problem that cannot exist is a mistake of the caller', () => {
  expect(() => ksPValueOf({ h: 1, n1: 0, n2: 5 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: A sample cannot have 0 values.]`,
  )
  expect(() => ksPValueOf({ h: 0.5, n1: 2, n2: 5 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The statistic h counts steps of 1 / lcm, here 0 to 10, so it cannot be 0.5.]`,
  )
  expect(() => ksPValueOf({ h: 11, n1: 2, n2: 5 })).toThrow(RangeError)
  expect(() => ksPValueOf({ h: 1, n1: 2, n2: 2, groups: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: The groups hold 3 values, the two samples 4.]`,
  )
})

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a
  while (multiple % b !== 0) multiple += a
  return multiple
}
