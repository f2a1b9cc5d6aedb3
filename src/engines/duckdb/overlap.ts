import { columnPairs } from '../../core/columnPairs.ts'
import type { Overlap, OverlapRequest } from '../../core/metric.ts'
import { compile } from './compile.ts'
import { groupable } from './compared.ts'
import type { Dataset, StoredColumn } from './dataset.ts'
import type { Source } from './source.ts'
import { condition, identifier, nativeTypes } from './sql.ts'

/**
 * How many rows of two datasets have a counterpart in the other, in one scan of each.
 *
 * @throws UserError when there is no column to compare, or the types of two do not compare.
 */
export async function overlap(
  request: OverlapRequest,
  { database, dataset, options }: Source,
  reference: Source,
): Promise<Overlap> {
  const { own, other, ownRows, otherRows } = sharedKeys(request, dataset, reference.dataset)
  const groups = (keys: readonly string[], { table }: Dataset, rows: string) =>
    `SELECT ${named(keys).join(', ')}, count(*) AS n FROM ${table} WHERE ${rows} GROUP BY ALL`
  const matches = own.map((_, index) => `s.${key(index)} IS NOT DISTINCT FROM r.${key(index)}`).join(' AND ')
  const sum = 'SELECT CAST(coalesce(sum(n), 0) AS BIGINT)'
  const [counts = []] = await database.rows(
    `WITH s AS MATERIALIZED (${groups(own, dataset, ownRows)}),
r AS MATERIALIZED (${groups(other, reference.dataset, otherRows)})
SELECT (${sum} FROM s), (${sum} FROM s SEMI JOIN r ON ${matches}), (${sum} FROM r), (${sum} FROM r SEMI JOIN s ON ${matches})`,
    options,
  )
  const [rows = 0, shared = 0, referenceRows = 0, referenceShared = 0] = counts.map(Number)
  return { sample: { rows, shared }, reference: { rows: referenceRows, shared: referenceShared } }
}

/** SQL of the rows `t` of the sample that have a counterpart in the reference, or that have none. */
export function counterpartsSql(
  { overlap, isShared }: { readonly overlap: OverlapRequest; readonly isShared: boolean },
  dataset: Dataset,
  reference: Dataset,
): string {
  const { own, other, ownRows, otherRows } = sharedKeys(overlap, dataset, reference)
  const matches = own.map((text, index) => `${text} IS NOT DISTINCT FROM d.${key(index)}`)
  const others = `SELECT ${named(other).join(', ')} FROM ${reference.table} WHERE ${otherRows}`
  return `${dataset.table} AS t ${isShared ? 'SEMI' : 'ANTI'} JOIN (${others}) AS d ON ${matches.join(' AND ')} WHERE ${ownRows}`
}

/** SQL of what is compared on both sides, and of the rows that are looked at. */
function sharedKeys(request: OverlapRequest, sample: Dataset, reference: Dataset) {
  const pairs = columnPairs(request, sample, reference)
  const texts = pairs.map(([own, other]) => comparableTexts(own, other))
  const { where, referenceWhere } = request
  return {
    own: texts.map(([own]) => own),
    other: texts.map(([, other]) => other),
    ownRows: where ? condition(compile(where, sample)) : 'true',
    otherRows: referenceWhere ? condition(compile(referenceWhere, reference)) : 'true',
  }
}

function comparableTexts(own: StoredColumn, other: StoredColumn): readonly [string, string] {
  if (own.type === 'unknown') return [`CAST(NULL AS ${nativeTypes[other.type]})`, textOf(other)]
  if (other.type === 'unknown') return [textOf(own), `CAST(NULL AS ${nativeTypes[own.type]})`]
  return [textOf(own), textOf(other)]
}

function textOf({ identifier, type }: StoredColumn): string {
  return groupable({ text: identifier, type }).text
}

function named(keys: readonly string[]): readonly string[] {
  return keys.map((text, index) => `${text} AS ${key(index)}`)
}

/** A name that no column has. */
function key(index: number): string {
  return identifier(`\u0001k${index}`)
}
