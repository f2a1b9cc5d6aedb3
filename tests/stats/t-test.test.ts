import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Moments,
  moments,
  pooledTTest,
  tPower,
  tSmallestDetectable,
  welchTTest,
} from '../../src/stats/index.ts'

const reference = moments([2.1, 3.4, 1.9, 5.6, 4.4, 3.8])
const sample = moments([4.1, 6.3, 5.9, 7.7, 3.9, 8.2, 5.0, 6.6])

describe('moments', () => {
  test('keep their digits beside a large offset', () => {
    // numpy.var([1, 2, 3, 4], ddof=1)
    const found = moments([1, 2, 3, 4].map(value => value + 1e15))
    expect(found).toMatchObject({ mean: 1e15 + 2.5, variance: 1.6666666666666667 })
  })

  test('of equal values have a variance of exactly 0', () => {
    expect(moments(new Array(1000).fill(0.1))).toMatchObject({
      count: 1000,
      mean: 0.1,
      variance: 0,
      deviation: 0,
    })
  })

  test('have a deviation where the variance overflows or underflows', () => {
    const [huge, tiny] = [moments([1e200, 2e200, 3e200]), moments([1e-200, 2e-200, 3e-200])]
    expect(huge).toMatchObject({ mean: 2e200, variance: Number.POSITIVE_INFINITY })
    expect((huge.deviation ?? 0) / 1e200).toBeCloseTo(1, 14)
    expect(tiny.variance).toBe(0)
    expect((tiny.deviation ?? 0) / 1e-200).toBeCloseTo(1, 14)
    expect(moments([1.7e308, -1.7e308])).toMatchObject({ mean: 0 })
  })

  test('keep what rounding takes off the mean, so that an offset costs no digits of a difference', () => {
    // The means are 100000002⅓ and 100000003¼: exactly −11/12 apart.
    const near = [moments([1e8 + 1, 1e8 + 2, 1e8 + 4]), moments([1e8, 1e8 + 1, 1e8 + 3, 1e8 + 9])] as const
    expect(welchTTest(...near)).toMatchObject({ difference: expect.closeTo(-11 / 12, 14) })
  })

  test('of nothing are null, and one value has no spread', () => {
    expect(moments([])).toEqual({ count: 0, mean: null, variance: null, deviation: null })
    expect(moments([7])).toEqual({ count: 1, mean: 7, variance: null, deviation: null })
  })

  test('need finite numbers', () => {
    expect(() => moments([1, Number.POSITIVE_INFINITY])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: A mean needs finite numbers, but value 2 is Infinity.]`,
    )
    expect(() => moments([Number.NaN])).toThrow(RangeError)
  })
})

describe('Welch’s test', () => {
  test.each([
    // scipy.stats.ttest_ind(a, b, equal_var=False, alternative=…)
    ['two-sided', 0.010538556954705496],
    ['greater', 0.9947307215226473],
    ['less', 0.005269278477352748],
  ] as const)('has the p of SciPy, %s', (alternative, p) => {
    expect(welchTTest(reference, sample, { alternative })).toMatchObject({
      pValue: expect.closeTo(p, 14),
      log10P: expect.closeTo(Math.log10(p), 13),
    })
  })

  test('has the statistic, degrees of freedom and interval of SciPy', () => {
    // ttest_ind(a, b, equal_var=False), .confidence_interval(0.95)
    expect(welchTTest(reference, sample)).toMatchObject({
      statistic: expect.closeTo(-3.048633561416368, 13),
      degreesOfFreedom: expect.closeTo(11.529419942160407, 12),
      interval: {
        lower: expect.closeTo(-4.173147401740932, 12),
        upper: expect.closeTo(-0.6851859315924025, 12),
      },
      degenerate: false,
      n: { reference: 6, sample: 8 },
    })
  })

  test('needs no deviation when the variance is given', () => {
    const plain = ({ count, mean, variance }: Moments) => ({ count, mean, variance })
    const [full, bare] = [welchTTest(reference, sample), welchTTest(plain(reference), plain(sample))]
    expect(bare.undecidable ?? bare.pValue).toBeCloseTo(full.undecidable ? 0 : full.pValue, 14)
  })

  test('is the same in any unit', () => {
    const scaled = (factor: number) => [1, 2, 3].map(value => value * factor)
    const other = (factor: number) => [2, 3, 5].map(value => value * factor)
    for (const factor of [1, 1e200, 1e-200, 1e-300]) {
      // scipy.stats.ttest_ind([1, 2, 3], [2, 3, 5], equal_var=False)
      expect(welchTTest(moments(scaled(factor)), moments(other(factor)))).toMatchObject({
        pValue: expect.closeTo(0.2846271787614222, 13),
      })
    }
  })

  test('turns around when the samples change places', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [forward, backward] = [
          welchTTest(moments(a), moments(b), { alternative: 'greater' }),
          welchTTest(moments(b), moments(a), { alternative: 'less' }),
        ]
        if (forward.undecidable || backward.undecidable) throw new Error('Both have enough values.')
        expect(backward.pValue).toBe(forward.pValue)
        expect(backward.statistic).toBe(0 - forward.statistic)
        expect(forward.pValue).toBeGreaterThanOrEqual(0)
        expect(forward.pValue).toBeLessThanOrEqual(1)
      }),
      { seed: 4 },
    )
  })
})

test('the pooled test is that of SciPy', () => {
  // scipy.stats.ttest_ind(a, b), .confidence_interval(0.95)
  expect(pooledTTest(reference, sample)).toMatchObject({
    statistic: expect.closeTo(-2.996848427943456, 13),
    degreesOfFreedom: 12,
    pValue: expect.closeTo(0.011131701780164115, 14),
    interval: {
      lower: expect.closeTo(-4.195255151283605, 12),
      upper: expect.closeTo(-0.6630781820497296, 12),
    },
  })
})

describe.each([
  ['Welch', welchTTest],
  ['pooled', pooledTTest],
] as const)('without a spread, %s', (_, run) => {
  const constant = (value: number) => moments([value, value, value])

  test('equal constants have p = 1', () => {
    expect(run(constant(5), constant(5))).toMatchObject({
      pValue: 1,
      log10P: 0,
      statistic: 0,
      degenerate: true,
    })
  })

  test('different constants have p = 0, unless the difference is on the other side', () => {
    expect(run(constant(1), constant(2))).toMatchObject({ pValue: 0, statistic: Number.NEGATIVE_INFINITY })
    expect(run(constant(1), constant(2), { alternative: 'less' })).toMatchObject({ pValue: 0 })
    expect(run(constant(1), constant(2), { alternative: 'greater' })).toMatchObject({ pValue: 1 })
  })

  test('one constant sample is no special case', () => {
    expect(run(constant(1), moments([1, 2, 3]))).toMatchObject({ degenerate: false })
  })

  test('fewer than two values are undecidable, not a pass', () => {
    expect(run(moments([1]), moments([1, 2]))).toEqual({
      undecidable: 'too few values',
      n: { reference: 1, sample: 2 },
    })
    expect(run(moments([1, 2]), moments([])).undecidable).toBe('too few values')
  })

  test('moments that are not finite are a mistake of the caller', () => {
    const broken = { count: 3, mean: Number.NaN, variance: 1 }
    expect(() => run(broken, moments([1, 2]))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: The reference has the mean NaN and the variance 1; a t-test needs finite moments.]`,
    )
    expect(() => run(moments([1, 2]), { count: 3, mean: 1, variance: -1 })).toThrow(RangeError)
    expect(() => run(moments([1, 2]), moments([1, 2]), { confidence: 1 })).toThrow(RangeError)
  })
})

test('the smallest detectable difference has about the power it was asked for', () => {
  const difference = tSmallestDetectable(0.01, 400, 300, 0.9)
  expect(tPower(difference, 0.01, 400, 300)).toBeCloseTo(0.9, 2)
})

test('power is alpha where there is no difference', () => {
  expect(tPower(0, 0.05, 5, 7)).toBeCloseTo(0.05, 10)
})
