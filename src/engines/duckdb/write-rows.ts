import duckdb from '@duckdb/node-bindings'
import type { FileOfRows } from '../../core/engine.ts'
import { copySql } from './copy.ts'
import type { Database } from './database.ts'
import { fileColumns } from './file-columns.ts'
import type { Source } from './source.ts'

/** Writes some rows of a dataset into files, each in the order in which it lists them. */
export async function writeRows(files: readonly FileOfRows[], source: Source): Promise<void> {
  const { database, dataset, options } = source
  const { columns } = await fileColumns(dataset, source)
  for (const file of files) {
    const beyond = file.rows.find(row => row >= dataset.info.rows)
    if (beyond !== undefined) throw new RangeError(`There is no row ${beyond} in ${dataset.info.label}.`)
    const order = database.newName()
    await database.query(`CREATE TABLE ${order} (r UINTEGER)`)
    await appendNumbers(database, order, file.rows)
    const from = `FROM ${order} AS o JOIN ${dataset.table} AS t ON o.r = ${dataset.rowNumber} ORDER BY o.rowid`
    await database.query(copySql(columns, from, file), options)
    await database.query(`DROP TABLE ${order}`)
  }
}

/** How many rows a chunk of DuckDB holds. */
const chunkRows = 2048

async function appendNumbers(database: Database, table: string, numbers: Uint32Array): Promise<void> {
  await database.exclusively(async connection => {
    const appender = duckdb.appender_create(connection, 'main', table)
    const types = [duckdb.create_logical_type(duckdb.Type.UINTEGER)]
    for (let start = 0; start < numbers.length; start += chunkRows) {
      const part = numbers.slice(start, start + chunkRows)
      const chunk = duckdb.create_data_chunk(types)
      duckdb.data_chunk_set_size(chunk, part.length)
      duckdb.copy_data_to_vector(duckdb.data_chunk_get_vector(chunk, 0), 0, part.buffer, 0, part.byteLength)
      duckdb.append_data_chunk(appender, chunk)
    }
    duckdb.appender_close_sync(appender)
  })
}
