import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { and, type Expr, isNull, not, or, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

const patterns = ['all-or-none', 'at-least-one', 'exactly-one', 'at-most-one'] as const
type Pattern = (typeof patterns)[number]

const words: Readonly<Record<Pattern, string>> = {
  'all-or-none': 'all or none',
  'at-least-one': 'at least one',
  'exactly-one': 'exactly one',
  'at-most-one': 'at most one',
}

/** In every row, of several columns all or none have a value, or at least, exactly or at most one has. */
export const toHaveRowsFilled = defineRule({
  name: 'toHaveRowsFilled',
  id: 'filled',
  category: 'missing',
  subject: 'columns',
  summary: 'Of several columns, all or none, or at least, exactly or at most one, have a value in every row.',
  params: z.strictObject({
    pattern: z
      .enum(patterns)
      .default('all-or-none')
      .describe('How many of the columns have a value in a row.'),
    mostly: mostly.describe('The least share of all rows that has to meet the rule; 0.99 is 99 %.'),
  }),
  shorthand: 'pattern',
  metrics: ({ columns }, { pattern }) => ({
    rows: of('sample').rowCount(),
    failing: of('sample').countIf(offends(columns, pattern)),
  }),
  expected: ({ columns }, { pattern, mostly }) =>
    `${words[pattern]} of ${formatList(columns)} present${mostlyText(mostly)}`,
  judge: ({ rows, failing }, { mostly }) =>
    judgeCounts({ rows, checked: rows, failing, mostly, offence: 'filled otherwise', noun: 'row' }),
  failing: ({ columns }, { pattern }) => ({ where: offends(columns, pattern) }),
  examples: [
    {
      data: { street: ['a', null, 'c'], city: ['b', null, null] },
      columns: ['street', 'city'],
      status: 'failed',
      found: '1 of 3 rows filled otherwise',
    },
    {
      data: { mail: ['a', null], phone: [null, '1'] },
      columns: ['mail', 'phone'],
      params: { pattern: 'exactly-one' },
      status: 'passed',
      found: 'none of 2 rows filled otherwise',
    },
    {
      data: { mail: ['a', null, 'b'], phone: [null, null, '1'] },
      columns: ['mail', 'phone'],
      params: { pattern: 'at-least-one', mostly: 0.5 },
      status: 'passed',
      found: '1 of 3 rows filled otherwise (33.3 %), up to 50.0 % allowed',
    },
    {
      data: { a: [1, 1, null], b: [1, null, null], c: [null, null, null] },
      types: { c: 'integer' },
      columns: ['a', 'b', 'c'],
      params: { pattern: 'at-most-one' },
      status: 'failed',
      found: '1 of 3 rows filled otherwise',
    },
    {
      data: { a: [], b: [] },
      types: { a: 'integer', b: 'integer' },
      columns: ['a', 'b'],
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})

function offends(columns: readonly string[], pattern: Pattern): Expr {
  const missing = columns.map(column => isNull(value(column)))
  const none = and(...missing)
  const some = or(...missing.map(not))
  if (pattern === 'all-or-none') return and(some, or(...missing))
  if (pattern === 'at-least-one') return none
  const several = or(
    ...missing.map((isMissing, place) => and(not(isMissing), or(...missing.slice(place + 1).map(not)))),
  )
  return pattern === 'at-most-one' ? several : or(none, several)
}
