import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { value } from '../src/core/expr.ts'
import { type FrequenciesMetric, of, type Role } from '../src/core/metric.ts'
import { drawFrequencies, drawShares } from './evidence/category-shares.ts'
import { mostCategories } from './evidence/shares-evidence.ts'
import { type GroupedMetric, groupedBy } from './parts/compared.ts'
import { times } from './parts/examples.ts'
import { judgeTest, shareFacts, testParams } from './parts/hypothesis.ts'

/**
 * The values of a column have the shares that they have in the reference, by the chi-square test. Rare values are
 * pooled, nulls left out.
 */
export const toHaveSameCategorySharesAs = defineHypothesis({
  name: 'toHaveSameCategorySharesAs',
  id: 'chi2',
  family: 'chi-square',
  category: 'drift',
  subject: 'column',
  accepts: ['string', 'boolean', 'integer'],
  needsReference: true,
  summary: 'The values of a column have the shares that they have in the reference.',
  params: z.strictObject(testParams),
  metrics: ({ column }, params): Grouped | Counted => {
    const grouped = groupedBy(value(column), params)
    if (grouped) return { grouped }
    return {
      reference: of('reference').frequencies([column], mostCategories),
      sample: of('sample').frequencies([column], mostCategories),
    }
  },
  expected: ({ column }) => `shares of the values of ${column} as in the reference`,
  test: (answers, params, { column }) => {
    const draw = { of: value(column), params }
    return 'grouped' in answers ? drawShares(answers.grouped, draw) : drawFrequencies(answers, draw)
  },
  judge: test => judgeTest(test, shareFacts(test)),
  // scipy.stats.chi2_contingency(table, correction=False), and fisher_exact(table) for two categories.
  examples: [
    {
      data: { genre: [...times(210, 'pop'), ...times(140, 'rock'), ...times(50, 'jazz')] },
      reference: { genre: [...times(200, 'pop'), ...times(150, 'rock'), ...times(50, 'jazz'), null] },
      column: 'genre',
      status: 'passed',
      found: 'χ² 0.589, total variation 0.025; p 0.745 > 0.05',
    },
    {
      data: { genre: [...times(100, 'pop'), ...times(150, 'rock'), ...times(150, 'jazz')] },
      reference: { genre: [...times(200, 'pop'), ...times(150, 'rock'), ...times(50, 'jazz')] },
      column: 'genre',
      status: 'failed',
      found: 'χ² 83.3, total variation 0.25; p 8.0e-19 < 0.05',
    },
    {
      data: { flag: [...times(300, true), ...times(100, false)] },
      reference: { flag: [...times(280, true), ...times(120, false)] },
      column: 'flag',
      status: 'passed',
      found: 'total variation 0.05; p 0.132 > 0.05',
    },
    {
      data: { genre: ['pop', 'rock'] },
      reference: { genre: ['pop', 'jazz', 'rock'] },
      column: 'genre',
      status: 'inconclusive',
      found: 'every category is too rare to be compared',
    },
    {
      data: { flag: times(100, true) },
      reference: { flag: times(200, true) },
      column: 'flag',
      status: 'passed',
      found: 'total variation 0; p 1 > 0.05',
    },
    {
      data: { flag: [true, true] },
      reference: { flag: [true] },
      column: 'flag',
      status: 'inconclusive',
      found: 'total variation 0; p 1 > 0.05; 1 and 2 values are too few to show any total variation',
    },
    {
      data: { genre: ['pop'] },
      reference: { genre: [null] },
      column: 'genre',
      status: 'vacuous',
      found: 'no values in the reference',
    },
  ],
})

type Grouped = { readonly grouped: GroupedMetric }
type Counted = Readonly<Record<Role, FrequenciesMetric>>
