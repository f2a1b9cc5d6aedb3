import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatCount, formatShare, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'

/** There are about as many rows as in the reference: no more of them have come or gone than a share. */
export const toHaveRowCountNear = defineRule({
  name: 'toHaveRowCountNear',
  id: 'row-count-near',
  category: 'schema',
  subject: 'table',
  needsReference: true,
  summary: 'The number of rows differs from that of the reference by no more than a share.',
  params: z.strictObject({
    share: z
      .number()
      .min(0)
      .describe('The greatest allowed difference as a share of the rows of the reference: 0.1 is 10 %.'),
  }),
  shorthand: 'share',
  metrics: () => ({ rows: of('sample').rowCount(), others: of('reference').rowCount() }),
  expected: (_, { share }) => `number of rows within ${formatShare(share)} of the reference`,
  judge: ({ rows, others }, { share }) => {
    const difference = Math.abs(rows - others)
    const change =
      others === 0 ? '' : `, ${formatShare(difference / others)} ${rows < others ? 'fewer' : 'more'}`
    return {
      status: difference <= share * others ? 'passed' : 'failed',
      found: `${plural(rows, 'row')}, ${formatCount(others)} in the reference${difference === 0 ? '' : change}`,
      observed: { sample: rows, reference: others },
    }
  },
  examples: [
    {
      data: { a: [1, 2, 3, 4, 5] },
      reference: { a: [1, 2, 3, 4] },
      params: { share: 0.25 },
      status: 'passed',
      found: '5 rows, 4 in the reference, 25.0 % more',
    },
    {
      data: { a: [1] },
      reference: { a: [1, 2, 3, 4] },
      params: { share: 0.5 },
      status: 'failed',
      found: '1 row, 4 in the reference, 75.0 % fewer',
    },
    {
      data: { a: [1] },
      reference: { a: [] },
      params: { share: 0.5 },
      status: 'failed',
      found: '1 row, 0 in the reference',
    },
    {
      data: { a: [1] },
      reference: { a: [2] },
      params: { share: 0 },
      status: 'passed',
      found: '1 row, 1 in the reference',
    },
  ],
})
