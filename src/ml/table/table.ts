import { UserError } from '../../core/errors.ts'
import { formatList } from '../../core/format.ts'

/** Values of a column: numbers, NaN where one is missing, or texts, null where one is missing. */
export type Column = Float64Array | readonly (string | null)[]

/** Named columns of equal length. */
export interface Table {
  readonly rowCount: number
  readonly columns: ReadonlyMap<string, Column>
}

/** A column with its name. */
export interface NamedColumn {
  readonly name: string
  readonly values: Column
}

/**
 * A table of columns, in the order given.
 *
 * @throws RangeError when columns are of different lengths, or two have the same name
 */
export function tableOf(columns: Iterable<readonly [string, Column]>): Table {
  const byName = new Map<string, Column>()
  for (const [name, values] of columns) {
    if (byName.has(name)) throw new RangeError(`There are two columns ${name}.`)
    byName.set(name, values)
  }
  const [first] = byName
  const rowCount = first?.[1].length ?? 0
  for (const [name, values] of byName)
    if (values.length !== rowCount)
      throw new RangeError(`${first?.[0]} has ${rowCount} rows, but ${name} has ${values.length}.`)
  return { rowCount, columns: byName }
}

/**
 * A column of a table.
 *
 * @throws UserError when there is none of this name
 */
export function columnOf({ columns }: Table, name: string): Column {
  const values = columns.get(name)
  if (values === undefined)
    throw new UserError(`There is no column ${name}. Columns are ${formatList([...columns.keys()])}.`)
  return values
}

/**
 * Some rows of a table, in the order given.
 *
 * @param rows positions from 0
 */
export function rowsOf({ columns }: Table, rows: Uint32Array): Table {
  const picked = [...columns].map(([name, values]) => [name, pick(values, rows)] as const)
  return { rowCount: rows.length, columns: new Map(picked) }
}

/** Some values of a column. */
function pick(values: Column, rows: Uint32Array): Column {
  if (values instanceof Float64Array) return Float64Array.from(rows, row => values[row] as number)
  return Array.from(rows, row => values[row] as string | null)
}
