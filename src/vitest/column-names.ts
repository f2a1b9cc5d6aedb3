import type { ColumnType } from '../core/schema.ts'

/** The types of columns that an expectation can judge: also whole numbers for numbers, and columns without a value. */
export type Judgeable<Accepted> =
  | Accepted
  | 'unknown'
  | ('number' extends Accepted ? 'integer' : never)
  | ('timestamp' extends Accepted ? 'date' : never)

/** The names of columns of some types, by their declaration; any text where no columns are declared. */
export type ColumnName<Declared, Accepted = ColumnType> = [keyof Declared] extends [never]
  ? string
  : {
      readonly [Name in keyof Declared & string]: Declared[Name] extends Judgeable<Accepted> ? Name : never
    }[keyof Declared & string]

/** The types of columns that a definition accepts: what its list has, or any. */
export type AcceptedBy<Definition> = Definition extends {
  readonly accepts?: { readonly [index: number]: infer Accepted }
}
  ? Accepted
  : ColumnType
