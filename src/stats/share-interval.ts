import { sharesOf } from './checked-shares.ts'
import type { Interval } from './interval.ts'
import { normalInverseSurvival } from './normal.ts'
import type { ShareCount } from './share-count.ts'

/**
 * Newcombe's hybrid score interval of the sample's share minus the reference's, from the Wilson intervals of both. Each
 * bound holds with probability 1 − alpha.
 *
 * @see Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10
 */
export function newcombeInterval(reference: ShareCount, sample: ShareCount, alpha: number): Interval {
  const shares = sharesOf(reference, sample)
  const z = normalInverseSurvival(alpha)
  const [first, second] = [wilsonInterval(reference, z), wilsonInterval(sample, z)]
  const difference = shares.sample - shares.reference
  return {
    lower: Math.max(
      -1,
      difference - Math.hypot(shares.sample - second.lower, first.upper - shares.reference),
    ),
    upper: Math.min(1, difference + Math.hypot(second.upper - shares.sample, shares.reference - first.lower)),
  }
}

function wilsonInterval({ count, of }: ShareCount, z: number): Interval {
  const square = z * z
  const middle = (count + square / 2) / (of + square)
  const reach = (z / (of + square)) * Math.sqrt((count / of) * (of - count) + square / 4)
  return { lower: Math.max(0, middle - reach), upper: Math.min(1, middle + reach) }
}
