/** A Monte Carlo p-value with how it came about. */
export interface SequentialPValue {
  readonly pValue: number
  /** How many statistics were drawn. */
  readonly permutations: number
  /** How many of these were at least as large as the observed one. */
  readonly exceedances: number
}

/** After so many draws as large as the observed statistic p is clear enough, and above alpha. */
const enough = 20

/**
 * How many draws the smallest p-values take: 20 / alpha − 1, so that p can be alpha / 20.
 *
 * @throws RangeError when alpha is not between 0 and 1
 */
export function mostDraws(alpha: number): number {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, unlike ${alpha}.`)
  return Math.ceil(enough / alpha) - 1
}

/**
 * p of a statistic from draws under the null hypothesis, which end with the 20th that is as large: then p is
 * 20 / draws. When fewer are as large among all 20 / alpha − 1, p is (1 + exceedances) / (1 + draws). Both are valid,
 * P(p ≤ a) ≤ a, and p ≤ alpha comes out as if all had been drawn; but p = ½ takes about 40 draws.
 *
 * Statistics that differ by less than 1e-9 of their size count as equal.
 *
 * @see Besag & Clifford 1991, doi:10.1093/biomet/78.2.301
 * @throws RangeError when alpha is not between 0 and 1
 */
export function sequentialPValue(observed: number, alpha: number, draw: () => number): SequentialPValue {
  const most = mostDraws(alpha)
  const least = observed > 0 ? observed * (1 - 1e-9) : observed * (1 + 1e-9)
  let [permutations, exceedances] = [0, 0]
  while (permutations < most && exceedances < enough) {
    if (draw() >= least) exceedances++
    permutations++
  }
  const pValue = exceedances === enough ? enough / permutations : (1 + exceedances) / (1 + permutations)
  return { pValue, permutations, exceedances }
}
