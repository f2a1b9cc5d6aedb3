import { unreadable } from '../../core/errors.ts'
import type { SourceColumn } from './columns.ts'
import { filesRelation, type Opened, type Place } from './opened.ts'
import type { FileSource } from './sources.ts'
import { identifier, quoted } from './sql.ts'
import { isOneWay, kindOf, type TextKind, timeWrittenSql } from './text-values.ts'

interface JsonFiles {
  readonly paths: readonly string[]
  readonly format: 'json' | 'ndjson'
}

/**
 * JSON arrays of objects, or one object a line (`ndjson`), as a view with a column for each key. Keys that an object
 * lacks are null. Texts become dates only where all texts of their column are written as dates; a column of several
 * kinds of values is text, and so are lists and objects. Keys are in the order of the first lines.
 *
 * @throws UserError when something is not valid JSON, or is no object
 */
export async function openJson(
  { label, read }: FileSource,
  { paths, format }: JsonFiles,
  place: Place,
): Promise<Opened> {
  const { session, view } = place
  const documents = `${view}_documents`
  const head = await headOf(paths, place)
  const isArray = format === 'json' && /^\s*\[/.test(head)
  const options = { singleVariantColumn: 'v', multiLine: String(isArray) }
  await session.createView(documents, filesRelation('json', paths, options))
  const table = isArray ? `(SELECT ${itemsOf(documents)})` : documents
  const rows = await countedRows(table, label, place)
  const keys = await keysOf(table, place)
  if (keys.length === 0) throw noObjects(label)
  const ordered = [...keys].sort((a, b) => placeOf(a.name, head) - placeOf(b.name, head))
  const columns = ordered.map(key => columnOf(key, read?.missing ?? [], label))
  return { table, columns, format, rows }
}

/** The items of arrays, and whatever is none as it is. */
function itemsOf(documents: string): string {
  const isArray = "schema_of_variant(v) LIKE 'ARRAY%'"
  return `value AS v FROM ${documents}, LATERAL variant_explode(v) WHERE ${isArray} UNION ALL SELECT v FROM ${documents} WHERE v IS NULL OR NOT ${isArray}`
}

async function countedRows(table: string, label: string, { session }: Place): Promise<number> {
  const [[count, invalid, others] = []] = await session.rows(
    `SELECT count(*), count_if(v IS NULL), count_if(v IS NOT NULL AND schema_of_variant(v) NOT LIKE 'OBJECT%') FROM ${table}`,
  )
  if (Number(invalid) > 0)
    throw unreadable(
      `${label} holds what is not valid JSON, ${Number(invalid)} of ${Number(count)} records.`,
      {
        hint: 'Every record is one object; in a file of one object a line, every line is.',
      },
    )
  if (Number(others) > 0) throw noObjects(label)
  return Number(count)
}

function noObjects(label: string): Error {
  return unreadable(`${label} holds no objects.`, {
    hint: 'Rows are objects: either one a line, or an array of them.',
  })
}

interface Key {
  readonly name: string
  /** A sum of `shapes`. */
  readonly shapes: number
  /** How its texts are written. */
  readonly written: number
}

/** What a value of JSON is, each a bit of a sum over a column. */
const shapes = { integer: 1, wide: 2, number: 4, boolean: 8, text: 16, list: 32, struct: 64 } as const

/** A number that is written with a point is none without a fraction, which variants keep as a short decimal. */
const shapeSql = `CASE WHEN t = 'BIGINT' THEN ${shapes.integer} WHEN t = 'STRING' THEN ${shapes.text}
WHEN t RLIKE 'DECIMAL\\\\((19|[23][0-9]),0\\\\)' THEN ${shapes.wide} WHEN t = 'BOOLEAN' THEN ${shapes.boolean}
WHEN t LIKE 'ARRAY%' THEN ${shapes.list} WHEN t LIKE 'OBJECT%' THEN ${shapes.struct} WHEN t <> 'VOID' THEN ${shapes.number} END`

async function keysOf(table: string, { session }: Place): Promise<readonly Key[]> {
  const text = "CASE WHEN t = 'STRING' THEN CAST(value AS STRING) END"
  const rows = await session.rows(
    `SELECT key, coalesce(bit_or(${shapeSql}), 0), coalesce(${timeWrittenSql('text')}, 0) FROM (SELECT key, t, value, ${text} AS text FROM
(SELECT key, value, schema_of_variant(value) AS t FROM ${table}, LATERAL variant_explode(v))) GROUP BY key ORDER BY key`,
  )
  return rows.map(([name, shapes, written]) => ({
    name: String(name),
    shapes: Number(shapes),
    written: Number(written),
  }))
}

async function headOf(paths: readonly string[], { session, view }: Place): Promise<string> {
  const lines = `${view}_lines`
  await session.createView(lines, filesRelation('text', paths, {}, 'value STRING'))
  const rows = await session.rows(`SELECT left(value, 65536) FROM ${lines} LIMIT 100`)
  return rows.map(([line]) => String(line)).join('\n')
}

/** Where a key first stands in the first lines; keys that are not there come last. */
function placeOf(key: string, head: string): number {
  const own = JSON.stringify(key)
  const places = [`${own}:`, `${own} :`].map(text => head.indexOf(text)).filter(place => place >= 0)
  return places.length === 0 ? head.length : Math.min(...places)
}

function columnOf(key: Key, missing: readonly string[], label: string): SourceColumn {
  const { name } = key
  const own = identifier(name)
  const { type, nativeType, read } = kindOfKey(key)
  const text = `variant_get(v, ${quoted(pathOf(name, label))}, 'STRING')`
  const tokens = missing.map(quoted).join(', ')
  const isText = (key.shapes & shapes.text) !== 0
  const cell = isText && missing.length > 0 ? `CASE WHEN ${text} NOT IN (${tokens}) THEN ${text} END` : text
  return { name, type, nativeType, identifier: own, source: `${read(cell)} AS ${own}` }
}

function pathOf(name: string, label: string): string {
  if (!name.includes("'")) return `$['${name}']`
  if (!name.includes('"')) return `$["${name}"]`
  throw unreadable(`Spark cannot read the key ${name} of ${label}, which holds both kinds of quotes.`)
}

function kindOfKey({ shapes: sum, written }: Key): TextKind {
  const only = (...of: readonly (keyof typeof shapes)[]) =>
    sum !== 0 && (sum & ~of.reduce((all, shape) => all | shapes[shape], 0)) === 0
  const read = (native: string) => (cell: string) => `CAST(${cell} AS ${native})`
  const asText = (cell: string) => cell
  if (only('integer')) return { type: 'integer', nativeType: 'BIGINT', read: read('BIGINT') }
  if (only('integer', 'wide'))
    return { type: 'integer', nativeType: 'DECIMAL(38, 0)', read: read('DECIMAL(38, 0)') }
  if (only('integer', 'wide', 'number')) return { type: 'number', nativeType: 'DOUBLE', read: read('DOUBLE') }
  if (only('boolean')) return { type: 'boolean', nativeType: 'BOOLEAN', read: read('BOOLEAN') }
  if (only('text') && isOneWay(written)) return kindOf(written)
  if (only('list')) return { type: 'list', nativeType: 'VARIANT', read: asText }
  if (only('struct')) return { type: 'struct', nativeType: 'VARIANT', read: asText }
  return { type: 'string', nativeType: 'STRING', read: asText }
}
