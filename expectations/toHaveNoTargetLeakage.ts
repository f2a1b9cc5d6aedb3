import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { featureStrength } from './parts/feature-strength.ts'

const mostRows = 50_000
const seed = 1

/**
 * A feature alone does not tell the label too well, which it would if it were made from it. Numbers against a label of
 * two values are measured by their AUC (2 · AUC − 1 is compared), all else by Cramér's V with Bergsma's correction, for
 * which numbers are cut into tenths. Of more than 50,000 rows that many are drawn, the same ones each time. Rows in
 * which one of both is missing are left out. The label itself passes; one of more than 50 values is not judged.
 */
export const toHaveNoTargetLeakage = defineRule({
  name: 'toHaveNoTargetLeakage',
  id: 'target-leakage',
  category: 'statistics',
  subject: 'column',
  accepts: ['string', 'boolean', 'integer', 'number'],
  summary: 'A feature alone does not tell the label too well.',
  params: z.strictObject({
    label: z.string().meta({ title: 'column name', description: 'The column that is to be predicted.' }),
    max: z
      .number()
      .min(0)
      .max(1)
      .default(0.95)
      .describe('The greatest allowed strength, itself allowed: 0 tells nothing, 1 tells every label.'),
  }),
  shorthand: 'label',
  metrics: ({ column }, { label }) => ({
    rows: of('sample').rowCount(),
    drawn: of('sample').rows([column, label], mostRows, seed),
  }),
  expected: ({ column }, { label, max }) =>
    `${column} alone to tell ${label} no better than ${formatNumber(max)}`,
  judge: ({ rows, drawn: [features = [], labels = []] }, { label, max }, { column }) => {
    if (column === label) return { status: 'passed', found: 'the label itself' }
    const pairs = features.map((feature, row) => ({ feature, label: labels[row] ?? null }))
    if (pairs.every(pair => pair.feature === null || pair.label === null))
      return nothingToCheck(rows, 'failed')
    const found = featureStrength(pairs)
    if (found === undefined)
      return { status: 'inconclusive', found: 'fewer than two labels, or more than 50' }
    const { measure, value, strength } = found
    return {
      status: strength <= max ? 'passed' : 'failed',
      found: `${measure} ${formatNumber(Number(value.toPrecision(4)))}, strength ${formatNumber(Number(strength.toPrecision(4)))}${rows > mostRows ? `, in ${plural(mostRows, 'row')}` : ''}`,
      observed: { strength, measure, value },
    }
  },
  // sklearn.metrics.roc_auc_score(label, feature).
  examples: [
    {
      data: { paid: [0, 0, 9, 12, null], churned: [true, true, false, false, true] },
      column: 'paid',
      params: { label: 'churned' },
      status: 'failed',
      found: 'AUC 1, strength 1',
    },
    {
      data: { age: [1, 3, 2, 3, 1], sick: [0, 0, 1, 1, 0] },
      column: 'age',
      params: { label: 'sick', max: 0.5 },
      status: 'passed',
      found: 'AUC 0.75, strength 0.5',
    },
    {
      data: { code: ['a', 'a', 'b', 'b', 'c', 'c'], kind: ['x', 'x', 'y', 'y', 'z', 'z'] },
      column: 'code',
      params: { label: 'kind', max: 0.9 },
      status: 'failed',
      found: "Cramér's V 1, strength 1",
    },
    {
      data: { id: ['a', 'b', 'c', 'd'], kind: ['x', 'x', 'y', 'y'] },
      column: 'id',
      params: { label: 'kind' },
      status: 'passed',
      found: "Cramér's V 0, strength 0",
    },
    {
      data: { age: [1, 2], sick: [1, 1] },
      column: 'age',
      params: { label: 'sick' },
      status: 'inconclusive',
      found: 'fewer than two labels, or more than 50',
    },
    {
      data: { age: [null], sick: [1] },
      types: { age: 'number' },
      column: 'age',
      params: { label: 'sick' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
