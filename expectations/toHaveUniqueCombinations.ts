import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { formatList } from '../src/core/format.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostlyText } from '../src/core/rows.ts'
import { gxRecord, keptRows, recordParams } from './parts/records.ts'

/**
 * No combination of values of several columns occurs twice; every row with one that does offends. A null equals a
 * null.
 */
export const toHaveUniqueCombinations = defineRule({
  name: 'toHaveUniqueCombinations',
  id: 'compound-unique',
  category: 'values',
  subject: 'columns',
  summary: 'No combination of values of several columns occurs twice.',
  gx: [{ name: 'expect_compound_columns_to_be_unique', ...gxRecord }],
  params: z.strictObject(recordParams),
  metrics: ({ columns }, { ignoreRowIf }) => ({
    rows: of('sample').rowCount(),
    duplicates: of('sample').duplicates(columns, keptRows(columns, ignoreRowIf)),
  }),
  expected: ({ columns }, { mostly }) => `combinations of ${formatList(columns)} unique${mostlyText(mostly)}`,
  judge: ({ rows, duplicates }, { mostly }) =>
    judgeCounts({
      rows,
      checked: duplicates.checked,
      failing: duplicates.rows,
      mostly,
      offence: 'not unique',
      noun: 'row',
    }),
  failing: ({ columns }, { ignoreRowIf }) => ({
    duplicatesOf: columns,
    where: keptRows(columns, ignoreRowIf),
  }),
  examples: [
    {
      data: { artist: ['a', 'a', 'b'], track: [1, 1, 1] },
      columns: ['artist', 'track'],
      status: 'failed',
      found: '2 of 3 rows not unique',
    },
    {
      data: { artist: ['a', 'a', 'b'], track: [1, 2, 1] },
      columns: ['artist', 'track'],
      status: 'passed',
      found: 'none of 3 rows not unique',
    },
    {
      data: { artist: ['a', 'a', null, null], track: [null, null, null, null] },
      types: { track: 'integer' },
      columns: ['artist', 'track'],
      status: 'failed',
      found: '2 of 2 rows not unique',
    },
    {
      data: { artist: ['a', null, null], track: [null, 1, 1] },
      columns: ['artist', 'track'],
      params: { ignoreRowIf: 'any-missing' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
    {
      data: { artist: ['a', null, null], track: [1, null, null] },
      columns: ['artist', 'track'],
      params: { ignoreRowIf: 'never' },
      status: 'failed',
      found: '2 of 3 rows not unique',
    },
    {
      data: { artist: [null], track: [null] },
      types: { artist: 'string', track: 'integer' },
      columns: ['artist', 'track'],
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})
