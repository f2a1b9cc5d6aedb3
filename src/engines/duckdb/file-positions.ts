import { basename } from 'node:path'
import { type Positions, rowPositions } from './dataset.ts'
import type { SourceFile } from './files.ts'

/**
 * Positions in several text files that make up one table, file after file.
 *
 * Rows are numbered instead where a file cannot be unpacked here.
 *
 * @param rows how many rows each file has
 * @param linesOf the lines on which some rows of a file begin, given ascending 0-based rows of that file
 */
export function linePositions<F>(
  files: readonly { readonly file: SourceFile; readonly of: F }[],
  rows: readonly number[],
  linesOf: (of: F, wanted: readonly number[]) => Promise<readonly number[]>,
): Positions {
  if (files.some(({ file }) => file.compression === 'zstd')) return rowPositions
  return {
    kind: 'line',
    ...fileNames(
      files.map(({ file }) => file),
      rows,
    ),
    of: async wanted => {
      const positions: number[] = []
      let before = 0
      for (const [index, { of }] of files.entries()) {
        const after = before + (rows[index] ?? 0)
        const own = wanted.filter(row => row >= before && row < after).map(row => row - before)
        if (own.length > 0) positions.push(...(await linesOf(of, own)))
        before = after
      }
      return positions
    },
  }
}

/** Tells files apart where there are several; `rows` of each. */
export function fileNames(files: readonly SourceFile[], rows: readonly number[]): Pick<Positions, 'fileOf'> {
  if (files.length < 2) return {}
  return {
    fileOf: row => {
      let after = 0
      const index = rows.findIndex(count => {
        after += count
        return row < after
      })
      return basename(files[index]?.path ?? '')
    },
  }
}
