import { z } from 'zod'
import { isWithin, numberBounds, rangeText, refuseEmptyRange } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { formatNumber, plural } from '../src/core/format.ts'
import { type Frequencies, of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import { entropy } from '../src/stats/index.ts'
import { identityOf } from './parts/values.ts'

const mostPairs = 100_000

/**
 * The mutual information of two columns lies between bounds, in bits: how much the value of one tells of the other's, 0
 * where they are independent. Values are categories, so that columns with many distinct ones seem to tell much. Rows in
 * which one is missing are left out.
 */
export const toHaveMutualInformationBetween = defineRule({
  name: 'toHaveMutualInformationBetween',
  id: 'mutual-information',
  category: 'statistics',
  subject: 'columns',
  columnCount: 2,
  summary: 'The mutual information of two columns, in bits, lies between two bounds.',
  params: z.strictObject(numberBounds).superRefine(refuseEmptyRange),
  metrics: ({ columns }) => ({
    rows: of('sample').rowCount(),
    pairs: of('sample').frequencies(columns, mostPairs),
  }),
  expected: ({ columns: [one, other] }, bounds) =>
    `mutual information of ${one} and ${other} ${rangeText(bounds)} bits`,
  judge: ({ rows, pairs }, bounds) => {
    if (pairs.distinct > mostPairs)
      return { status: 'inconclusive', found: `${plural(pairs.distinct, 'pair')}, more than are counted` }
    const information = mutualInformation(pairs)
    if (information === undefined) return nothingToCheck(rows, 'failed')
    return {
      status: isWithin(information, bounds) ? 'passed' : 'failed',
      found: `mutual information ${formatNumber(information)} bits`,
      observed: { value: information },
    }
  },
  // sklearn.metrics.mutual_info_score(one, other) / numpy.log(2).
  examples: [
    {
      data: { city: ['a', 'a', 'b', 'b', null], country: ['x', 'x', 'y', 'y', 'x'] },
      columns: ['city', 'country'],
      params: { min: 0.9 },
      status: 'passed',
      found: 'mutual information 1 bits',
    },
    {
      data: { city: ['a', 'a', 'b', 'b'], country: ['x', 'x', 'x', 'y'] },
      columns: ['city', 'country'],
      params: { min: 0.5 },
      status: 'failed',
      found: 'mutual information 0.311278 bits',
    },
    {
      data: { city: ['a', 'a', 'b', 'b'], country: ['x', 'y', 'x', 'y'] },
      columns: ['city', 'country'],
      params: { max: 0 },
      status: 'passed',
      found: 'mutual information 0 bits',
    },
    {
      data: { city: ['a', null], country: [null, 'x'] },
      columns: ['city', 'country'],
      params: { max: 1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

/** H(X) + H(Y) − H(X, Y); not below 0, whatever is lost to rounding. */
function mutualInformation({ entries }: Frequencies): number | undefined {
  const full = entries.filter(({ values }) => !values.includes(null))
  if (full.length === 0) return undefined
  const marginal = (place: number) => {
    const counts = new Map<string, number>()
    for (const { values, count } of full) {
      const key = identityOf(values[place] ?? null)
      counts.set(key, (counts.get(key) ?? 0) + count)
    }
    return entropy([...counts.values()], 'bits')
  }
  const joint = entropy(
    full.map(({ count }) => count),
    'bits',
  )
  return Math.max(0, marginal(0) + marginal(1) - joint)
}
