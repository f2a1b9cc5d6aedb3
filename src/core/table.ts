import type { Expr } from './expr.ts'
import type { ColumnType } from './schema.ts'
import type { Value } from './value.ts'

/** Both ends belong to the range; an absent one is open. */
interface Range {
  readonly min?: Value
  readonly max?: Value
}

/** The types that values can be cast to. */
export const castTypes = [
  'integer',
  'number',
  'boolean',
  'string',
  'date',
  'timestamp',
] as const satisfies readonly ColumnType[]
export type CastType = (typeof castTypes)[number]

interface OfColumns {
  readonly columns: readonly string[]
}

/** Leaves out rows whose values (of some columns, else of all) a row above has; null equals null. */
interface DropDuplicates {
  readonly kind: 'dropDuplicates'
  readonly columns?: readonly string[]
}

/** Puts a constant where a column is null. It has to be a value of the column's type. */
interface FillNulls {
  readonly kind: 'fillNulls'
  readonly values: readonly { readonly column: string; readonly value: NonNullable<Value> }[]
}

/** Leaves out rows that are null in one of some columns, else of all. */
interface DropNulls {
  readonly kind: 'dropNulls'
  readonly columns?: readonly string[]
}

/** A column of the texts of others, one behind the other; the text of null is empty. */
interface Concatenate extends OfColumns {
  readonly kind: 'concatenate'
  readonly into: string
  readonly separator: string
}

/** Keeps rows whose values lie in the ranges; null and NaN lie in none. */
interface Between {
  readonly kind: 'between'
  readonly ranges: readonly ({ readonly column: string } & Range)[]
}

/** Keeps rows where a condition is true; null is not. */
interface Where {
  readonly kind: 'where'
  readonly condition: Expr
}

/** Keeps some columns, in this order. */
interface Select extends OfColumns {
  readonly kind: 'select'
}

/** Leaves some columns out. */
interface Drop extends OfColumns {
  readonly kind: 'drop'
}

interface Rename {
  readonly kind: 'rename'
  readonly names: readonly { readonly from: string; readonly to: string }[]
}

/**
 * Turns values into those of another type. A value that has none there (`abc` as a number, 1.5 as a whole number) is an
 * error, or becomes null.
 */
interface Cast {
  readonly kind: 'cast'
  readonly types: readonly { readonly column: string; readonly type: CastType }[]
  readonly onError: 'refuse' | 'null'
}

/** Columns of what expressions give in each row, one after another: each may use those before it. */
interface Compute {
  readonly kind: 'compute'
  readonly columns: readonly { readonly into: string; readonly value: Expr }[]
}

/** One change of a table. A new column stands behind all others, or in the place of the one that has its name. */
export type TableStep =
  | DropDuplicates
  | FillNulls
  | DropNulls
  | Concatenate
  | Between
  | Where
  | Select
  | Drop
  | Rename
  | Cast
  | Compute

interface ColumnCount {
  readonly column: string
  readonly values: number
}

/** What a step did to a table. */
export interface StepEffect {
  /** Rows that it left out. */
  readonly removed: number
  /** Columns whose values it filled, cast or made, with how many; those of null are no values. */
  readonly changed: readonly ColumnCount[]
  /** Columns in which values became null, with how many. */
  readonly lost: readonly ColumnCount[]
}
