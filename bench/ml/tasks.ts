import { DuckDBInstance } from '@duckdb/node-api'
import {
  type Column,
  type PipelineSpec,
  pipelineOfGroups,
  rowsOf,
  type Table,
  tableOf,
} from '../../src/ml/index.ts'
import { trainTestSplit } from '../../src/stats/split/index.ts'

/** What both sides fit, and to which rows. */
export interface Task {
  readonly name: string
  load(folder: string): Promise<Table>
  readonly target: string
  readonly stratify: string
  /** Share of the rows for testing, and then of the rest for validation. */
  readonly share: number
  readonly spec: PipelineSpec
}

export const tasks: readonly Task[] = [
  {
    name: 'music genres',
    load: async folder => {
      const columns = await read(
        `SELECT *, coalesce(title, '') || ' ' || coalesce(song_name, '') AS text_feature FROM '${folder}/genres_mod.parquet'`,
      )
      return distinctRows(columns)
    },
    target: 'genre',
    stratify: 'genre',
    share: 0.3,
    spec: pipelineOfGroups('random_forest_classifier', {
      random_forest: { n_estimators: 100, max_depth: 13, class_weight: 'balanced' },
      tfidf: { max_features: 10 },
      features: {
        numerical:
          'danceability energy loudness speechiness acousticness instrumentalness liveness valence tempo duration_ms'.split(
            ' ',
          ),
        categorical: ['time_signature', 'key'],
        nlp: ['text_feature'],
      },
    }).spec,
  },
  rentals('rentals, squared error', { criterion: 'mse', n_estimators: 100 }),
  rentals('rentals, absolute error, 10 trees', { criterion: 'mae', n_estimators: 10 }),
]

function rentals(name: string, forest: Readonly<Record<string, unknown>>): Task {
  return {
    name,
    load: folder =>
      read(`SELECT * REPLACE (CAST(last_review AS VARCHAR) AS last_review)
        FROM read_csv('${folder}/nyc_rentals_sample1.csv', quote = '"', escape = '"')
        WHERE price BETWEEN 10 AND 350 AND longitude BETWEEN -74.25 AND -73.50 AND latitude BETWEEN 40.5 AND 41.2`),
    target: 'price',
    stratify: 'neighbourhood_group',
    share: 0.2,
    spec: pipelineOfGroups('random_forest_regressor', {
      random_forest: {
        max_depth: 15,
        min_samples_split: 4,
        min_samples_leaf: 3,
        max_features: 0.5,
        ...forest,
      },
      tfidf: { max_features: 15, binary: false, stop_words: 'english' },
      features: {
        zero_imputed:
          'minimum_nights number_of_reviews reviews_per_month calculated_host_listings_count availability_365 longitude latitude'.split(
            ' ',
          ),
        ordinal: ['room_type'],
        one_hot: ['neighbourhood_group'],
        date: ['last_review'],
        nlp: ['name'],
      },
    }).spec,
  }
}

/** The rows of a task to fit and to test with: those of `train_test_split`, twice. */
export function splitOf(
  { stratify, share }: Task,
  table: Table,
): { readonly train: Table; readonly test: Table } {
  const outer = trainTestSplit(table.rowCount, {
    testSize: share,
    seed: 42,
    stratify: labels(table, stratify),
  })
  const rest = rowsOf(table, outer.train)
  const inner = trainTestSplit(rest.rowCount, { testSize: share, seed: 42, stratify: labels(rest, stratify) })
  return { train: rowsOf(rest, inner.train), test: rowsOf(table, outer.test) }
}

function labels(table: Table, name: string): readonly string[] {
  return table.columns.get(name) as readonly string[]
}

async function read(query: string): Promise<Table> {
  const connection = await (await DuckDBInstance.create()).connect()
  const reader = await connection.runAndReadAll(query)
  const columns = reader.getColumns()
  return tableOf(reader.columnNames().map((name, k) => [name, columnFrom(columns[k] ?? [])]))
}

function columnFrom(values: readonly unknown[]): Column {
  const isText = values.some(value => typeof value === 'string')
  if (isText) return values.map(value => (value === null ? null : String(value)))
  return Float64Array.from(values, value => (value === null ? Number.NaN : Number(value)))
}

function distinctRows(table: Table): Table {
  const seen = new Set<string>()
  const columns = [...table.columns.values()]
  const first = Array.from({ length: table.rowCount }, (_, row) => row).filter(row => {
    const text = JSON.stringify(columns.map(values => values[row]))
    return seen.has(text) ? false : seen.add(text)
  })
  return rowsOf(table, Uint32Array.from(first))
}
