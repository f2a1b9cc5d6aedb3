import type { ColumnFacts } from '../facts.ts'

/** Where a check stands in a suite file. */
export type DraftPlace =
  | { readonly section: 'table' | 'combinations' }
  | { readonly section: 'columns'; readonly column: string }

export type Params = Readonly<Record<string, unknown>>

/** A check that is proposed, as it will be written. */
export interface Draft {
  readonly place: DraftPlace
  /** Of its expectation. */
  readonly name: string
  readonly params: Params
  readonly severity?: 'warning'
  /** How it was derived. */
  readonly note: string
  /** About how likely another batch of the same data breaks it; 0 for what is taken for a rule. */
  readonly chance: number
  /** Of tests, their family, which shares a level. */
  readonly family?: string
  /**
   * Parameters that older batches would not have broken, with what was done in words; `undefined` where the check
   * would not say anything any more.
   */
  readonly loosen: (older: Older) => Looser | undefined
}

export interface Looser {
  readonly params: Params
  /** Follows the note: `widened to what older batches have`. */
  readonly what: string
}

/** What older batches show of the subject of one check. */
export interface Older {
  readonly rows: readonly number[]
  /** The column's facts in each batch that has it. */
  readonly facts: readonly ColumnFacts[]
  /** The names of the columns of each batch. */
  readonly columns: readonly (readonly string[])[]
  /** Of a test, the sizes of its effects. */
  readonly effects: readonly number[]
  /** Of a rule about rows, the shares of what offended. */
  readonly offending: readonly number[]
}

/** For rules that are broken or not: nothing is looser. */
export const neverLooser = (): undefined => undefined
