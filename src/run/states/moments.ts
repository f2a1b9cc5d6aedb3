import type { AggregateName } from '../../core/metric.ts'
import { exactUnits, nearestQuotient, unitsOf, wholeOf } from './exact.ts'
import type { MomentsState } from './state.ts'

/** The finite values of several datasets together. */
export interface MergedMoments {
  readonly count: number
  /** Without rounding, in the units of `exactUnits`. */
  readonly sum: bigint
  readonly isWhole: boolean
  readonly m2: number
  readonly m3: number
}

type MomentName = Extract<AggregateName, 'sum' | 'mean' | 'variance' | 'skewness'>

/**
 * The moments of several datasets as those of one. Sums are added without rounding, so that the difference of two means
 * keeps its digits however large they are.
 *
 * @see https://doi.org/10.2172/1028931 (Pébay, Formulas for Robust, One-Pass Parallel Computation of Covariances and
 * Arbitrary-Order Statistical Moments)
 * @param states at least one
 */
export function mergeMoments(states: readonly MomentsState[]): MergedMoments {
  const empty = { count: 0, sum: 0n, isWhole: true, m2: 0, m3: 0 }
  return states.map(momentsIn).reduce(together, empty)
}

/** What an aggregate is of merged moments; null, or 0 for a sum, without enough values. */
export function momentAnswer(name: MomentName, moments: MergedMoments): number | bigint | null {
  const { count, sum, isWhole, m2 } = moments
  if (name === 'sum') return isWhole ? exactInteger(wholeOf(sum)) : nearestQuotient(sum, unitsOf(1))
  if (name === 'mean') return count === 0 ? null : nearestQuotient(sum, unitsOf(count))
  if (name === 'variance') return count < 2 ? null : m2 / (count - 1)
  return skewnessOf(moments)
}

/** Σ (x − mean)³ of values with this adjusted skewness (G₁). */
export function thirdMoment(skewness: number | null, count: number, m2: number): number {
  if (skewness === null) return 0
  const biased = (skewness * (count - 2)) / Math.sqrt(count * (count - 1))
  return biased * count * (m2 / count) ** 1.5
}

/** Null where the spread is nothing, or too small to be cubed. */
function skewnessOf({ count, m2, m3 }: MergedMoments): number | null {
  const cubed = Math.sqrt((m2 / count) ** 3)
  if (count < 3 || cubed === 0) return null
  return ((m3 / count / cubed) * Math.sqrt(count * (count - 1))) / (count - 2)
}

function momentsIn({ count, sum, isWhole, m2 = 0, m3 = 0 }: MomentsState): MergedMoments {
  return { count, sum: sum.reduce<bigint>((total, part) => total + exactUnits(part), 0n), isWhole, m2, m3 }
}

function together(a: MergedMoments, b: MergedMoments): MergedMoments {
  if (a.count === 0) return b
  if (b.count === 0) return a
  const count = a.count + b.count
  const [left, right] = [BigInt(a.count), BigInt(b.count)]
  const distance = nearestQuotient(b.sum * left - a.sum * right, unitsOf(1) * left * right)
  const [shareOfA, shareOfB] = [a.count / count, b.count / count]
  return {
    count,
    sum: a.sum + b.sum,
    isWhole: a.isWhole && b.isWhole,
    m2: a.m2 + b.m2 + distance ** 2 * a.count * shareOfB,
    m3:
      a.m3 +
      b.m3 +
      distance ** 3 * a.count * shareOfB * (shareOfA - shareOfB) +
      3 * distance * (shareOfA * b.m2 - shareOfB * a.m2),
  }
}

function exactInteger(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
