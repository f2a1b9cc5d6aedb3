import { type Tally, tallySizes } from './tally.ts'

/**
 * First Wasserstein distance ∫ |F − G|, in the unit of the values: by how much they have to move on average.
 * Infinite when the samples differ in their share of an infinity.
 *
 * Agrees with `scipy.stats.wasserstein_distance(reference, sample)`.
 *
 * @throws RangeError when a sample is empty
 * @example wasserstein1(tally([0, 1, 3], [5, 6, 8])) // 5
 */
export function wasserstein1(data: Tally): number {
  return integral(data, Math.abs)
}

/**
 * Energy distance √(2 ∫ (F − G)²), in the root of the unit of the values. Infinite when the samples differ in their
 * share of an infinity.
 *
 * Agrees with `scipy.stats.energy_distance(reference, sample)`.
 *
 * @throws RangeError when a sample is empty
 * @example energyDistance(tally([0], [3])) // 2.4494897427831783
 */
export function energyDistance(data: Tally): number {
  return Math.sqrt(2 * integral(data, gap => gap * gap))
}

/** Integral of a function of F − G, which is 0 where they are equal. */
function integral(data: Tally, weightOf: (gap: number) => number): number {
  const { values, reference, sample } = data
  const n = tallySizes(data)
  if (n.reference === 0 || n.sample === 0)
    throw new RangeError('A sample without values has no distance to another.')
  let sum = 0
  for (let k = 0, i = 0, j = 0; k + 1 < values.length; k++) {
    i += reference[k] ?? 0
    j += sample[k] ?? 0
    const weight = weightOf(i / n.reference - j / n.sample)
    if (weight > 0) sum += stretch(values[k] ?? 0, values[k + 1] ?? 0, weight)
  }
  return sum
}

/** weight · (to − from), also where the difference of two finite values overflows. */
function stretch(from: number, to: number, weight: number): number {
  const length = to - from
  return length === Number.POSITIVE_INFINITY ? to * weight - from * weight : length * weight
}
