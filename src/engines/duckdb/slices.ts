import type { Slice, SlicesRequest } from '../../core/engine.ts'
import type { Value } from '../../core/value.ts'
import { groupable } from './compared.ts'
import { compile } from './compile.ts'
import type { Cell } from './database.ts'
import { storedColumn } from './dataset.ts'
import { explained } from './patterns.ts'
import type { Source } from './source.ts'
import { condition, decodable, type Sql } from './sql.ts'

/** How many columns one GROUPING tells about: a bit of each must fit a number. */
const groupingWidth = 32

/**
 * The parts into which lists of columns cut a dataset, in the order of the lists. Those of one list are in the order
 * of their values, null last, where the column counts first that the request names first.
 *
 * @throws UserError when a column does not exist or a condition is not true or false.
 */
export async function slices({ by, conditions }: SlicesRequest, source: Source): Promise<readonly Slice[]> {
  const { database, dataset, options } = source
  const names = [...new Set(by.flat())]
  const keys = names.map(name => {
    const { identifier: text, type } = storedColumn(dataset, name)
    return groupable({ text, type })
  })
  const counted = conditions.map(expr => condition(compile(expr, dataset)))
  if (by.length === 0) return []
  const lists = by.map(list => list.map(name => names.indexOf(name)))
  try {
    const rows = await database.rows(slicesSql({ keys, counted, lists, table: dataset.table }), options)
    return slicesIn(rows, lists, names.length)
  } catch (reason) {
    throw explained(reason, conditions)
  }
}

interface Cut {
  readonly keys: readonly Sql[]
  /** SQL of the conditions. */
  readonly counted: readonly string[]
  /** Each a list of places among the keys. */
  readonly lists: readonly (readonly number[])[]
  readonly table: string
}

/** One row for each slice: its keys, the masks of its list, its rows and its counts. */
function slicesSql({ keys, counted, lists, table }: Cut): string {
  const computed = [
    ...keys.map(({ text }, index) => `${text} AS k${index}`),
    ...counted.map((text, index) => `${text} AS c${index}`),
  ]
  const selected = [
    ...keys.map(({ type }, index) => decodable({ text: `k${index}`, type })),
    ...groupings(keys.length).map(group => `GROUPING(${keyNames(group)})`),
    'count(*)',
    ...counted.map((_, index) => `coalesce(count_if(c${index}), 0)`),
  ]
  const sets = new Set(lists.map(list => `(${keyNames([...new Set(list)].sort((a, b) => a - b))})`))
  const order = keys.map((_, index) => `k${index} NULLS LAST`)
  return `SELECT ${selected.join(', ')} FROM (SELECT ${computed.join(', ') || 'NULL'} FROM ${table})
GROUP BY GROUPING SETS (${[...sets].join(', ')})${order.length > 0 ? ` ORDER BY ${order.join(', ')}` : ''}`
}

function slicesIn(
  rows: readonly (readonly Cell[])[],
  lists: readonly (readonly number[])[],
  keys: number,
): readonly Slice[] {
  const masks = groupings(keys).length
  const rowsByMasks = new Map<string, (readonly Cell[])[]>()
  for (const row of rows) {
    const own = row.slice(keys, keys + masks).join()
    const alike = rowsByMasks.get(own)
    if (alike) alike.push(row)
    else rowsByMasks.set(own, [row])
  }
  return lists.flatMap((list, by) =>
    (rowsByMasks.get(masksOf(list, keys)) ?? [])
      // An empty table as a whole is no slice.
      .filter(row => row[keys + masks] !== 0)
      .map(row => ({
        by,
        values: list.map(key => (row[key] ?? null) as Value),
        rows: Number(row[keys + masks]),
        counts: row.slice(keys + masks + 1).map(Number),
      })),
  )
}

/** What the GROUPINGs say in rows of a list: a bit of each key, 1 where the list lacks it, the first one highest. */
function masksOf(list: readonly number[], keys: number): string {
  return groupings(keys)
    .map(group => group.reduce((mask, key) => mask * 2 + (list.includes(key) ? 0 : 1), 0))
    .join()
}

/** Places of keys, as many together as one GROUPING takes. */
function groupings(keys: number): readonly (readonly number[])[] {
  const places = Array.from({ length: keys }, (_, key) => key)
  return places
    .filter(key => key % groupingWidth === 0)
    .map(start => places.slice(start, start + groupingWidth))
}

function keyNames(keys: readonly number[]): string {
  return keys.map(key => `k${key}`).join(', ')
}
