import { z } from 'zod'
import { defineRule } from '../src/core/expectation.ts'
import { literal } from '../src/core/expr.ts'
import { formatCount, formatList, plural } from '../src/core/format.ts'
import { type OverlapRequest, of, overlap } from '../src/core/metric.ts'
import { columnList } from './parts/columns.ts'

/**
 * The rows are those of the reference, by the columns that name a row: none is missing, none is extra, and none has
 * changed. A null is the same as a null. Rows that are extra or have changed offend.
 */
export const toHaveSameRowsAs = defineRule({
  name: 'toHaveSameRowsAs',
  id: 'same-rows',
  category: 'values',
  subject: 'columns',
  needsReference: true,
  summary: 'The rows are those of the reference, told apart by a key: none missing, extra or changed.',
  params: z.strictObject({
    compared: columnList
      .optional()
      .describe(
        'The columns that have to be the same, besides the key; all that both datasets have where absent.',
      ),
  }),
  shorthand: 'compared',
  metrics: ({ columns }, { compared }) => ({
    keys: overlap(both(columns)),
    rows: overlap(rowsOf(columns, compared)),
    repeated: of('sample').duplicates(columns),
  }),
  expected: ({ columns }, { compared }) =>
    `the rows of the reference, by ${formatList(columns)}${compared ? `, with the same ${formatList(compared)}` : ''}`,
  judge: ({ keys, rows, repeated }) => {
    const [all, others] = [keys.sample.rows, keys.reference.rows]
    if (all === 0 && others === 0) return { status: 'vacuous', found: 'no rows' }
    const missing = others - keys.reference.shared
    const extra = all - keys.sample.shared
    const changed = keys.sample.shared - rows.sample.shared
    return {
      status: missing + extra + changed === 0 ? 'passed' : 'failed',
      found: `${formatCount(missing)} missing, ${formatCount(extra)} extra and ${formatCount(changed)} changed; ${plural(all, 'row')}, ${formatCount(others)} in the reference`,
      observed: { missing, extra, changed, sample: all, reference: others },
      unexpected: { count: extra + changed, of: all },
      hint:
        repeated.rows > 0
          ? `${plural(repeated.rows, 'row')} share the key with another; a further column may tell them apart.`
          : undefined,
    }
  },
  failing: ({ columns }, { compared }) => ({ overlap: rowsOf(columns, compared), isShared: false }),
  examples: [
    {
      data: { id: [1, 2, 4], price: [5, 7, 8] },
      reference: { id: [1, 2, 3], price: [5, 6, 7] },
      columns: ['id'],
      status: 'failed',
      found: '1 missing, 1 extra and 1 changed; 3 rows, 3 in the reference',
    },
    {
      data: { id: [2, 1], price: [null, 5], note: ['x', 'y'] },
      reference: { id: [1, 2], price: [5, null] },
      columns: ['id'],
      status: 'passed',
      found: '0 missing, 0 extra and 0 changed; 2 rows, 2 in the reference',
    },
    {
      data: { shop: ['a', 'a'], day: [1, 2], sold: [3, 4], note: ['x', 'y'] },
      reference: { shop: ['a', 'a'], day: [1, 2], sold: [3, 4], note: ['x', 'z'] },
      columns: ['shop', 'day'],
      params: { compared: ['sold'] },
      status: 'passed',
      found: '0 missing, 0 extra and 0 changed; 2 rows, 2 in the reference',
    },
    {
      data: { id: [] },
      types: { id: 'integer' },
      reference: { id: [] },
      columns: ['id'],
      status: 'vacuous',
      found: 'no rows',
    },
  ],
})

/** Rows of both datasets, also under a condition. */
function both(columns: readonly string[]): OverlapRequest {
  return { columns, referenceWhere: literal(true) }
}

function rowsOf(key: readonly string[], compared: readonly string[] | undefined): OverlapRequest {
  return both(compared === undefined ? [] : [...new Set([...key, ...compared])])
}
