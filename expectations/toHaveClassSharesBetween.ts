import { isWithin } from '../src/core/bounds.ts'
import { defineRule } from '../src/core/expectation.ts'
import { formatList, formatShare, formatValue, plural } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { nothingToCheck } from '../src/core/rows.ts'
import type { Value } from '../src/core/value.ts'
import { shareParams, shareRange } from './parts/shares.ts'

const mostClasses = 1000

/** Every class of a column, which is each of its values, has a share between bounds. Nulls are left out. */
export const toHaveClassSharesBetween = defineRule({
  name: 'toHaveClassSharesBetween',
  id: 'class-shares',
  category: 'statistics',
  subject: 'column',
  accepts: ['string', 'boolean', 'integer'],
  summary: 'Every value of a column, such as a label, has a share between two bounds: classes are balanced.',
  params: shareParams,
  metrics: ({ column }) => ({
    rows: of('sample').rowCount(),
    classes: of('sample').frequencies([column], mostClasses),
  }),
  expected: ({ column }, bounds) => `share of each class of ${column} ${shareRange(bounds)}`,
  judge: ({ rows, classes: { entries, distinct, total } }, bounds) => {
    if (total === 0) return nothingToCheck(rows, 'failed')
    if (distinct > mostClasses)
      return {
        status: 'inconclusive',
        found: `${plural(distinct, 'class', 'classes')}, more than are counted`,
      }
    const shares = entries.map(({ values: [name = null], count }) => ({ name, share: count / total }))
    const outside = shares.filter(({ share }) => !isWithin(share, bounds))
    const counted = plural(distinct, 'class', 'classes')
    return {
      status: outside.length === 0 ? 'passed' : 'failed',
      found:
        outside.length === 0
          ? `${counted}, ${rangeOf(shares)}`
          : `${outside.length} of ${counted} outside: ${formatList(outside.map(classText), 6)}`,
      observed: {
        classes: distinct,
        min: shares.at(-1)?.share ?? 0,
        max: shares[0]?.share ?? 0,
      },
    }
  },
  examples: [
    {
      data: { label: ['cat', 'cat', 'dog', 'dog', 'dog', null] },
      column: 'label',
      params: { min: 0.4 },
      status: 'passed',
      found: '2 classes, 40.0 % to 60.0 %',
    },
    {
      data: { spam: [true, false, false, false, false] },
      column: 'spam',
      params: { min: 0.3, max: 0.7 },
      status: 'failed',
      found: '2 of 2 classes outside: false 80.0 % and true 20.0 %',
    },
    {
      data: { label: ['cat', 'cat'] },
      column: 'label',
      params: { max: 0.9 },
      status: 'failed',
      found: '1 of 1 class outside: "cat" 100 %',
    },
    {
      data: { label: [null] },
      types: { label: 'string' },
      column: 'label',
      params: { min: 0.1 },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

interface ClassShare {
  readonly name: Value
  readonly share: number
}

function classText({ name, share }: ClassShare): string {
  return `${formatValue(name)} ${formatShare(share)}`
}

/** Shares come in descending order. */
function rangeOf(shares: readonly ClassShare[]): string {
  return `${formatShare(shares.at(-1)?.share ?? 0)} to ${formatShare(shares[0]?.share ?? 0)}`
}
