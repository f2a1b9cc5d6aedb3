import type { Subject } from '../core/expectation.ts'
import { type DefinedSuite, defineSuite as define, type SuiteDefinition } from '../suites/define.ts'
import type { AcceptedBy, ColumnName, Judgeable } from './column-names.ts'
import type { Columns } from './columns.ts'
import type { CommonParams, OwnParams } from './types.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A suite as it is written, with the columns that are declared. */
export interface SuiteOf<Declared = Columns>
  extends Omit<SuiteDefinition, 'table' | 'columns' | 'combinations'> {
  /** Checks of the whole table, and checks of every column that the expectation accepts. */
  readonly table?: readonly TableCheck<Declared>[]
  /** Checks by column. */
  readonly columns?: ChecksByColumn<Declared>
  /** Checks of several columns together. */
  readonly combinations?: readonly CheckOf<NameOf<'columns'>, Declared>[]
}

/** A suite for a module to export. The compiler checks it, and a run does when it reads it. */
export function defineSuite(definition: SuiteOf): DefinedSuite {
  return define(definition as SuiteDefinition)
}

type ChecksByColumn<Declared> = [keyof Declared] extends [never]
  ? Readonly<Record<string, readonly ColumnCheck<'unknown'>[]>>
  : { readonly [Name in keyof Declared]?: readonly ColumnCheck<Declared[Name]>[] }

type TableCheck<Declared> = CheckOf<NameOf<'table'> | NameOf<'column'>, Declared>

/** A check of a column of a type. */
type ColumnCheck<Type> = CheckOf<
  {
    readonly [Name in NameOf<'column'>]: Type extends Judgeable<AcceptedBy<Vocabulary[Name]>> ? Name : never
  }[NameOf<'column'>],
  never
>

type NameOf<S extends Subject> = {
  readonly [Name in keyof Vocabulary]: Vocabulary[Name]['subject'] extends S ? Name : never
}[keyof Vocabulary]

/** A name alone, a name with its parameters, or a check in the words of Great Expectations. */
type CheckOf<Name extends keyof Vocabulary, Declared> =
  | Name
  | { readonly [N in Name]?: Arguments<N, Declared> }
  | `expect_${string}`
  | { readonly [foreign: `expect_${string}`]: unknown }

/** Parameters by name, or the bare value of one of them. */
type Arguments<Name extends keyof Vocabulary, Declared> =
  | OrParameter<Params<Name> & CommonParams & Targets<Name, Declared>>
  | (Params<Name>[keyof Params<Name>] & {})
  | Parameter

type Params<Name extends keyof Vocabulary> = OwnParams<Vocabulary[Name]['params']>

/** The columns that a check names itself. */
type Targets<Name extends keyof Vocabulary, Declared> = [Declared] extends [never]
  ? unknown
  : Vocabulary[Name]['subject'] extends 'columns'
    ? { readonly columns: readonly ColumnName<Declared, AcceptedBy<Vocabulary[Name]>>[] }
    : Vocabulary[Name]['subject'] extends 'column'
      ? { readonly columns?: readonly ColumnName<Declared, AcceptedBy<Vocabulary[Name]>>[] }
      : unknown

/** `$name`: the value of a parameter of the command line. */
type Parameter = `$${string}`

type OrParameter<P> = { readonly [Key in keyof P]: P[Key] | Parameter }
