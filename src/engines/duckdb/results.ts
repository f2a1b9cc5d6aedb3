import duckdb from '@duckdb/node-bindings'
import type { Value } from '../../core/value.ts'
import type { Cell, Rows } from './database.ts'

type Read = (index: number) => Cell

/** All rows of a result whose columns are of the types that `readers` lists. */
export function rowsOf(result: duckdb.Result): Rows {
  const rows: Cell[][] = []
  for (let index = 0; index < duckdb.result_chunk_count(result); index++) {
    const chunk = duckdb.result_get_chunk(result, index)
    const size = duckdb.data_chunk_get_size(chunk)
    const reads = vectorsOf(chunk).map(vector => readerOf(vector, size))
    for (let row = 0; row < size; row++) rows.push(reads.map(read => read(row)))
  }
  return rows
}

/** The values of a chunk, column by column. */
export function columnsOf(chunk: duckdb.DataChunk): readonly (readonly Cell[])[] {
  const size = duckdb.data_chunk_get_size(chunk)
  return vectorsOf(chunk).map(vector => {
    const read = readerOf(vector, size)
    return Array.from({ length: size }, (_, row) => read(row))
  })
}

/** Takes the values of one column, a chunk of rows after the other. */
export interface Column<T> {
  readonly values: T
  take(vector: duckdb.Vector, size: number, row: number): void
}

/** Fills columns from a result: all of them chunk by chunk, because to get a chunk copies it. */
export function fillColumns(result: duckdb.Result, columns: readonly Column<unknown>[]): void {
  let row = 0
  for (let index = 0; index < duckdb.result_chunk_count(result); index++) {
    const chunk = duckdb.result_get_chunk(result, index)
    const size = duckdb.data_chunk_get_size(chunk)
    for (const [place, column] of columns.entries())
      column.take(duckdb.data_chunk_get_vector(chunk, place), size, row)
    row += size
  }
}

/** A column of any type that `readers` lists. */
export function cells(): Column<readonly Cell[]> {
  const values: Cell[] = []
  return {
    values,
    take(vector, size) {
      const read = readerOf(vector, size)
      for (let row = 0; row < size; row++) values.push(read(row))
    },
  }
}

/** A column of DOUBLE without nulls. */
export function doubles(result: duckdb.Result): Column<Float64Array> {
  const values = new Float64Array(duckdb.row_count(result))
  return {
    values,
    take(vector, size, row) {
      const { buffer, byteOffset } = duckdb.vector_get_data(vector, size * 8)
      values.set(new Float64Array(buffer, byteOffset, size), row)
    },
  }
}

/** A column of UINTEGER without nulls. */
export function integers(result: duckdb.Result): Column<Uint32Array> {
  const values = new Uint32Array(duckdb.row_count(result))
  return {
    values,
    take(vector, size, row) {
      const { buffer, byteOffset } = duckdb.vector_get_data(vector, size * 4)
      values.set(new Uint32Array(buffer, byteOffset, size), row)
    },
  }
}

function vectorsOf(chunk: duckdb.DataChunk): readonly duckdb.Vector[] {
  const count = duckdb.data_chunk_get_column_count(chunk)
  return Array.from({ length: count }, (_, index) => duckdb.data_chunk_get_vector(chunk, index))
}

function readerOf(vector: duckdb.Vector, size: number): Read {
  const type = duckdb.get_type_id(duckdb.vector_get_column_type(vector))
  if (type === duckdb.Type.SQLNULL) return () => null
  const reader = readers[type]
  if (reader === undefined) throw new Error(`A result column of DuckDB type ${type} cannot be decoded.`)
  const validity = duckdb.vector_get_validity(vector, Math.ceil(size / 64) * 8)
  const read = reader(vector, size)
  // A missing mask means that every value is there.
  if (!validity) return read
  return index => (((validity[index >> 3] ?? 0) >> (index & 7)) & 1 ? read(index) : null)
}

const readers: Readonly<Record<number, (vector: duckdb.Vector, size: number) => Read>> = {
  [duckdb.Type.BOOLEAN]: (vector, size) => {
    const bytes = duckdb.vector_get_data(vector, size)
    return index => bytes[index] !== 0
  },
  [duckdb.Type.INTEGER]: (vector, size) => {
    const view = viewOf(vector, size * 4)
    return index => view.getInt32(index * 4, true)
  },
  [duckdb.Type.BIGINT]: (vector, size) => {
    const view = viewOf(vector, size * 8)
    return index => exactInteger(view.getBigInt64(index * 8, true))
  },
  [duckdb.Type.HUGEINT]: (vector, size) => {
    const view = viewOf(vector, size * 16)
    return index =>
      exactInteger((view.getBigInt64(index * 16 + 8, true) << 64n) + view.getBigUint64(index * 16, true))
  },
  [duckdb.Type.DOUBLE]: (vector, size) => {
    const view = viewOf(vector, size * 8)
    // Minus zero equals zero, so that both are written the same way.
    return index => view.getFloat64(index * 8, true) + 0
  },
  [duckdb.Type.DATE]: (vector, size) => {
    const view = viewOf(vector, size * 4)
    return index => new Date(view.getInt32(index * 4, true) * 86_400_000)
  },
  [duckdb.Type.TIMESTAMP]: (vector, size) => {
    const view = viewOf(vector, size * 8)
    return index => new Date(millisecondsOf(view.getBigInt64(index * 8, true)))
  },
  [duckdb.Type.VARCHAR]: (vector, size) => {
    const view = viewOf(vector, size * 16)
    return index => textAt(view, index * 16)
  },
  [duckdb.Type.LIST]: (vector, size) => {
    const view = viewOf(vector, size * 16)
    const read = readerOf(duckdb.list_vector_get_child(vector), duckdb.list_vector_get_size(vector))
    return index => {
      const start = Number(view.getBigUint64(index * 16, true))
      const length = Number(view.getBigUint64(index * 16 + 8, true))
      return Array.from({ length }, (_, item) => read(start + item) as Value)
    }
  },
}

function viewOf(vector: duckdb.Vector, byteLength: number): DataView {
  const bytes = duckdb.vector_get_data(vector, byteLength)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** DuckDB keeps strings of up to 12 bytes in place and points to longer ones. */
function textAt(view: DataView, offset: number): string {
  const length = view.getUint32(offset, true)
  const { buffer, byteOffset } = view
  if (length <= 12) return Buffer.from(buffer, byteOffset + offset + 4, length).toString('utf8')
  const bytes = duckdb.get_data_from_pointer(buffer as ArrayBuffer, byteOffset + offset + 8, length)
  return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('utf8')
}

/** Microseconds cut to milliseconds, towards the past. */
function millisecondsOf(microseconds: bigint): number {
  const rest = ((microseconds % 1000n) + 1000n) % 1000n
  return Number((microseconds - rest) / 1000n)
}

function exactInteger(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
