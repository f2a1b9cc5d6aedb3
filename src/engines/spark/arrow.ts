import { DataType, makeVector, Table, tableFromIPC, tableToIPC, type Vector } from 'apache-arrow'
import type { Value } from '../../core/value.ts'

/** A cell of a result; a list holds its items. */
export type Cell = Value | readonly Cell[]

/** An Arrow stream of whole numbers; columns are `c0`, `c1` and so on. */
export function integersAsArrow(columns: readonly (readonly number[])[]): Uint8Array {
  const vectors = columns.map(
    (column, place) => [`c${place}`, makeVector(BigInt64Array.from(column, BigInt))] as const,
  )
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream')
}

type Read = (index: number) => Cell

/** The rows of an Arrow stream, which is what one batch of a result is. */
export function rowsOf(stream: Uint8Array): readonly (readonly Cell[])[] {
  const { batches } = tableFromIPC(stream)
  return batches.flatMap(batch => {
    const reads = batch.schema.fields.map((_, column) => readerOf(batch.getChildAt(column)))
    return Array.from({ length: batch.numRows }, (_, row) => reads.map(read => read(row)))
  })
}

function readerOf(vector: Vector | null): Read {
  if (vector === null) return () => null
  const read = valueReaderOf(vector)
  return index => (vector.isValid(index) ? read(index) : null)
}

function valueReaderOf(vector: Vector): Read {
  const { type } = vector
  const valueAt = (index: number) => vector.get(index) as unknown
  if (DataType.isNull(type)) return () => null
  if (DataType.isBool(type)) return index => valueAt(index) === true
  if (DataType.isInt(type)) return index => exactInteger(BigInt(valueAt(index) as number | bigint))
  // Minus zero equals zero, so that both are written the same way.
  if (DataType.isFloat(type)) return index => Number(valueAt(index)) + 0
  if (DataType.isDecimal(type)) return index => decimal(valueAt(index) as Uint32Array, type.scale)
  if (DataType.isDate(type)) return index => new Date(Number(valueAt(index)))
  if (DataType.isTimestamp(type)) return timestampReaderOf(vector)
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return index => String(valueAt(index))
  if (DataType.isList(type)) return index => itemsOf(valueAt(index) as Vector)
  if (DataType.isBinary(type) || DataType.isLargeBinary(type))
    return index => Buffer.from(valueAt(index) as Uint8Array).toString('hex')
  return index => String(valueAt(index))
}

function itemsOf(items: Vector): readonly Cell[] {
  const read = readerOf(items)
  return Array.from({ length: items.length }, (_, index) => read(index))
}

/** Spark's are microseconds since 1970, of which Arrow makes a number of milliseconds that is not exact far away. */
function timestampReaderOf(vector: Vector): Read {
  const [data] = vector.data
  const values = data?.values as unknown
  if (!(values instanceof BigInt64Array)) return index => new Date(Number(vector.get(index)))
  return index => new Date(millisecondsOf(values[index] ?? 0n))
}

/** Microseconds cut to milliseconds, towards the past. */
function millisecondsOf(microseconds: bigint): number {
  const rest = ((microseconds % 1000n) + 1000n) % 1000n
  return Number((microseconds - rest) / 1000n)
}

/** A decimal without a fraction is an integer. */
function decimal(words: Uint32Array, scale: number): number | bigint {
  const digits = BigInt.asIntN(
    128,
    words.reduce((sum, word, index) => sum + (BigInt(word) << BigInt(32 * index)), 0n),
  )
  return scale === 0 ? exactInteger(digits) : Number(`${digits}e${-scale}`)
}

function exactInteger(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
