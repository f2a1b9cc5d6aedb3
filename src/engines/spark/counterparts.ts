import { columnPairs } from '../../core/columnPairs.ts'
import type { OverlapRequest } from '../../core/metric.ts'
import { compile } from './compile.ts'
import type { Dataset } from './dataset.ts'
import { condition, distinguishable, identifier } from './sql.ts'

/** SQL of what is compared of two datasets, in the same order on both sides, and of the rows that are looked at. */
interface SharedKeys {
  readonly own: readonly string[]
  readonly other: readonly string[]
  readonly ownRows: string
  readonly otherRows: string
}

/** @throws UserError when there is no column to compare, or the types of two do not compare. */
export function sharedKeys(request: OverlapRequest, sample: Dataset, reference: Dataset): SharedKeys {
  const pairs = columnPairs(request, sample, reference)
  const { where, referenceWhere } = request
  return {
    own: pairs.map(([own]) => distinguishable({ text: own.identifier, type: own.type }).text),
    other: pairs.map(([, other]) => distinguishable({ text: other.identifier, type: other.type }).text),
    ownRows: where ? condition(compile(where, sample)) : 'true',
    otherRows: referenceWhere ? condition(compile(referenceWhere, reference)) : 'true',
  }
}

/**
 * SQL of the rows of the sample that have a counterpart in the reference, or that have none, as what follows FROM. Null
 * is the same as null. The reference is sent to where rows of the same values are, and never all to one place.
 */
export function counterpartsSql(
  { overlap, isShared }: { readonly overlap: OverlapRequest; readonly isShared: boolean },
  sample: Dataset,
  reference: Dataset,
): string {
  const { own, other, ownRows, otherRows } = sharedKeys(overlap, sample, reference)
  const matches = own.map((text, index) => `${text} <=> ${keyName(index)}`)
  const others = `SELECT DISTINCT ${namedKeys(other).join(', ')} FROM ${reference.table} WHERE ${otherRows}`
  return `${sample.table} LEFT ${isShared ? 'SEMI' : 'ANTI'} JOIN (${others}) ON ${matches.join(' AND ')} WHERE ${ownRows}`
}

/** What is compared, under names that no column has. */
export function namedKeys(keys: readonly string[]): readonly string[] {
  return keys.map((text, index) => `${text} AS ${keyName(index)}`)
}

export function keyName(index: number): string {
  return identifier(`\u0001k${index}`)
}
