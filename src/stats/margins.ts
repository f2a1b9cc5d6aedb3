import type { ContingencyTable } from './contingency-table.ts'

export interface Margins {
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** How many columns have a count at all. */
  readonly occurring: number
  readonly total: number
}

/** Row and column sums of a table, once it is known to hold counts. */
export function marginsOf(table: ContingencyTable): Margins {
  const width = table[0]?.length ?? 0
  if (table.length < 2 || width === 0)
    throw new RangeError('A contingency table needs two rows and a category.')
  const columns = new Array<number>(width).fill(0)
  const rows = table.map((row, index) => {
    if (row.length !== width)
      throw new RangeError(`Row ${index + 1} has ${row.length} categories, not ${width}.`)
    let sum = 0
    for (let k = 0; k < width; k++) {
      const count = row[k] ?? 0
      if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`A count cannot be ${count}.`)
      columns[k] = (columns[k] ?? 0) + count
      sum += count
    }
    if (sum === 0) throw new RangeError(`Row ${index + 1} has no counts, so there is nothing to compare.`)
    return sum
  })
  const total = rows.reduce((sum, count) => sum + count, 0)
  return { rows, columns, occurring: columns.filter(sum => sum > 0).length, total }
}
