import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Table, tableOf } from '../../src/ml/index.ts'

const path = join(import.meta.dirname, '../../node_modules/vega-datasets/data/penguins.json')
const rows: readonly Readonly<Record<string, number | string | null>>[] = JSON.parse(
  readFileSync(path, 'utf8'),
)

const numbers = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)']
const texts = ['Species', 'Island', 'Sex']

/** Measurements of 344 penguins of 3 species, some of which are missing. */
export const penguins: Table = tableOf([
  ...numbers.map(name => [name, Float64Array.from(rows, row => Number(row[name] ?? Number.NaN))] as const),
  ...texts.map(name => [name, rows.map(row => (row[name] ?? null) as string | null)] as const),
])
