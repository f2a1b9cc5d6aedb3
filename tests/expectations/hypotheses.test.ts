import { describe, expect, test } from 'vitest'
import {
  toHaveSameCategorySharesAs,
  toHaveSameDistributionAs,
  toHaveSameMeanAs,
} from '../../expectations/index.ts'
import type { Verdict } from '../../src/core/expectation.ts'
import type { Frequencies } from '../../src/core/metric.ts'
import type { Decision, DrawnTest } from '../../src/core/test.ts'
import { tally } from '../../src/stats/tally.ts'

const target = { column: 'price', columns: ['price'] }
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index)

interface Decided extends Partial<Decision> {
  readonly minEffect?: number
}

function decided(test: DrawnTest, { minEffect, ...decision }: Decided = {}) {
  const limit = decision.limit ?? 0.05
  return {
    ...test,
    decision: {
      alpha: 0.05,
      correction: 'none' as const,
      familySize: 1,
      limit,
      adjustedP: test.pValue,
      rejected: test.pValue <= limit,
      ...decision,
    },
    mode: 'difference' as const,
    allowUnderpowered: false,
    ...(minEffect !== undefined && { minEffect }),
  }
}

const ksParams = toHaveSameDistributionAs.params.parse({})

function ks(reference: readonly number[], sample: readonly number[]): DrawnTest {
  return toHaveSameDistributionAs.test({ values: tally(reference, sample) }, ksParams, target)
}

function judgeKs(reference: readonly number[], sample: readonly number[], decision?: Decided): Verdict {
  return toHaveSameDistributionAs.judge(decided(ks(reference, sample), decision), ksParams, target)
}

describe('the distribution', () => {
  test('a difference fails with what changed', () => {
    expect(
      judgeKs(
        upTo(200),
        upTo(200).map(x => x + 40.5),
      ),
    ).toMatchInlineSnapshot(`
      {
        "found": "D 0.205, fails from 0.136; p 0.00043 < 0.05",
        "hint": "Values are higher: the median went from 99.5 to 140.",
        "status": "failed",
      }
    `)
  })

  test('a difference below the smallest that matters passes and says so', () => {
    expect(
      judgeKs(
        upTo(2000),
        upTo(2000).map(x => x + 100.5),
        { minEffect: 0.1 },
      ),
    ).toMatchInlineSnapshot(`
      {
        "found": "D 0.0505, fails from 0.0429; p 0.012 < 0.05: detectable only because the samples are large",
        "status": "passed",
      }
    `)
  })

  test('too few values to see what matters are inconclusive', () => {
    expect(
      judgeKs(
        upTo(20),
        upTo(20).map(x => x + 0.5),
        { minEffect: 0.1 },
      ),
    ).toMatchInlineSnapshot(`
      {
        "found": "D 0.05, fails from 0.429; p 1 > 0.05; 20 and 20 values show D only from 0.632, not from 0.1",
        "hint": "Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.",
        "status": "inconclusive",
      }
    `)
  })

  test('a p-value between the limit and alpha is called borderline', () => {
    expect(
      judgeKs(
        upTo(200),
        upTo(200).map(x => x + 28.5),
        { limit: 0.005, familySize: 10 },
      ),
    ).toMatchInlineSnapshot(`
      {
        "found": "D 0.145, fails from 0.173; p 0.03 > 0.005",
        "hint": "Borderline: p is not above 0.05, but above the limit that 10 tests share.",
        "status": "passed",
      }
    `)
  })

  test.each([
    [[], [], 'no values in reference and sample'],
    [[1], [], 'no values in the sample'],
    [[], [1], 'no values in the reference'],
  ])('of %o and %o there is nothing to compare', (reference, sample, found) => {
    expect(judgeKs(reference, sample)).toEqual({ status: 'vacuous', found })
  })

  test('a test carries its numbers, at most a few kilobytes', () => {
    const test = ks(
      upTo(1000).map(Math.sqrt),
      upTo(700).map(x => Math.sqrt(x) + 0.1),
    )
    expect(test).toMatchObject({ method: 'exact', n: { reference: 1000, sample: 700 } })
    expect(test.summaries.map(({ name }) => name)).toEqual([
      'median',
      'mean',
      '5 % quantile',
      '95 % quantile',
    ])
    expect(test.charts.map(({ kind }) => kind)).toEqual(['histogram', 'ecdf'])
    expect(JSON.stringify(test.charts).length).toBeLessThan(6000)
    // sqrt(-ln(0.05 / 2) / 2 / (1000 * 700 / 1700))
    expect(test.criticalStatistic?.(0.05)).toBeCloseTo(0.0669291, 4)
    expect(test.smallestDetectable?.(0.05)).toBeGreaterThan(0.0669)
  })

  test('with many ties the limit on D is not told, for it is lower than the formula has it', () => {
    const test = ks(
      upTo(1000).map(x => x % 2),
      upTo(1000).map(x => x % 3 && 1),
    )
    expect(test.criticalStatistic).toBeUndefined()
    expect(test.method).toBe('exact-ties')
  })

  test('one direction only is tested where that is asked for', () => {
    const params = toHaveSameDistributionAs.params.parse({ alternative: 'greater' })
    const higher = toHaveSameDistributionAs.test({ values: tally([1, 2, 3], [11, 12, 13]) }, params, target)
    const lower = toHaveSameDistributionAs.test({ values: tally([11, 12, 13], [1, 2, 3]) }, params, target)
    expect([higher.pValue, lower.pValue]).toEqual([0.05, 1])
  })
})

