import { normalInverseSurvival, normalSurvival } from './normal.ts'

/**
 * Probability that standard normal variables, each two of which have the same correlation, are all so far from 0 that
 * each alone would be with the probability of its level.
 *
 * With Z = √ρ U + √(1 − ρ) E for independent U and E the variables are independent once U is known, which leaves an
 * integral over U, by the trapezoidal rule. Within 1e-9 of `scipy.stats.multivariate_normal.cdf`, relatively, and
 * within 1 % where the correlation is above 0.9999.
 *
 * @see Dunnett & Sobel 1955, doi:10.1093/biomet/42.1-2.258
 * @throws RangeError when a level is not between 0 and 1, or the correlation not at least 0 and below 1
 */
export function jointExceedance(levels: readonly number[], correlation: number): number {
  if (!(correlation >= 0 && correlation < 1)) {
    throw new RangeError(`A correlation here is at least 0 and below 1, unlike ${correlation}.`)
  }
  if (correlation === 0 || levels.length === 1) return levels.reduce((product, level) => product * level, 1)
  const limits = levels.map(level => normalInverseSurvival(level / 2))
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)]
  const given = (u: number) =>
    limits.reduce(
      (product, limit) =>
        product * (normalSurvival((limit - shared * u) / own) + normalSurvival((limit + shared * u) / own)),
      Math.exp((-u * u) / 2),
    )
  // Fine enough for the width of the steps of the integrand, which is own / shared.
  const step = Math.max(1e-3, Math.min(0.1, own / shared / 4))
  const last = Math.ceil((10 + Math.max(...limits)) / step)
  let sum = given(0) / 2
  for (let k = 1; k <= last; k++) sum += given(k * step)
  return Math.sqrt(2 / Math.PI) * step * sum
}
