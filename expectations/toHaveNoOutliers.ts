import { z } from 'zod'
import { call, type Expr, isNonFinite, literal, or, value } from '../src/core/expr.ts'
import { formatNumber } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'

/** The median distance from the median of a normal distribution, in standard deviations. */
const normalMad = 0.6744897501960817

/**
 * No value of a column lies far outside of where most lie: beyond the quartiles by more than a multiple of the distance
 * between them (Tukey's fences), or further from the median than a multiple of the median distance, which counts as
 * 0.6745 standard deviations (Iglewicz and Hoaglin). Nulls are left out; NaN and ±infinity offend. Where most values are
 * the same, every other is an outlier.
 *
 * @see https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm
 */
export const toHaveNoOutliers = defineRowExpectation({
  name: 'toHaveNoOutliers',
  id: 'outliers',
  category: 'range',
  accepts: numericTypes,
  summary:
    'No value of a column, or only a small share, is an outlier by quartiles or by the median distance.',
  params: z.strictObject({
    method: z
      .enum(['iqr', 'mad'])
      .default('iqr')
      .describe('By the distance between the quartiles (type 7), or by the median distance from the median.'),
    factor: z
      .number()
      .positive()
      .optional()
      .describe('How many of these distances are allowed: 1.5 for `iqr`, 3.5 for `mad` where absent.'),
    mostly,
  }),
  shorthand: 'method',
  expected: ({ column }, { method, factor = usual[method] }) =>
    `values of ${column} within ${formatNumber(factor)} ${method === 'iqr' ? 'quartile distances' : 'robust standard deviations'}`,
  failing: ({ column }, { method, factor = usual[method] }) => {
    const of = value(column)
    const isFar = method === 'iqr' ? isBeyondFences(of, factor) : isFarFromMedian(of, factor)
    return or(isNonFinite(of), isFar)
  },
  offence: 'outliers',
  examples: [
    {
      data: { price: [1, 2, 3, 4, 5, 100, null] },
      column: 'price',
      status: 'failed',
      found: '1 of 6 values outliers',
    },
    {
      data: { price: [1, 2, 3, 4, 5, 100] },
      column: 'price',
      params: { method: 'mad', mostly: 0.8 },
      status: 'passed',
      found: '1 of 6 values outliers (16.7 %), up to 20.0 % allowed',
    },
    {
      data: { price: [1, 2, 3, 4, 8.5] },
      column: 'price',
      params: { factor: 2.5 },
      status: 'passed',
      found: 'none of 5 values outliers',
    },
    {
      data: { price: [5, 5, 5, 5, 6] },
      column: 'price',
      status: 'failed',
      found: '1 of 5 values outliers',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

const usual = { iqr: 1.5, mad: 3.5 }

function isBeyondFences(of: Expr, factor: number): Expr {
  const [lower, upper] = [0.25, 0.75].map(share => call('overallQuantile', of, literal(share)))
  if (lower === undefined || upper === undefined) return literal(false)
  const reach = call('multiply', literal(factor), call('subtract', upper, lower))
  return or(
    call('lessThan', of, call('subtract', lower, reach)),
    call('moreThan', of, call('add', upper, reach)),
  )
}

function isFarFromMedian(of: Expr, factor: number): Expr {
  const distance = call('abs', call('subtract', of, call('overallQuantile', of, literal(0.5))))
  const reach = call('multiply', literal(factor / normalMad), call('overallMad', of))
  return call('moreThan', distance, reach)
}
