import { z } from 'zod'
import { type Bounds, isWithin, numberBounds, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { formatList, formatNumber } from '../src/core/format.ts'
import { of, quantileMethods } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { numericTypes } from '../src/core/schema.ts'

const quantile = z
  .strictObject({
    at: z.number().min(0).max(1).describe('Which quantile: 0 is the minimum, 0.5 the median, 1 the maximum.'),
    ...numberBounds,
  })
  .superRefine(refuseEmptyRange)

/** Quantiles of a column lie between bounds, each its own. Null, NaN and ±infinity are left out. */
export const toHaveQuantilesBetween = defineRule({
  name: 'toHaveQuantilesBetween',
  id: 'quantiles',
  category: 'statistics',
  subject: 'column',
  accepts: numericTypes,
  summary: 'Quantiles of a column lie between bounds, each its own.',
  gx: [
    {
      name: 'expect_column_quantile_values_to_be_between',
      params: { quantile_ranges: 'quantiles', allow_relative_error: 'between' },
      values: { quantile_ranges: gxQuantiles, allow_relative_error: gxMethod },
      defaults: { between: 'nearest', tolerance: 1e-4 },
    },
  ],
  params: z.strictObject({
    quantiles: z.array(quantile).min(1).meta({
      title: 'list of quantiles',
      description:
        'Each with `at` (0 is the minimum, 0.5 the median, 1 the maximum) and `min`, `max` or both, which are allowed themselves unless `strictMin` or `strictMax` is true.',
    }),
    between: z
      .enum(quantileMethods)
      .default('linear')
      .describe(
        'What a quantile is that falls between two values: on the line between them (type 7), one of them, or their middle.',
      ),
    tolerance: z
      .number()
      .min(0)
      .default(0)
      .describe('How far beyond a bound a quantile may lie, as a share of the bound.'),
  }),
  shorthand: 'quantiles',
  metrics: ({ column }, { quantiles, between }) => ({
    rows: of('sample').rowCount(),
    found: of('sample').quantiles(
      value(column),
      quantiles.map(({ at }) => at),
      between,
    ),
  }),
  expected: ({ column }, { quantiles }) =>
    `quantiles of ${column}: ${formatList(quantiles.map(wanted => `${percent(wanted.at)} ${rangeText(wanted)}`))}`,
  judge: ({ rows, found }, { quantiles, tolerance }) => {
    const values = found.filter(quantile => quantile !== null)
    if (values.length < quantiles.length) return nothingToCheck(rows, 'failed')
    const isMet = quantiles.map((wanted, index) =>
      isWithin(values[index] ?? Number.NaN, widened(wanted, tolerance)),
    )
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
      observed: { quantiles: quantiles.map(({ at }) => at), values },
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
      data: { price: [1, 2, 3, 4] },
      column: 'price',
      params: { quantiles: [{ at: 0.5, max: 2.999 }], between: 'nearest', tolerance: 0.001 },
      status: 'passed',
      found: '50 % 3',
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

/** The same bounds, open as far as the tolerance goes. */
function widened(bounds: Bounds, tolerance: number): Bounds {
  if (tolerance === 0) return bounds
  const { min, max } = bounds
  return {
    min: min === undefined ? undefined : Number(min) - Math.abs(Number(min)) * tolerance,
    max: max === undefined ? undefined : Number(max) + Math.abs(Number(max)) * tolerance,
    strictMin: bounds.strictMin,
    strictMax: bounds.strictMax,
  }
}

/** `{ quantiles, value_ranges }` as a list of quantiles; one without a bound may be any number. */
function gxQuantiles(ranges: unknown): unknown {
  const { quantiles, value_ranges } = (ranges ?? {}) as { quantiles?: unknown; value_ranges?: unknown }
  if (!Array.isArray(quantiles) || !Array.isArray(value_ranges)) return ranges
  return quantiles.flatMap((at, index) => {
    const [min, max] = (value_ranges[index] ?? []) as readonly (number | null)[]
    if ((min ?? max) == null) return [{ at, min: -Number.MAX_VALUE }]
    return [{ at, ...(min != null && { min }), ...(max != null && { max }) }]
  })
}

function gxMethod(error: unknown): unknown {
  return typeof error === 'string' ? error : 'nearest'
}
