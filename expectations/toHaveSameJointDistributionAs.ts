import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { formatNumber } from '../src/core/format.ts'
import { type Answers, of, type Role, type RowsMetric, type SchemaMetric } from '../src/core/metric.ts'
import { comparableColumns, drawClassifier } from './evidence/classifier.ts'
import { judgeTest, rounded, testParams } from './parts/hypothesis.ts'

/**
 * No model can tell rows of the sample from rows of the reference, as far as a small one tries: it learns on a part of
 * the rows, scores the others, and its scores are compared by ranks. Sees what changed between columns together, such
 * as a correlation, where each column by itself is as before. Keys, dates and lists are left out.
 */
export const toHaveSameJointDistributionAs = defineHypothesis({
  name: 'toHaveSameJointDistributionAs',
  id: 'joint',
  family: 'classifier',
  category: 'drift',
  subject: 'table',
  needsReference: true,
  summary: 'No model can tell the rows of the sample from the rows of the reference.',
  params: z.strictObject({
    features: z.array(z.string()).min(1).optional().describe('The columns to look at; all when absent.'),
    except: z.array(z.string()).default([]).describe('Columns to leave out, such as ids.'),
    rows: z
      .int()
      .min(100)
      .max(1_000_000)
      .default(20_000)
      .describe('How many rows of each dataset to look at, at most.'),
    seed: z.int().default(1).describe('Chooses the rows, and the parts to learn on.'),
    ...testParams,
  }),
  metrics: (): Record<Role, SchemaMetric> => ({
    reference: of('reference').schema(),
    sample: of('sample').schema(),
  }),
  further: ({ reference, sample }: Answers<Record<Role, SchemaMetric>>, params): Further | undefined => {
    const names = comparableColumns({ reference, sample }, params).map(({ name }) => name)
    if (names.length === 0) return undefined
    return {
      reference: of('reference').rows(names, params.rows, params.seed),
      sample: of('sample').rows(names, params.rows, params.seed),
    }
  },
  expected: (_, { features }) =>
    `rows${features ? ` of ${features.join(', ')}` : ''} that cannot be told from those of the reference`,
  test: (schemas, params, _, rows?: Answers<Further>) =>
    drawClassifier(comparableColumns(schemas, params), rows, params),
  judge: test => judgeTest(test, `AUC ${formatNumber(rounded(test.statistic.value))}`),
  examples: [
    {
      data: { x: spread(800).slice(400), y: spread(800).slice(400) },
      reference: { x: spread(400), y: spread(400) },
      status: 'passed',
      found: 'AUC 0.532; p 0.099 > 0.05',
    },
    // Each column by itself is the same; only together they tell the datasets apart.
    {
      data: { x: spread(400), y: spread(400).map(value => -value) },
      reference: { x: spread(400), y: spread(400) },
      status: 'failed',
      found: 'AUC 0.999; p 1.8e-105 < 0.05',
    },
    {
      data: { day: [new Date(0)] },
      reference: { day: [new Date(0)] },
      status: 'inconclusive',
      found: 'no column can be compared: keys, dates and lists are left out',
    },
    {
      data: { x: [null] },
      types: { x: 'number' },
      reference: { x: [1.5] },
      status: 'inconclusive',
      found: '1 and 1 rows are too few to learn from; each dataset needs 20',
    },
  ],
})

type Further = Readonly<Record<Role, RowsMetric>>

/** Numbers from −1 to 1 in an order that follows no pattern. */
function spread(count: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => ((k * k * 0.618034) % 1) * 2 - 1)
}
