import type { z } from 'zod'
import type { RowSelection } from './engine.ts'
import type { Expr } from './expr.ts'
import type { Answers, Metrics, PastBatch } from './metric.ts'
import type { ColumnType } from './schema.ts'
import type { DrawnTest, HypothesisTest } from './test.ts'
import type { Json, Value } from './value.ts'

/** What an expectation is about: for tables no column, for `column` one, for `columns` several. */
export interface Target {
  /** The first column, or the empty text for a table. */
  readonly column: string
  readonly columns: readonly string[]
}

export type Subject = 'table' | 'column' | 'columns'

/** The column of the report's matrix that a check belongs to. */
export type Category = 'schema' | 'missing' | 'range' | 'values' | 'statistics' | 'drift'

export interface Verdict {
  readonly status: 'passed' | 'failed' | 'inconclusive' | 'vacuous'
  /**
   * Of vacuous verdicts, what they are where emptiness is judged as Great Expectations does: rules about each value
   * pass, statistics without a value fail. `passed` where absent.
   */
  readonly whenEmpty?: 'passed' | 'failed'
  /** A sentence part with the numbers: `58 of 4,821 values outside the set`. */
  readonly found: string
  /** The numbers behind `found`, for machines. */
  readonly observed?: Readonly<Record<string, Json>>
  /** For rules about rows: how many offend, of how many that were checked. */
  readonly unexpected?: { readonly count: number; readonly of: number }
  /** One sentence on the likely reason or the next step; absent when there is nothing certain to say. */
  readonly hint?: string
}

/** Documentation of an expectation, and a test of it on every engine. */
export interface Example {
  /** Columns of equal length. */
  readonly data: Readonly<Record<string, readonly Value[]>>
  readonly types?: Readonly<Record<string, ColumnType>>
  readonly reference?: Readonly<Record<string, readonly Value[]>>
  /** The accepted batches before, the newest first. */
  readonly past?: readonly PastBatch[]
  readonly column?: string
  readonly columns?: readonly string[]
  readonly params?: Readonly<Record<string, unknown>>
  readonly status: Verdict['status']
  /** The verdict's `found`, word for word. */
  readonly found: string
}

type Kwargs = Readonly<Record<string, unknown>>

/** How an expectation of Great Expectations is said here. */
export interface GreatExpectation {
  readonly name: string
  /** Their parameters' names → ours. */
  readonly params: Readonly<Record<string, string>>
  /** Our parameters where theirs say nothing. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** Their parameters that name columns, in order; where absent, `column` for one and `column_list` for several. */
  readonly columns?: readonly string[]
  /** Rewrites the values of their parameters, by their names; throws a RangeError at one that is not valid there. */
  readonly values?: Readonly<Record<string, (value: unknown) => unknown>>
  /** Rewrites their parameters where several of them are one of ours; before all else. */
  readonly combine?: (kwargs: Kwargs) => Kwargs
  /** Whether their parameters allow everything, so that nothing is left to check. */
  readonly allowsAll?: (kwargs: Kwargs) => boolean
  /** One sentence on what their parameters leave open, if anything. */
  readonly remark?: (kwargs: Kwargs) => string | undefined
}

interface Described<P> {
  /** The matcher's and the suite file's name: `toHave` + noun + relation. */
  readonly name: string
  /** The kind of check in ids such as `price.range`; lower case, words joined by `-`. */
  readonly id: string
  readonly category: Category
  readonly subject: Subject
  /** How many columns, where it is about several and their number is fixed. */
  readonly columnCount?: number
  /** Types of columns it can judge; absent when any will do. */
  readonly accepts?: readonly ColumnType[]
  /** The same with given parameters, where it depends on them. */
  acceptsWith?(params: P): readonly ColumnType[]
  /** One sentence, present tense, with a full stop. */
  readonly summary: string
  /** What it is called in Great Expectations; several where they have several for it. */
  readonly gx?: readonly GreatExpectation[]
  readonly params: z.ZodType<P>
  /** Parameters as a suite has them, where they are kept otherwise. */
  written?(params: P): Readonly<Record<string, unknown>>
  /** The parameter that a bare value in a suite file sets: `toHaveType: integer`. */
  readonly shorthand?: string
  readonly needsReference?: boolean
  /** Whether its parameters say which columns of the reference it looks at: those it is about need not be there. */
  readonly choosesReferenceColumns?: boolean
  /** Completes "Expected …". */
  expected(target: Target, params: P): string
  readonly examples: readonly Example[]
}

