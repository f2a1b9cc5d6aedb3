import { z } from 'zod'
import { matches, or, value } from '../src/core/expr.ts'
import { formatList } from '../src/core/format.ts'
import { defineRowExpectation, mostly } from '../src/core/rows.ts'

/** White space of Unicode, which `\s` is not in RE2. */
const space = '[\\s\\v\\p{Z}\\x{85}\\x{feff}]'
const patterns = { leading: `^${space}`, trailing: `${space}$`, repeated: `${space}{2}` }
const places = ['leading', 'trailing', 'repeated'] as const

/** No text in a column begins or ends with white space, or has two of it in a row. Nulls are left out. */
export const toHaveNoStraySpaces = defineRowExpectation({
  name: 'toHaveNoStraySpaces',
  id: 'stray-spaces',
  category: 'values',
  accepts: ['string'],
  summary: 'No text in a column has leading, trailing or repeated white space.',
  params: z.strictObject({
    refused: z
      .array(z.enum(places))
      .min(1)
      .default([...places])
      .meta({
        title: 'list of places',
        description: 'Where white space is refused: `leading`, `trailing`, `repeated`.',
      }),
    mostly,
  }),
  shorthand: 'refused',
  expected: ({ column }, { refused }) =>
    `no ${formatList(refused).replace(' and ', ' or ')} spaces in ${column}`,
  failing: ({ column }, { refused }) => or(...refused.map(place => matches(value(column), patterns[place]))),
  offence: 'with stray spaces',
  examples: [
    {
      data: { city: [' Bonn', 'Bonn\t', 'New  York', 'New York', '\u00a0Rom', null] },
      column: 'city',
      status: 'failed',
      found: '4 of 5 values with stray spaces',
    },
    {
      data: { city: ['Bonn', 'New  York', ''] },
      column: 'city',
      params: { refused: ['leading', 'trailing'] },
      status: 'passed',
      found: 'none of 3 values with stray spaces',
    },
    {
      data: { city: [' ', 'a\n'] },
      column: 'city',
      params: { mostly: 0.5 },
      status: 'failed',
      found: '2 of 2 values with stray spaces, up to 50.0 % allowed',
    },
    {
      data: { city: [null] },
      types: { city: 'string' },
      column: 'city',
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
