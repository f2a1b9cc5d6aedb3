import type { Chart } from './chart.ts'

/** The size of a difference on a scale that does not depend on the number of rows. */
interface Effect {
  /** Such as `D`, `Cohen's d` or `total variation`. */
  readonly name: string
  readonly value: number
  readonly interval?: readonly [number, number]
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
  /** Set when the test cannot decide, with the reason; the p-value is then 1. */
  readonly undecidable?: string
  /** Where the difference is greatest, in the column's unit. */
  readonly location?: number
  /** One sentence in plain words on what changed, when it is certain. */
  readonly change?: string
  /** The statistic from which on the test fails at a level, for drawing the limit. */
  criticalStatistic?(level: number): number
  /** The smallest effect that the test finds with 90 % power at a level. */
  smallestDetectable?(level: number): number
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
  /** An effect below this does not fail a check, however small its p-value. */
  readonly minEffect?: number
}

/** Corrects the p-values of one family. `size` is the number of declared tests, at least the number of p-values. */
export type DecideFamily = (
  pValues: readonly number[],
  options: { readonly alpha: number; readonly correction: Correction; readonly size: number },
) => readonly { readonly limit: number; readonly adjustedP: number; readonly rejected: boolean }[]
