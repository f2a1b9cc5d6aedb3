import { assertNumeric, valuesOf } from '../../core/applicable.ts'
import type { Expr } from '../../core/expr.ts'
import type { Cell } from './arrow.ts'
import { compile } from './compile.ts'
import type { Dataset } from './dataset.ts'
import { finiteDouble } from './sql.ts'

/** The types of Spark in which numbers are counted. Integers stay exact. */
export type NumberType = 'DOUBLE' | 'BIGINT' | 'DECIMAL(38, 0)'

/** Numbers of each row of one or of two datasets: SQL that is null for whatever is not finite. */
export interface Numbers {
  /** One for each dataset. */
  readonly texts: readonly string[]
  readonly type: NumberType
}

/** Datasets whose numbers are counted together, and how to ask for them. */
export interface Pool {
  readonly tables: readonly string[]
  rows(sql: string): Promise<readonly (readonly Cell[])[]>
  /** The name of a view of some whole numbers, whose columns are `c0`, `c1` and so on. */
  view(columns: readonly (readonly number[])[]): Promise<string>
}

/** An expression over the rows of one dataset. */
export interface Place {
  readonly of: Expr
  readonly dataset: Dataset
}

/**
 * The finite numbers of an expression in one or in two datasets.
 *
 * @throws UserError when its values are no numbers
 */
export function finiteNumbers(places: readonly Place[]): Numbers {
  const compiled = places.map(({ of, dataset }) => {
    const { text, type } = compile(of, dataset)
    assertNumeric(valuesOf(of), { type, label: dataset.info.label }, 'they have no ranks')
    return { text, type, isColumn: 'column' in of }
  })
  const isWhole = compiled.every(({ type }) => type !== 'number')
  const integers = compiled.every(({ isColumn }) => isColumn) ? 'BIGINT' : 'DECIMAL(38, 0)'
  const type = isWhole ? integers : 'DOUBLE'
  return {
    texts: compiled.map(sql => (isWhole ? `CAST(${sql.text} AS ${type})` : finiteDouble(sql))),
    type,
  }
}

/** A cell that is a number of any type. */
export function exactNumber(cell: Cell | undefined): number | bigint {
  return typeof cell === 'bigint' ? cell : Number(cell)
}

/**
 * All numbers as rows of one table: `side`, the place of the dataset, `c`, the place of the numbers, and the value `x`.
 */
export function stackedSql(numbers: readonly Numbers[], tables: readonly string[]): string {
  const parts = tables.map((table, side) => {
    const pairs = numbers.map(({ texts }, place) => `${place}, ${texts[side] ?? 'NULL'}`)
    return `SELECT ${side} AS side, stack(${numbers.length}, ${pairs.join(', ')}) AS (c, x) FROM ${table}`
  })
  return `SELECT * FROM (${parts.join(' UNION ALL ')}) WHERE x IS NOT NULL`
}

/** SQL of the counts in each dataset, by the name of the column that holds the place of the dataset. */
export function countsSql(tables: readonly string[]): readonly string[] {
  return tables.map((_, side) => `count_if(side = ${side}) AS n${side}`)
}
