import { z } from 'zod'
import { isWithin, numberBounds, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatList, formatNumber } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'

const quantile = z
  .strictObject({
    at: z.number().min(0).max(1).describe('Which quantile: 0 is the minimum, 0.5 the median, 1 the maximum.'),
    ...numberBounds,
  })
  .superRefine(refuseEmptyRange)

/** Quantiles of a column lie between bounds, each its own. Linear interpolation (type 7); null, NaN and ±infinity are left out. */
export const toHaveQuantilesBetween = defineRule({
  name: 'toHaveQuantilesBetween',
  id: 'quantiles',
  category: 'statistics',
  subject: 'column',
  accepts: numericTypes,
  summary: 'Quantiles of a column lie between bounds, each its own.',
  params: z.strictObject({
    quantiles: z.array(quantile).min(1).meta({
      title: 'list of quantiles',
      description:
        'Each with `at` (0 is the minimum, 0.5 the median, 1 the maximum) and `min`, `max` or both, which are allowed themselves unless `strictMin` or `strictMax` is true.',
    }),
  }),
  shorthand: 'quantiles',
  metrics: ({ column }, { quantiles }) => ({
    rows: of('sample').rowCount(),
    found: of('sample').quantiles(
      value(column),
      quantiles.map(({ at }) => at),
    ),
  }),
  expected: ({ column }, { quantiles }) =>
    `quantiles of ${column}: ${formatList(quantiles.map(wanted => `${percent(wanted.at)} ${rangeText(wanted)}`))}`,
  judge: ({ rows, found }, { quantiles }) => {
    const values = found.filter(quantile => quantile !== null)
    if (values.length < quantiles.length) return nothingToCheck(rows)
    const isMet = quantiles.map((wanted, index) => isWithin(values[index] ?? Number.NaN, wanted))
    const texts = quantiles.map(
      ({ at }, index) => `${percent(at)} ${formatNumber(values[index] ?? Number.NaN)}`,
    )
    const missed = texts.filter((_, index) => !isMet[index])
    return {
      status: missed.length === 0 ? 'passed' : 'failed',
      found:
        missed.length === 0
          ? formatList(texts)
          : `${missed.length} of ${texts.length} outside: ${formatList(missed)}`,
      observed: { values },
    }
  },
  examples: [
    {
      data: { price: [1, 2, 3, 4, null] },
      column: 'price',
      params: {
        quantiles: [
          { at: 0, min: 1, max: 1 },
          { at: 0.5, min: 2, max: 3 },
        ],
      },
      status: 'passed',
      found: '0 % 1 and 50 % 2.5',
    },
    {
      data: { price: [1, 2, 3, 4] },
      column: 'price',
      params: {
        quantiles: [
          { at: 0.05, min: 2 },
          { at: 0.95, max: 4 },
        ],
      },
      status: 'failed',
      found: '1 of 2 outside: 5 % 1.15',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      column: 'price',
      params: { quantiles: [{ at: 0.5, min: 2 }] },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** `0.1 %` for 0.001, without the digits that binary fractions add. */
function percent(share: number): string {
  return `${formatNumber(Number((share * 100).toPrecision(12)))} %`
}
