import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { isNull, value } from '../src/core/expr.ts'
import { formatShare } from '../src/core/format.ts'
import { type AggregateMetric, type Answers, of } from '../src/core/metric.ts'
import type { DrawnTest } from '../src/core/test.ts'
import { drawGroupedNullShare, drawNullShare } from './evidence/null-share.ts'
import { type GroupedMetric, groupedBy } from './parts/compared.ts'
import { judgeTest, testParams } from './parts/hypothesis.ts'

/**
 * A column has the share of missing values that it has in the reference, by a test of two proportions. Only null is
 * missing; NaN is a value.
 */
export const toHaveSameNullShareAs = defineHypothesis({
  name: 'toHaveSameNullShareAs',
  id: 'missing',
  family: 'missing',
  category: 'missing',
  subject: 'column',
  needsReference: true,
  summary: 'A column has the share of missing values that it has in the reference.',
  params: z.strictObject(testParams),
  metrics: ({ column }, params): Asked => {
    const grouped = groupedBy(isNull(value(column)), params)
    if (grouped) return { grouped }
    const [reference, sample] = [of('reference'), of('sample')]
    return {
      referenceRows: reference.rowCount(),
      referenceCount: reference.count(value(column)),
      sampleRows: sample.rowCount(),
      sampleCount: sample.count(value(column)),
    }
  },
  expected: ({ column }) => `as many missing values in ${column} as in the reference`,
  test: (answers: Answers<Asked>, params, { column }) => {
    if ('grouped' in answers) return drawGroupedNullShare(column, answers.grouped, params)
    const { referenceRows, referenceCount, sampleRows, sampleCount } = answers
    return drawNullShare(column, {
      reference: { count: referenceRows - referenceCount, of: referenceRows },
      sample: { count: sampleRows - sampleCount, of: sampleRows },
    })
  },
  judge: test => judgeTest(test, factsOf(test)),
  examples: [
    {
      data: { price: column(300, 3) },
      reference: { price: column(300, 2) },
      column: 'price',
      status: 'passed',
      found: 'missing 0.7 % → 1.0 %; p 1 > 0.05',
    },
    {
      data: { price: column(300, 30) },
      reference: { price: column(300, 2) },
      column: 'price',
      status: 'failed',
      found: 'missing 0.7 % → 10.0 %; p 1.3e-7 < 0.05',
    },
    {
      data: { price: column(5, 0) },
      reference: { price: column(5, 0) },
      column: 'price',
      status: 'inconclusive',
      found:
        'missing 0 % → 0 %; p 1 > 0.05; 5 and 5 values show share difference only from 0.947, not from 0.3',
    },
    {
      data: { price: [] },
      types: { price: 'number' },
      reference: { price: [6.5, 7] },
      column: 'price',
      status: 'vacuous',
      found: 'no values in the sample',
    },
  ],
})

type Counts = Readonly<
  Record<'referenceRows' | 'referenceCount' | 'sampleRows' | 'sampleCount', AggregateMetric<number>>
>
type Asked = { readonly grouped: GroupedMetric } | Counts

function factsOf({ summaries: [share] }: DrawnTest): string {
  return `missing ${formatShare(share?.reference ?? 0)} → ${formatShare(share?.sample ?? 0)}`
}

function column(rows: number, missing: number): readonly (number | null)[] {
  return Array.from({ length: rows }, (_, row) => (row < missing ? null : row))
}
