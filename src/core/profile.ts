import type { Histogram } from './chart.ts'
import type { DatasetInfo } from './engine.ts'
import type { ColumnType } from './schema.ts'

/** What a dataset looks like: counts and statistics of its columns, and how they go together. No cell but those shown. */
export interface Profile {
  readonly schema: 'mlcheck.profile/1'
  readonly version: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly command: readonly string[]
  readonly sample: ProfiledDataset
  /** What the sample is shown beside. */
  readonly reference?: ProfiledDataset
  /** In the order of the sample; where there is a reference, the most different first. */
  readonly columns: readonly ProfiledColumn[]
  readonly associations: readonly Association[]
  /** Pairs of columns that are missing in the same rows. */
  readonly missingTogether: readonly MissingTogether[]
  readonly alerts: readonly Alert[]
  /** The first rows of the sample, where they were asked for; cells as they are shown. */
  readonly rows?: { readonly columns: readonly string[]; readonly cells: readonly (readonly string[])[] }
  /** What was left out, and why. */
  readonly remarks: readonly string[]
}

export interface ProfiledDataset extends Pick<DatasetInfo, 'label' | 'rows' | 'bytes' | 'format'> {
  readonly columns: number
  /** Rows that are the same as another row in every column. */
  readonly duplicateRows: number
  /** The share of its cells that are missing; null without cells. */
  readonly missing: number | null
}

export interface ProfiledColumn {
  readonly name: string
  readonly type: ColumnType
  /** Absent where the dataset has no such column. */
  readonly sample?: ColumnFacts
  readonly reference?: ColumnFacts
  /** Both datasets over common bins; one-sided where there is one: its `reference` is empty. */
  readonly histogram?: Histogram
  /** From 0 (alike) to 1: the Kolmogorov–Smirnov distance of numbers, the total variation of categories. */
  readonly distance?: number
}

/** Statistics of one column in one dataset. Missing cells are left out of all but `missing`. */
export interface ColumnFacts {
  readonly rows: number
  readonly missing: number
  readonly distinct: number
  readonly numbers?: NumberFacts
  readonly texts?: TextFacts
  /** Earliest and latest of dates and timestamps, ISO 8601. */
  readonly span?: readonly [string, string]
  /** The most frequent values, where a value occurs more than once. */
  readonly top: readonly { readonly value: string; readonly count: number }[]
}

/** Of finite values; null where there are too few. */
export interface NumberFacts {
  readonly nonFinite: number
  readonly zeros: number
  readonly negatives: number
  readonly mean: number | null
  /** Of the sample, n − 1. */
  readonly standardDeviation: number | null
  /** Adjusted for the size (G₁). */
  readonly skewness: number | null
  /** By linear interpolation, at `profileProbabilities`. */
  readonly quantiles: readonly (number | null)[]
  readonly smallest: readonly number[]
  readonly largest: readonly number[]
}

/** Lengths are in code points. */
export interface TextFacts {
  readonly shortest: number | null
  readonly longest: number | null
  readonly meanLength: number | null
  readonly blank: number
  readonly nonAscii: number
  readonly digitsOnly: number
  readonly straySpaces: number
}

/** 0 and 1 are the smallest and the largest value. */
export const profileProbabilities: readonly number[] = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1]

/** How strongly two columns of the sample go together. */
export interface Association {
  readonly columns: readonly [string, string]
  readonly measure: 'pearson' | 'spearman' | 'cramers-v' | 'correlation-ratio'
  /** From −1 to 1 for correlations, from 0 to 1 for others. */
  readonly value: number
  /** Rows that have both. */
  readonly rows: number
}

export interface MissingTogether {
  readonly columns: readonly [string, string]
  readonly both: number
  readonly either: number
}

/** Something about a column that a reader should look at. */
export interface Alert {
  readonly column: string
  readonly kind: string
  /** A sentence with its number. */
  readonly text: string
}
