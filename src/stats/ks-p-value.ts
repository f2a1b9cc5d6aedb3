import { asymptoticPValue } from './ks-asymptotic.ts'
import { chainOf, chainPValue } from './ks-chain.ts'
import { equalSizesPValue } from './ks-equal-sizes.ts'
import { lcmOf } from './ks-lattice.ts'
import type { KsProblem } from './ks-problem.ts'
import { tiesScaledPValue } from './ks-ties-scaled.ts'
import type { Probability } from './probability.ts'

/**
 * How a p came about: exactly, exactly given the ties, by the limit distribution, or from a smaller model with the
 * same ties. Below 1e-10 the last two give only the order of magnitude.
 */
export type KsMethod = 'exact' | 'exact-ties' | 'asymptotic' | 'ties-scaled'

export interface KsPValue extends Probability {
  readonly method: KsMethod
}

export interface KsBudget {
  /** How many multiplications an exact p may cost; 2e8 take about a second. */
  readonly budget?: number
}

/**
 * p of a two-sample Kolmogorov–Smirnov statistic h / lcm(n1, n2): the share of all relabellings of the pooled values
 * whose statistic is at least as large. Exact whenever that costs no more than the budget.
 *
 * Agrees with `scipy.stats.ks_2samp(…, method='exact')` without ties, and with R's `ks.test(…, exact = TRUE)`, which
 * regards ties, up to the latter's error of 1e-12.
 *
 * @throws RangeError when a size is not a positive whole number, h lies outside 0 to the lcm, or the groups do not
 *   add up to n1 + n2
 * @example ksPValueOf({ h: 6, n1: 8, n2: 8 }) // { pValue: 0.018648018648018648, log10P: -1.7293673051927807, method: 'exact' }
 * @example ksPValueOf({ h: 3, n1: 3, n2: 3, groups: [3, 3] }).pValue // 0.1
 */
export function ksPValueOf(problem: KsProblem, { budget = 2e8 }: KsBudget = {}): KsPValue {
  checkProblem(problem)
  const exact = problem.groups === undefined ? 'exact' : 'exact-ties'
  if (Number(problem.h) === 0) return { pValue: 1, log10P: 0, method: exact }
  if (exact === 'exact' && problem.n1 === problem.n2) return { ...equalSizesPValue(problem), method: exact }
  const chain = chainOf(problem)
  if (chain.cost <= budget) return { ...chainPValue(chain), method: exact }
  return exact === 'exact'
    ? { ...asymptoticPValue(problem), method: 'asymptotic' }
    : { ...tiesScaledPValue(problem), method: 'ties-scaled' }
}

function checkProblem(problem: KsProblem): void {
  const { h, n1, n2, groups } = problem
  for (const size of [n1, n2]) {
    if (!(Number.isInteger(size) && size > 0)) throw new RangeError(`A sample cannot have ${size} values.`)
  }
  const lcm = lcmOf(problem)
  if (!(Number(h) >= 0 && Number(h) <= lcm) || (typeof h === 'number' && !Number.isInteger(h))) {
    throw new RangeError(`The statistic h counts steps of 1 / lcm, here 0 to ${lcm}, so it cannot be ${h}.`)
  }
  if (groups === undefined) return
  let total = 0
  for (let k = 0; k < groups.length; k++) total += groups[k] ?? 0
  if (total !== n1 + n2) throw new RangeError(`The groups hold ${total} values, the two samples ${n1 + n2}.`)
}
