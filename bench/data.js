import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const folder = join(import.meta.dirname, '..', '.cache', 'bench')

/**
 * Writes a table of music-like features once and returns its path: 17 columns, 12 of them numeric. The sample is drawn
 * from the same distributions as the reference, with another seed.
 */
export async function dataset(role, rows, format) {
  return written(`${role}-${rows}.${format}`, features(rows, role === 'reference' ? 1 : 4))
}

/** Writes a table of 50 numeric columns, c0 to c49, once and returns its path; each fifth is of integers. */
export async function wideDataset(rows, format) {
  const columns = Array.from({ length: 50 }, (_, column) => {
    const u = `(hash(i * 64 + ${column}) / 18446744073709551616.0)`
    if (column % 5 === 4) return `(hash(i * 64 + ${column}) % ${(column + 1) * 200})::BIGINT AS c${column}`
    return `CASE WHEN ${u} < 0.02 THEN NULL ELSE round(${u} * ${column + 1} * 100, 3) END AS c${column}`
  })
  return written(`wide-${rows}.${format}`, `SELECT ${columns.join(', ')} FROM range(${rows}) t(i)`)
}

async function written(name, query) {
  const path = join(folder, name)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const connection = await (await DuckDBInstance.create()).connect()
  const options = path.endsWith('.csv') ? 'FORMAT csv, HEADER' : 'FORMAT parquet, ROW_GROUP_SIZE 122880'
  await connection.run(`COPY (${query}) TO '${path}.tmp' (${options})`)
  renameSync(`${path}.tmp`, path)
  connection.closeSync()
  return path
}

function features(rows, seed) {
  // hash() gives the same numbers on every machine, unlike random() with several threads.
  const u = n => `(hash(hash(i * 1024 + ${n}) + ${seed}) / 18446744073709551616.0)`
  const bell = n => `((${u(n)} + ${u(n + 100)} + ${u(n + 200)} + ${u(n + 300)} - 2) / 1.2)`
  const unit = n => `round(least(1, greatest(0, 0.5 + 0.25 * ${bell(n)})), 3)`
  return `SELECT ${unit(1)} AS danceability, ${unit(2)} AS energy, (hash(i, ${seed}, 3) % 12)::BIGINT AS key,
    CASE WHEN ${u(4)} < 0.2 THEN NULL ELSE round(-7 + 3 * ${bell(5)}, 3) END AS loudness,
    (hash(i, ${seed}, 6) % 2)::BIGINT AS mode, round(0.05 + ${u(7)} * ${u(8)} * 0.9, 4) AS speechiness,
    round(${u(9)} * ${u(10)}, 6) AS acousticness, CASE WHEN ${u(11)} < 0.3 THEN 0 ELSE round(${u(12)} * ${u(13)}, 6) END AS instrumentalness,
    round(${u(14)} * 0.98 + 0.01, 4) AS liveness, ${unit(15)} AS valence, round(150 + 25 * ${bell(16)}, 3) AS tempo,
    'track ' || i AS title, (120000 + ${u(17)} * 300000)::BIGINT AS duration_ms,
    (3 + hash(i, ${seed}, 18) % 3)::BIGINT AS time_signature, 'genre ' || (hash(i, ${seed}, 19) % 15) AS genre,
    'song ' || (hash(i, ${seed}, 20) % 30000) AS song_name, i % 2 = 0 AS explicit
    FROM range(${rows}) t(i)`
}
