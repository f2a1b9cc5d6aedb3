import type { Slice, SlicesRequest } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import type { Cell } from './arrow.ts'
import { compile } from './compile.ts'
import { storedColumn } from './dataset.ts'
import type { Source } from './groups.ts'
import { condition, decodable, distinguishable, type Sql } from './sql.ts'

/**
 * The parts into which lists of columns cut a dataset, in the order of the lists and in one query. Those of one list are
 * in the order of their values, null last, where the column counts first that the request names first.
 *
 * @throws UserError when a column does not exist or a condition is not true or false
 */
export async function slices(
  { by, conditions }: SlicesRequest,
  { dataset, rows }: Source,
): Promise<readonly Slice[]> {
  const names = [...new Set(by.flat())]
  const keys = names.map(name => {
    const { identifier: text, type } = storedColumn(dataset, name)
    return distinguishable({ text, type })
  })
  const counted = conditions.map(expr => condition(compile(expr, dataset)))
  if (by.length === 0) return []
  const lists = by.map(list => list.map(name => names.indexOf(name)))
  const found = await rows(slicesSql({ keys, counted, lists, table: dataset.table }))
  return slicesIn(found, lists, names.length)
}

interface Cut {
  readonly keys: readonly Sql[]
  /** SQL of the conditions. */
  readonly counted: readonly string[]
  /** Each a list of places among the keys. */
  readonly lists: readonly (readonly number[])[]
  readonly table: string
}

/** One row for each slice: its keys, which of them its list lacks, its rows and its counts. */
function slicesSql({ keys, counted, lists, table }: Cut): string {
  const computed = [
    ...keys.map(({ text }, index) => `${text} AS k${index}`),
    ...counted.map((text, index) => `${text} AS c${index}`),
  ]
  const selected = [
    ...keys.map(({ type }, index) => decodable({ text: `k${index}`, type })),
    ...keys.map((_, index) => `grouping(k${index})`),
    'count(*)',
    ...counted.map((_, index) => `count_if(c${index})`),
  ]
  const sets = new Set(
    lists.map(list => `(${[...new Set(list)].sort((a, b) => a - b).map(key => `k${key}`)})`),
  )
  const order = keys.map((_, index) => `k${index} ASC NULLS LAST`)
  return `SELECT ${selected.join(', ')} FROM (SELECT ${computed.join(', ') || '1'} FROM ${table})
GROUP BY GROUPING SETS (${[...sets].join(', ')})${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''}`
}

function slicesIn(
  rows: readonly (readonly Cell[])[],
  lists: readonly (readonly number[])[],
  keys: number,
): readonly Slice[] {
  const lacking = rows.map(row => row.slice(keys, 2 * keys).join())
  return lists.flatMap((list, by) => {
    const own = Array.from({ length: keys }, (_, key) => (list.includes(key) ? 0 : 1)).join()
    return (
      rows
        .filter((_, index) => lacking[index] === own)
        // An empty table as a whole is no slice.
        .filter(row => row[2 * keys] !== 0)
        .map(row => ({
          by,
          values: list.map(key => (row[key] ?? null) as Value),
          rows: Number(row[2 * keys]),
          counts: row.slice(2 * keys + 1).map(Number),
        }))
    )
  })
}
