import { z } from 'zod'
import { type Bounds, isWithin, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { isNull, value } from '../src/core/expr.ts'
import { formatCount, formatShare, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'

const share = z.number().min(0).max(1).optional()

/** The share of all rows in which a column is null lies between two bounds, which belong to the range. */
export const toHaveNullShare = defineRule({
  name: 'toHaveNullShare',
  id: 'null-share',
  category: 'missing',
  subject: 'column',
  summary: 'The share of rows in which a column is missing lies between two bounds.',
  params: z
    .strictObject({
      min: share.describe('The least allowed share of all rows, itself allowed; 0.05 is 5 %.'),
      max: share.describe('The greatest allowed share of all rows, itself allowed; 0.05 is 5 %.'),
    })
    .superRefine((params, context) => refuseEmptyRange(boundsOf(params), context)),
  shorthand: 'max',
  metrics: ({ column }) => ({ rows: of('sample').rowCount(), present: of('sample').count(value(column)) }),
  expected: ({ column }, { min, max }) => `share of missing values in ${column} ${shareRange(min, max)}`,
  judge: ({ rows, present }, params) => {
    if (rows === 0) return nothingToCheck(rows)
    const missing = rows - present
    return {
      status: isWithin(missing / rows, boundsOf(params)) ? 'passed' : 'failed',
      found: `${formatCount(missing)} of ${plural(rows, 'value')} missing (${formatShare(missing / rows)})`,
      observed: { rows, missing },
      ...(missing / rows > (params.max ?? 1) && { unexpected: { count: missing, of: rows } }),
    }
  },
  failing: ({ column }) => ({ where: isNull(value(column)) }),
  examples: [
    {
      data: { price: [1, null, 3, 4] },
      column: 'price',
      params: { max: 0.2 },
      status: 'failed',
      found: '1 of 4 values missing (25.0 %)',
    },
    {
      data: { price: [1, null, 3, 4] },
      column: 'price',
      params: { min: 0.25, max: 0.25 },
      status: 'passed',
      found: '1 of 4 values missing (25.0 %)',
    },
    {
      data: { price: [null, null] },
      types: { price: 'number' },
      column: 'price',
      params: { max: 0.5 },
      status: 'failed',
      found: '2 of 2 values missing (100 %)',
    },
    {
      data: { price: [Number.NaN, 0] },
      column: 'price',
      params: { max: 0 },
      status: 'passed',
      found: '0 of 2 values missing (0 %)',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      column: 'price',
      params: { max: 0.5 },
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})

interface ShareBounds {
  readonly min?: number
  readonly max?: number
}

function boundsOf({ min, max }: ShareBounds): Bounds {
  return { min, max, strictMin: false, strictMax: false }
}

function shareRange(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${formatShare(max ?? 1)}`
  if (max === undefined) return `at least ${formatShare(min)}`
  return `between ${formatShare(min)} and ${formatShare(max)}`
}
