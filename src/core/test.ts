import type { Chart } from './chart.ts'
import type { Expr } from './expr.ts'

/** The size of a difference on a scale that does not depend on the number of rows. */
interface Effect {
  /** Such as `D`, `Cohen's d` or `total variation`. */
  readonly name: string
  readonly value: number
  /** The largest value that there can be, where there is one. */
  readonly most?: number
  /** Each bound holds with 95 % probability. */
  readonly interval?: readonly [number, number]
}

/** A part of the values, and its share of the values of either dataset. */
export interface Region {
  /** The rows whose values belong to it, among those that have a value. */
  readonly where: Expr
  readonly among: Expr
  /** Follows "values" or stands alone: `between 3 and 9`, `"pop"`, `missing`. */
  readonly label: string
  /** Both ends of an interval of numbers, both included. */
  readonly from?: number
  readonly to?: number
  readonly reference: number
  readonly sample: number
}

/** The null hypothesis of a test, and what has to be shown to pass. */
export const modes = ['difference', 'relevant', 'certified'] as const
/**
 * `difference`: there is no difference, which a small p rejects. `relevant`: the effect is at most `minEffect`, which
 * a small p rejects. `certified`: passes only where the data show that the effect is below `minEffect`.
 */
export type Mode = (typeof modes)[number]

/** What every hypothesis takes as parameters; a run has defaults for all of its tests. */
export interface TestParams {
  readonly alpha?: number
  readonly minEffect?: number
  readonly mode?: Mode
  /** Pass also where the data could not have shown the effect that matters. */
  readonly allowUnderpowered?: boolean
  /** Column: rows with the same value in it belong together, and are not independent of each other. */
  readonly cluster?: string
  /** Column: how many rows a row stands for. */
  readonly weight?: string
}

/** A hypothesis test before the correction for its family. */
export interface DrawnTest {
  readonly pValue: number
  /** Base-10 logarithm of the p-value, exact also where the p-value underflows. */
  readonly log10P?: number
  /** Such as `exact`, `exact-ties` or `asymptotic`. */
  readonly method: string
  readonly statistic: { readonly name: string; readonly value: number }
  readonly effect: Effect
  readonly n: { readonly reference: number; readonly sample: number }
  /** Numbers of both datasets that a reader compares: median, mean, … */
  readonly summaries: readonly Summary[]
  readonly charts: readonly Chart[]
  /** Why this test and not another, in one sentence. */
  readonly choice?: string
  /** The part of the values whose share differs most. */
  readonly region?: Region
  /** Set when the test cannot decide, with the reason; the p-value is then 1. */
  readonly undecidable?: string
  /** Where the difference is greatest, in the column's unit. */
  readonly location?: number
  /** One sentence in plain words on what changed, when it is certain. */
  readonly change?: string
  /** The statistic from which on the test fails at a level, for drawing the limit. */
  criticalStatistic?(level: number): number
  /** Without a `minEffect`, a test passes only if a larger effect than this would not have gone unseen. */
  readonly largestUnseen?: number
  /** The smallest effect that the test finds with 90 % power at a level. */
  smallestDetectable?(level: number): number
  /** The p-value of the null hypothesis that the true effect, without its sign, is at most so large. */
  relevantP?(effect: number): { readonly pValue: number; readonly log10P?: number }
  /** The true effect, without its sign, is larger than this with a probability of at most the level. */
  upperBound?(level: number): number
}

export interface Summary {
  readonly name: string
  readonly reference: number
  readonly sample: number
}

export const corrections = ['none', 'bonferroni', 'sidak', 'holm', 'hochberg', 'hommel', 'bh', 'by'] as const
export type Correction = (typeof corrections)[number]

/** The correction's answer for one test of a family. */
export interface Decision {
  readonly alpha: number
  readonly correction: Correction
  /** How many tests the run declares in this family. */
  readonly familySize: number
  /** The raw p-value's limit, α′. */
  readonly limit: number
  readonly adjustedP: number
  readonly rejected: boolean
}

/** A hypothesis test with its decision. */
export interface HypothesisTest extends DrawnTest {
  readonly decision: Decision
  /** In mode `difference`, an effect below this does not fail a check, however small its p-value. */
  readonly minEffect?: number
  readonly mode: Mode
  readonly allowUnderpowered: boolean
  /** The p-value of no difference at all, in the mode `relevant`. */
  readonly differenceP?: number
}

/** How many rows two datasets have, and how many of them have a value in a region. */
export type RegionCounts = Readonly<
  Record<'reference' | 'sample', { readonly rows: number; readonly inside: number }>
>

/** The rows that explain a difference: the place of their slice, and the shares in it and outside of it. */
export interface SliceExplanation {
  readonly index: number
  readonly explained: number
  readonly rows: Shares
  readonly inside: Shares
  readonly outside: Shares
}

type Shares = Readonly<Record<'reference' | 'sample', number>>

/** Finds the slice that explains why a region has another share in the sample, if there is one. */
export type ExplainSlices = (
  total: RegionCounts,
  slices: readonly (RegionCounts & { readonly depth: 1 | 2 })[],
) => SliceExplanation | undefined

/** Corrects the p-values of one family. `size` is the number of declared tests, at least the number of p-values. */
export type DecideFamily = (
  pValues: readonly number[],
  options: { readonly alpha: number; readonly correction: Correction; readonly size: number },
) => readonly { readonly limit: number; readonly adjustedP: number; readonly rejected: boolean }[]