describe('the mean', () => {
  const params = toHaveSameMeanAs.params.parse({})
  const answers = {
    referenceCount: 1002,
    referenceNonFinite: 2,
    referenceMean: 10,
    referenceVariance: 4,
    referenceSkewness: 0,
    sampleCount: 500,
    sampleNonFinite: 0,
    sampleMean: 10.5,
    sampleVariance: 9,
    sampleSkewness: 0,
  }

  test('a difference is told in the unit and in standard deviations', () => {
    const test = toHaveSameMeanAs.test(answers, params, target)
    expect(test.n).toEqual({ reference: 1000, sample: 500 })
    expect(toHaveSameMeanAs.judge(decided(test), params, target)).toMatchInlineSnapshot(`
      {
        "found": "mean 10 → 10.5, d 0.21; p 0.00079 < 0.05",
        "hint": "The mean went up by 0.5.",
        "status": "failed",
      }
    `)
    expect(test.effect).toMatchInlineSnapshot(`
      {
        "interval": [
          0.10709294493309894,
          0.3128886093942685,
        ],
        "name": "Cohen's d",
        "value": 0.21006263548838397,
      }
    `)
  })

  test('constant columns that differ fail, and their numbers fit into JSON', () => {
    const constant = { ...answers, referenceVariance: 0, sampleVariance: 0 }
    const test = toHaveSameMeanAs.test(constant, params, target)
    expect(test).toMatchObject({ pValue: 0, statistic: { value: Number.MAX_VALUE } })
    expect(toHaveSameMeanAs.judge(decided(test), params, target).status).toBe('failed')
  })

  test('a mean that is not finite is an error and never a pass', () => {
    expect(() => toHaveSameMeanAs.test({ ...answers, sampleMean: Number.NaN }, params, target)).toThrow(
      'finite',
    )
  })
})

describe('the shares of categories', () => {
  const params = toHaveSameCategorySharesAs.params.parse({})
  const frequencies = (...counts: readonly (readonly [string, number])[]): Frequencies => ({
    entries: counts.map(([value, count]) => ({ values: [value], count })),
    distinct: counts.length,
    total: counts.reduce((total, [, count]) => total + count, 0),
  })
  const judged = (reference: Frequencies, sample: Frequencies, decision?: Decided) => {
    const test = toHaveSameCategorySharesAs.test({ reference, sample }, params, target)
    return toHaveSameCategorySharesAs.judge(decided(test, decision), params, target)
  }

  test('a change is told by the category that changed most', () => {
    const reference = frequencies(['pop', 700], ['rock', 300])
    expect(judged(reference, frequencies(['pop', 550], ['rock', 450]))).toMatchInlineSnapshot(`
      {
        "found": "total variation 0.15; p 5.2e-12 < 0.05",
        "hint": "The share of "rock" went from 30.0 % to 45.0 %.",
        "status": "failed",
      }
    `)
  })

  test('too many distinct values are inconclusive', () => {
    const many = { entries: [], distinct: 5321, total: 9000 }
    expect(judged(many, many)).toMatchInlineSnapshot(`
      {
        "found": "5,321 distinct values are too many to compare their shares; the limit is 2,000",
        "status": "inconclusive",
      }
    `)
  })

  test('too few values to see what matters are inconclusive', () => {
    const few = frequencies(['pop', 30], ['rock', 30])
    expect(judged(few, few, { minEffect: 0.05 })).toMatchInlineSnapshot(`
      {
        "found": "total variation 0; p 1 > 0.05; 60 and 60 values show total variation only from 0.294, not from 0.05",
        "hint": "Judge more rows at once, name the effect that matters with --min-effect, or accept this with --allow-underpowered.",
        "status": "inconclusive",
      }
    `)
  })
})
