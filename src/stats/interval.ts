/** A lower and an upper bound. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}
