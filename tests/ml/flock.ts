import { columnOf, type PipelineSpec, pipelineSpec, type Table, tableOf } from '../../src/ml/index.ts'
import { penguins } from './penguins.ts'

const islands = columnOf(penguins, 'Island') as readonly string[]
const sexes = columnOf(penguins, 'Sex') as readonly (string | null)[]
const lengths = columnOf(penguins, 'Flipper Length (mm)') as Float64Array

/** The penguins, with a text, a date, numbers for islands and a length that is nowhere missing. */
export const flock: Table = tableOf([
  ...penguins.columns,
  ['note', islands.map((island, row) => `${island} ${sexes[row] ?? 'unknown sex'}, ${island}`)],
  ['seen', islands.map((_, row) => `2008-11-${String(1 + (row % 30)).padStart(2, '0')}`)],
  ['place', Float64Array.from(islands, island => island.length)],
  ['length', lengths.map(length => (Number.isNaN(length) ? 200 : length))],
])

/** A pipeline of all steps. */
export function onnxSpec(kind: string): PipelineSpec {
  return pipelineSpec.parse({
    tracks: [
      {
        name: 'num',
        columns: ['Beak Length (mm)', 'Body Mass (g)'],
        steps: [{ use: 'impute', strategy: 'median' }, { use: 'scale' }],
      },
      { name: 'plain', columns: ['Beak Depth (mm)'] },
      { name: 'ord', columns: ['Island', 'place'], steps: [{ use: 'ordinal_encode', unknown: -1 }] },
      {
        name: 'hot',
        columns: ['Sex'],
        steps: [{ use: 'impute', strategy: 'most_frequent' }, { use: 'one_hot_encode' }],
      },
      {
        name: 'seen',
        columns: ['seen'],
        steps: [
          { use: 'impute', strategy: 'constant', fill_value: '2008-01-01' },
          { use: 'days_before_latest' },
        ],
      },
      { name: 'note', columns: ['note'], steps: [{ use: 'tfidf', max_features: 5 }] },
      { name: 'binary', columns: ['note'], steps: [{ use: 'tfidf', max_features: 3, binary: true }] },
    ],
    model: { kind, n_estimators: 5, max_depth: 4 },
  })
}
