import type { DrawnTest } from '../../src/core/test.ts'
import * as stats from '../../src/stats/index.ts'
import { alpha } from './false-alarms.ts'
import type { Random } from './random.ts'

/** A kind of drift whose effect is known, at one pair of sizes. */
export interface Drift {
  readonly name: string
  readonly reference: number
  readonly sample: number
  /** The effect that mlcheck states to be found with a power of 0.9 at this level. */
  readonly smallestDetectable: number
  /** An effect that a user may not care about. */
  readonly minEffect: number
  readonly draw: (effect: number, random: Random) => Pick<DrawnTest, 'pValue' | 'effect' | 'relevantP'>
  /** Part of the runs in which it is looked for; all unless told. */
  readonly part?: number
}

export type Sizes = Pick<Drift, 'reference' | 'sample'>

/** The level of each of twenty tests. */
export const level = stats.alphaPerTest(alpha, 20, 'sidak')

/** A normal variable around a mean. */
export function normalAround(mean: number): (random: Random) => number {
  return random => mean + random.normal()
}

/** By how much a normal variable is shifted when its distribution function moves by the gap: 2 Φ(shift / 2) − 1. */
export function shiftOf(gap: number): number {
  return 2 * stats.normalInverseSurvival((1 - Math.min(gap, 0.999)) / 2)
}