/** An expectation that judges answers directly. `metrics` and `judge` are pure. */
export interface Rule<P = unknown, M extends Metrics = Metrics> extends Described<P> {
  readonly kind: 'rule'
  metrics(target: Target, params: P): M
  judge(answers: Answers<M>, params: P, target: Target): Verdict
  /** The offending rows, asked for only after a failure that counts unexpected ones. */
  failing?(target: Target, params: P, answers: Answers<M>): RowSelection
  /** The values that are allowed, where there is a list of them: the report names the one spelt most alike. */
  allowed?(params: P): readonly Value[]
  /** Columns beside its own that tell a reader which rows offend. */
  context?(params: P): readonly string[]
  /** What offending values may have been, such as numbers in another unit. */
  repairs?(target: Target, params: P): readonly Repair[]
}

/** A way to read offending values otherwise, to be counted after a failure. */
export interface Repair {
  /** Completes "…, all 37 meet the rule": `multiplied by 1,000`. */
  readonly text: string
  /** What it says about the values: `in another unit`. */
  readonly cause: string
  /** A sentence: what to do if that is so. */
  readonly next: string
  /** The repaired value of a row, a number. */
  readonly value: Expr
  /** Whether it meets the rule. */
  readonly fits: Expr
}

/**
 * An expectation that rejects a null hypothesis. `test` reduces the answers to a p-value; `judge` sees it together
 * with the limit that the correction for its family gave it.
 */
export interface Hypothesis<P = unknown, M extends Metrics = Metrics, F extends Metrics = Metrics>
  extends Described<P> {
  readonly kind: 'hypothesis'
  /** Tests of one family are corrected together, `ks` for example; also the name of its alpha option. */
  readonly family: string
  metrics(target: Target, params: P): M
  /** What else has to be known, now that the first answers are there; nothing as a rule. */
  further?(answers: Answers<M>, params: P, target: Target): F | undefined
  /** All that `further` may ask, whatever the answers: what has to be saved of data that are judged with others later. */
  mayAsk?(target: Target, params: P): Metrics
  test(answers: Answers<M>, params: P, target: Target, further?: Answers<F>): DrawnTest
  judge(test: HypothesisTest, params: P, target: Target): Verdict
}

export type Expectation<P = unknown, M extends Metrics = Metrics> = Rule<P, M> | Hypothesis<P, M>

/** What the types of matchers and suites know: parameters as a caller writes them, subject, reference, column types. */
export interface Typed<P, I, S, R = boolean, A = ColumnType> {
  readonly params: z.ZodType<P, I>
  readonly subject: S
  readonly needsReference?: R
  readonly accepts?: TypesOf<A>
}

/** Types of columns, of which the compiler keeps those that are in the list. */
export type TypesOf<A> = readonly ColumnType[] & { readonly [index: number]: A }

type Definition<E, T> = Omit<E, 'kind' | keyof T> & T

/** An expectation that judges answers. Gives the definition back, with its types. */
export function defineRule<
  P,
  I,
  M extends Metrics,
  S extends Subject,
  R extends boolean = false,
  A extends ColumnType = ColumnType,
>(rule: Definition<Rule<P, M>, Typed<P, I, S, R, A>>): Omit<Rule<P, M>, 'accepts'> & Typed<P, I, S, R, A> {
  return { kind: 'rule', ...rule }
}

/** An expectation that tests a hypothesis. Gives the definition back, with its types. */
export function defineHypothesis<
  P,
  I,
  M extends Metrics,
  S extends Subject,
  F extends Metrics = Metrics,
  A extends ColumnType = ColumnType,
>(
  hypothesis: Definition<Hypothesis<P, M, F>, Typed<P, I, S, boolean, A>>,
): Omit<Hypothesis<P, M, F>, 'accepts'> & Typed<P, I, S, boolean, A> {
  return { kind: 'hypothesis', ...hypothesis }
}
