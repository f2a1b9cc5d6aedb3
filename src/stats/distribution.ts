import { regularizedBeta } from './beta.ts'
import { lowerGamma } from './gamma.ts'
import { normalSurvival } from './normal.ts'
import { studentTSurvival } from './student-t.ts'

/** Where a distribution lies and how wide it is: that of loc + scale · X. 0 and 1 unless told, as in SciPy. */
export interface Placement {
  readonly loc?: number
  readonly scale?: number
}

/**
 * A continuous distribution by name, with the parameters that it has in SciPy.
 *
 * `normal` has the mean loc and the deviation scale, `uniform` lies from loc to loc + scale, `exponential` has the rate
 * 1 / scale. `lognormal`: the logarithm has the deviation shape and the mean ln scale. `gamma` and `weibull` (SciPy's
 * `weibull_min`) start at loc. `chi-square` and `student-t` are `chi2` and `t`.
 */
export type Distribution = Placement &
  (
    | { readonly name: 'normal' | 'uniform' | 'exponential' }
    | { readonly name: 'lognormal' | 'gamma' | 'weibull'; readonly shape: number }
    | { readonly name: 'beta'; readonly a: number; readonly b: number }
    | { readonly name: 'chi-square' | 'student-t'; readonly degreesOfFreedom: number }
  )

/**
 * Probability that a variable with a distribution is at most x.
 *
 * Agrees with `scipy.stats.NAME(…).cdf(x)`.
 *
 * @throws RangeError when x is NaN, a parameter is not finite, or one other than loc is not positive
 * @example cumulativeProbability({ name: 'normal', loc: 10, scale: 2 }, 12) // 0.8413447460685429
 * @example cumulativeProbability({ name: 'weibull', shape: 1.5 }, 1) // 0.6321205588285577
 */
export function cumulativeProbability(distribution: Distribution, x: number): number {
  if (Number.isNaN(x)) throw new RangeError('A distribution has no probability at NaN.')
  const { name, loc = 0, scale = 1, ...shapes } = distribution
  checkParameters(name, loc, { scale, ...shapes })
  return standardProbability(distribution, (x - loc) / scale)
}

function checkParameters(name: string, loc: number, positive: Readonly<Record<string, number>>): void {
  if (!Number.isFinite(loc)) throw new RangeError(`The distribution ${name} cannot have the loc ${loc}.`)
  for (const [parameter, value] of Object.entries(positive)) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`The distribution ${name} cannot have the ${parameter} ${value}.`)
    }
  }
}

function standardProbability(distribution: Distribution, z: number): number {
  const above = Math.max(0, z)
  switch (distribution.name) {
    case 'normal':
      return normalSurvival(-z)
    case 'uniform':
      return Math.min(1, above)
    case 'exponential':
      return -Math.expm1(-above)
    case 'lognormal':
      return normalSurvival(-Math.log(above) / distribution.shape)
    case 'gamma':
      return lowerGamma(distribution.shape, above)
    case 'weibull':
      return -Math.expm1(-(above ** distribution.shape))
    case 'beta':
      return regularizedBeta(Math.min(1, above), distribution.a, distribution.b)
    case 'chi-square':
      return lowerGamma(distribution.degreesOfFreedom / 2, above / 2)
    case 'student-t':
      return studentTSurvival(-z, distribution.degreesOfFreedom)
  }
}
