import type { AggregateAnswer } from '../../core/metric.ts'
import type { Value } from '../../core/value.ts'

/** What is kept of one question about one dataset, so that the question can be answered about several together. */
export type State =
  | CountState
  | ExtremeState
  | MomentsState
  | CountedState
  | TableState
  | ManyState
  | RanksState
  | WeightsState
  | NoState

export type StateKind = State['kind']

/** How many rows; of several datasets, the sum. */
interface CountState {
  readonly kind: 'count'
  readonly count: number
}

/** The least or greatest value; null without any. */
interface ExtremeState {
  readonly kind: 'extreme'
  readonly value: Value
}

/** The finite values of an expression: their number, sum and central moments. */
export interface MomentsState {
  readonly kind: 'moments'
  readonly count: number
  /** Numbers that add up to the sum: several, because one double does not hold all digits of it. */
  readonly sum: readonly (number | bigint)[]
  /** Whether all values are whole numbers, of which the sum is one, too. */
  readonly isWhole: boolean
  /** Σ (x − mean)², where it was asked for. */
  readonly m2?: number
  /** Σ (x − mean)³, where it was asked for. */
  readonly m3?: number
  /** What the engine answered, which stands as long as there is one dataset only. */
  readonly answer: AggregateAnswer
}

/** An aggregate that follows from a table, which is kept beside it. */
interface CountedState {
  readonly kind: 'counted'
  readonly answer: AggregateAnswer
}

/** All distinct combinations of values of some columns, and how many rows have each. */
export interface TableState {
  readonly kind: 'table'
  /** One array for each column. */
  readonly values: readonly (readonly Value[])[]
  readonly counts: readonly number[]
}

/** Nothing but that there are more distinct combinations than anybody asked for. */
export interface ManyState {
  readonly kind: 'many'
  readonly moreThan: number
}

/** The distinct finite values of an expression, ascending, and how many rows have each. */
interface RanksState {
  readonly kind: 'ranks'
  readonly values: readonly (number | bigint)[]
  readonly counts: readonly number[]
}

/** The distinct values of an expression, and the weights of the rows that have each. */
interface WeightsState {
  readonly kind: 'weights'
  readonly values: readonly Value[]
  readonly weights: readonly number[]
  readonly squares: number
  readonly n: number
  readonly unusable: number
}

/** Why nothing is kept; a sentence. */
interface NoState {
  readonly kind: 'none'
  readonly reason: string
}

/** States by the canonical text of what they answer. */
export type States = ReadonlyMap<string, State>

/** Whether a state says more than what is known of the same question. */
export function saysMore(state: State, known: State | undefined): boolean {
  if (known === undefined) return true
  if (known.kind === 'table' || state.kind === 'none') return false
  return !(known.kind === 'many' && state.kind === 'many' && state.moreThan <= known.moreThan)
}
