import { sharesOf } from './checked-shares.ts'
import type { Interval } from './interval.ts'
import { normalInverseSurvival } from './normal.ts'
import type { ShareCount } from './share-count.ts'

/**
 * Newcombe's hybrid score interval of the sample's share minus the reference's. Each bound holds with probability
 * 1 − alpha.
 *
 * @see Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10
 */
export function newcombeInterval(reference: ShareCount, sample: ShareCount, alpha: number): Interval {
  const shares = sharesOf(reference, sample)
  const { below, above } = newcombeMargins(reference, sample, normalInverseSurvival(alpha))
  const difference = shares.sample - shares.reference
  return { lower: Math.max(-1, difference - below), upper: Math.min(1, difference + above) }
}

/** How far Newcombe's bounds lie from the observed difference, from the Wilson intervals at ± z of both shares. */
export function newcombeMargins(reference: ShareCount, sample: ShareCount, z: number) {
  const [first, second] = [wilsonMargins(reference, z), wilsonMargins(sample, z)]
  return {
    below: Math.hypot(second.below, first.above),
    above: Math.hypot(second.above, first.below),
  }
}

function wilsonMargins({ count, of }: ShareCount, z: number) {
  const square = z * z
  const middle = (count + square / 2) / (of + square)
  const reach = (z / (of + square)) * Math.sqrt((count / of) * (of - count) + square / 4)
  return {
    below: Math.max(0, count / of - (middle - reach)),
    above: Math.max(0, middle + reach - count / of),
  }
}
