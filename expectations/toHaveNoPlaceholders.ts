import { z } from 'zod'
import { matches, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

const usual = [
  '',
  '-',
  '--',
  '.',
  '?',
  'n/a',
  'na',
  '#n/a',
  'nan',
  'null',
  'nil',
  'none',
  'missing',
  'unknown',
  'undefined',
  'not available',
  'tbd',
]

/**
 * No value of a column is another way to write that there is none, such as `N/A` or `-`: with them, a column has
 * several kinds of missing values, and counts of missing values miss some. Upper and lower case and white space around
 * a value do not matter. Nulls are left out.
 */
export const toHaveNoPlaceholders = defineRowExpectation({
  name: 'toHaveNoPlaceholders',
  id: 'placeholders',
  category: 'missing',
  accepts: ['string', 'integer', 'number'],
  summary: 'No value of a column is a text that stands for a missing value, such as N/A or a dash.',
  params: z.strictObject({
    placeholders: z.array(z.string()).min(1).default(usual).meta({
      title: 'list of texts',
      description: 'What stands for a missing value; numbers as text, `"-999"`.',
    }),
    mostly,
  }),
  shorthand: 'placeholders',
  expected: ({ column }, _) => `no placeholders for missing values in ${column}`,
  failing: ({ column }, { placeholders }) =>
    matches(value(column), `^\\s*(?i:${placeholders.map(escaped).join('|')})\\s*$`),
  offence: 'stand for a missing value',
  examples: [
    {
      data: { phone: ['030', 'N/A', 'null', ' - ', '', 'Nancy', null] },
      column: 'phone',
      status: 'failed',
      found: '4 of 6 values stand for a missing value',
    },
    {
      data: { phone: ['030', 'Nonesuch', '-1', null] },
      column: 'phone',
      status: 'passed',
      found: 'none of 3 values stand for a missing value',
    },
    {
      data: { age: [34, -999, 999] },
      column: 'age',
      params: { placeholders: ['-999'] },
      status: 'failed',
      found: '1 of 3 values stand for a missing value',
    },
    {
      data: { phone: [null] },
      types: { phone: 'string' },
      column: 'phone',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
