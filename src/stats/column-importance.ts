import type { BinnedColumn } from './feature-bins.ts'
import type { RandomSource } from './random-source.ts'

/**
 * Columns with the codes of one column dealt out anew among some rows, so that it says nothing about them any more.
 *
 * @see Breiman 2001, doi:10.1023/A:1010933404324, section 10
 */
export function withShuffledColumn(
  columns: readonly BinnedColumn[],
  index: number,
  rows: Uint32Array,
  random: RandomSource,
): readonly BinnedColumn[] {
  return columns.map((column, k) => {
    if (k !== index) return column
    const codes = column.codes.slice()
    const others = rows.slice()
    random.shuffle(others)
    for (let i = 0; i < rows.length; i++) codes[rows[i] ?? 0] = column.codes[others[i] ?? 0] ?? 0
    return { ...column, codes }
  })
}
