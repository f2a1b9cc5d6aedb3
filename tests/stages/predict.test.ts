import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { songs } from '../../examples/data.js'
import { predictedText } from '../../src/stages/model/predicted-text.ts'
import { openEngine } from '../engines/support.ts'
import { columnsOf, songModel } from '../support/model.ts'
import { workspace } from '../support/workspace.ts'

test('what is written does not depend on how many rows are predicted at once', async () => {
  const model = await songModel()
  const rows = songs(300, 9).map((song, row) => (row % 41 === 3 ? { ...song, tempo: '' } : song))
  const { folder } = workspace()
  writeFileSync(join(folder, 'new.csv'), columnsOf(rows))
  const engine = await openEngine()
  try {
    const data = await engine.open({ kind: 'files', label: 'new', paths: [join(folder, 'new.csv')] })
    const written = async (format: 'csv' | 'ndjson', batchRows?: number) => {
      const options = { keep: ['genre', 'tempo'], format, shares: true, batchRows }
      const pieces = []
      for await (const piece of predictedText(data, model, options)) pieces.push(piece)
      const { rows, badRows } = pieces.at(-1) ?? {}
      return { text: pieces.map(({ text }) => text).join(''), rows, badRows, largest: largestOf(pieces) }
    }
    const all = { csv: await written('csv'), ndjson: await written('ndjson') }
    expect([all.csv.rows, all.csv.badRows]).toEqual([rows.length, 8])
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 350 }),
        fc.constantFrom('csv', 'ndjson'),
        async (batchRows, format) => {
          const { largest, ...found } = await written(format, batchRows)
          expect(found.text === all[format].text && found.rows === rows.length && found.badRows === 8).toBe(
            true,
          )
          expect(largest).toBe(Math.min(batchRows, rows.length))
        },
      ),
      { numRuns: 12, seed: 2, examples: [[1, 'csv']] },
    )
  } finally {
    await engine.close()
  }
})

/** The most rows between two pieces. */
function largestOf(pieces: readonly { readonly rows: number }[]): number {
  return Math.max(...pieces.map(({ rows }, place) => rows - (pieces[place - 1]?.rows ?? 0)))
}
