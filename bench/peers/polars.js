// The checks of bench/suite.yaml with polars: lazy aggregates, and KS over sorted columns in plain loops.
import pl from 'nodejs-polars'

const { REFERENCE, SAMPLE } = process.env
const ranges = {
  danceability: [0, 1],
  energy: [0, 1],
  key: [0, 11],
  loudness: [-35, 5],
  speechiness: [0, 1],
  acousticness: [0, 1],
  instrumentalness: [0, 1],
  liveness: [0, 1],
  valence: [0, 1],
  tempo: [50, 250],
  duration_ms: [20000, 1000000],
  time_signature: [1, 5],
}
const tested = [
  'danceability',
  'energy',
  'loudness',
  'speechiness',
  'acousticness',
  'instrumentalness',
  'liveness',
  'valence',
  'tempo',
  'duration_ms',
]
const scan = path => (path.endsWith('.parquet') ? pl.scanParquet(path) : pl.scanCSV(path))

const outside = Object.entries(ranges).map(([column, [low, high]]) =>
  pl.col(column).lt(low).or(pl.col(column).gt(high)).sum().alias(`${column}.outside`),
)
const genres = Array.from({ length: 15 }, (_, index) => `genre ${index}`)
const row = scan(SAMPLE)
  .select(
    ...outside,
    pl.col('mode').isIn([0, 1]).not().sum().alias('mode.set'),
    pl.col('genre').isIn(genres).not().sum().alias('genre.set'),
    ...['danceability', 'energy', 'genre', 'loudness'].map(column =>
      pl.col(column).isNull().sum().alias(`${column}.nulls`),
    ),
    pl.col('valence').mean().alias('mean'),
    pl.col('tempo').std().alias('stdev'),
    pl.col('title').str.lengths().max().alias('longest'),
    pl.col('genre').count().alias('rows'),
  )
  .collectSync()
  .toRecords()[0]
const bad = Object.entries(row).filter(([name, count]) => /outside|set/.test(name) && Number(count) > 0)

const column = (path, name) =>
  scan(path).select(pl.col(name).cast(pl.Float64)).collectSync().getColumn(name).dropNulls().sort()
const sorted = (path, name) => column(path, name).toTypedArray()
const statistics = tested.map(column => statistic(sorted(REFERENCE, column), sorted(SAMPLE, column)))
console.log(JSON.stringify({ bad, statistics }))

function statistic(a, b) {
  let [i, j, largest] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i], b[j])
    while (i < a.length && a[i] === x) i++
    while (j < b.length && b[j] === x) j++
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length))
  }
  return largest
}
