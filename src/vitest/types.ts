import type { z } from 'zod'
import type { Expectation } from '../core/expectation.ts'
import type { Severity } from '../core/suite.ts'
import type { AcceptedBy, ColumnName } from './column-names.ts'
import type { Columns } from './columns.ts'
import type { Dataset } from './dataset.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What every expectation about data may be given besides its own parameters. */
export interface CommonParams {
  /** `warning` records a finding without failing the test. */
  readonly severity?: Severity
  /** The kind of check in the outcome's id, instead of the expectation's own: `price.plausible`. */
  readonly id?: string
  /** Only rows where this is true: `price > 10 and genre in ["a", "b"]`, or `{ sql }` in the engine's own SQL. */
  readonly where?: string | { readonly sql: string }
  /** Words by which `--tag` selects checks. */
  readonly tags?: readonly string[]
  /** Why the check exists; shown in reports. */
  readonly note?: string
  /** Whether "nothing to check" is accepted. */
  readonly allowVacuous?: boolean
}

/** A definition as `defineRule`, `defineHypothesis` and `defineRowExpectation` give it back. */
type Defined = Pick<Expectation, 'kind' | 'name' | 'subject' | 'needsReference'> & {
  readonly params: z.ZodType
}

type Params<E extends Defined> = OwnParams<E['params']> & CommonParams

/** What a caller may write as parameters; of no parameters, zod says that every key is impossible, also common ones. */
export type OwnParams<Schema extends z.ZodType> = string extends keyof z.input<Schema>
  ? Readonly<Record<never, never>>
  : z.input<Schema>

/** The parameters; may be left out where none is required. */
type Rest<P> = Record<never, never> extends P ? [params?: P] : [params: P]

/** What is about columns names them among the parameters, after the reference. */
type ComparedArguments<E extends Defined, P> = true extends E['needsReference']
  ? [reference: Dataset<'reference'>, ...rest: Rest<P>]
  : never

/**
 * What the matcher of an expectation takes: what it is about, then one object of parameters. Where columns are
 * declared, it takes those of a type that the expectation can judge.
 */
export type MatcherArguments<E extends Defined, Declared = Columns> = E['subject'] extends 'table'
  ? Rest<Params<E>> | ComparedArguments<E, Params<E>>
  : E['subject'] extends 'column'
    ?
        | [column: NameFor<E, Declared>, ...rest: Rest<Params<E>>]
        | ComparedArguments<E, Params<E> & { readonly columns?: readonly NameFor<E, Declared>[] }>
    :
        | [columns: readonly NameFor<E, Declared>[], ...rest: Rest<Params<E>>]
        | ComparedArguments<E, Params<E> & { readonly columns: readonly NameFor<E, Declared>[] }>

type NameFor<E extends Defined, Declared> = ColumnName<Declared, AcceptedBy<E>>

type Matchers<Declared> = {
  readonly [Name in keyof Vocabulary]: Vocabulary[Name] extends Defined
    ? (...args: MatcherArguments<Vocabulary[Name], Declared>) => Promise<void>
    : never
}

/**
 * Expectations about a dataset. Each has to be awaited; it is judged together with those of all other tests, in one
 * scan. The hypothesis tests of one call are corrected together. A finding is reported also where the test catches
 * what the expectation throws.
 */
export interface DataExpect<Declared = Columns> extends Matchers<Declared> {
  /** The opposite: passes where the expectation is not met, and fails where nothing could be said. */
  readonly not: DataExpect<Declared>
  /** An expectation of your own. */
  toMeet<E extends Defined>(expectation: E, ...args: MatcherArguments<E, Declared>): Promise<void>
}
