import { z } from 'zod'
import { matches, value } from '../src/core/expr.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/** What a text has that is not in a case, as a regular expression. */
const offences = {
  lower: '\\p{Lu}|\\p{Lt}',
  upper: '\\p{Ll}|\\p{Lt}',
  // Letters after an apostrophe go on with a word: O'Neil's.
  title: "(?:^|[^\\p{L}\\p{M}'’])\\p{Ll}|\\p{L}\\p{M}*\\p{Lu}",
}
const words = { lower: 'lower case', upper: 'upper case', title: 'title case' }

/**
 * Every text in a column is written in one case. In title case each word begins with a capital and goes on in small
 * letters. What has no case, such as digits, is in every case. Nulls are left out.
 */
export const toHaveValuesInCase = defineRowExpectation({
  name: 'toHaveValuesInCase',
  id: 'case',
  category: 'values',
  accepts: ['string'],
  summary: 'Every text in a column is in lower, upper or title case.',
  params: z.strictObject({
    case: z.enum(['lower', 'upper', 'title']).describe('The case; of all letters of Unicode.'),
    mostly,
  }),
  shorthand: 'case',
  expected: ({ column }, params) => `${column} in ${words[params.case]}`,
  failing: ({ column }, params) => matches(value(column), offences[params.case]),
  offence: 'in another case',
  examples: [
    {
      data: { genre: ['rock', 'Rock', 'POP', 'été', '80s', null] },
      column: 'genre',
      params: { case: 'lower' },
      status: 'failed',
      found: '2 of 5 values in another case',
    },
    {
      data: { iso: ['DE', 'ÖR', '', '1'] },
      column: 'iso',
      params: { case: 'upper' },
      status: 'passed',
      found: 'none of 4 values in another case',
    },
    {
      data: { city: ['New York', "O'neil's", 'new York', 'Rio De janeiro', 'PARIS', 'Åre'] },
      column: 'city',
      params: { case: 'title' },
      status: 'failed',
      found: '3 of 6 values in another case',
    },
    {
      data: { genre: [null] },
      types: { genre: 'string' },
      column: 'genre',
      params: { case: 'lower' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
