import type { Trait } from './columns.ts'
import type { Pair } from './rows.ts'

/** A hypothesis test that is applied to all columns of one of its traits. */
export interface CalibratedTest {
  readonly name: string
  readonly traits: readonly Trait[]
  readonly pValue: (first: Pair, ...others: readonly Pair[]) => number
  /** One test of all columns together, instead of one of each. */
  readonly isJoint?: true
  /**
   * What is claimed for p without drift: uniform, or not smaller than uniform (discrete statistics), or nothing, where
   * the assumptions of the test do not hold.
   */
  readonly claim: 'uniform' | 'conservative' | 'none'
  /** Sizes for which the test is simulated; all unless told. */
  readonly appliesTo?: (reference: number, sample: number) => boolean
}
