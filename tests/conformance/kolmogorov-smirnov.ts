import * as stats from '../../src/stats/index.ts'
import { type Answer, type Answers, about, alternatives, type Case, excused, forEach, under } from './case.ts'
import { dataOf } from './generators.ts'

/** SciPy goes over to an approximation beyond this n, which is off by up to 6e-6; ours is exact there. */
const mostExactInSciPy = 140

/** Below this a double has fewer digits. */
const smallestNormal = 2 ** -1022

export function ksOneSample({ args: { d = 0, n = 0 } }: Case): Answers {
  return { value: () => oneSample(d, n) }
}

function oneSample(d: number, n: number): Answer {
  const found = stats.ksOneSamplePValue(d, n)
  return n > mostExactInSciPy ? about(found, { rtol: 2e-5 }) : found
}

/** Survival function of the statistic h / lcm. */
export function ksSurvival({ args: { h = 0, n1 = 0, n2 = 0 } }: Case): Answers {
  return forEach(alternatives, alternative => ({
    [alternative]: () => exactP({ h, n1, n2, alternative }),
  }))
}

export function ksTwoSample({ x, y, expect }: Case): Answers {
  const [given1, given2] = [dataOf(x), dataOf(y)]
  const [first, second] = [withoutNaN(given1), withoutNaN(given2)]
  const data = stats.tally(first, second)
  const found = stats.ksStatistic(data)
  const [n1, n2] = [first.length, second.length]
  const ties = data.values.length < n1 + n2
  const h = { 'two-sided': larger(found.hPlus, found.hMinus), greater: found.hPlus, less: found.hMinus }
  const statistic = Number(h['two-sided']) / Number(found.lcm)
  const tied = (alternative: stats.Alternative) =>
    stats.ksTwoSample(data, { alternative, budget: Number.POSITIVE_INFINITY }).pValue
  const blind = (alternative: stats.Alternative) =>
    ties ? exactP({ h: h[alternative], n1, n2, alternative }) : tied(alternative)
  return {
    n1: () => n1,
    n2: () => n2,
    dropped: () => [given1.length - n1, given2.length - n2],
    statistic: () => stats.ksTwoSample(data).statistic,
    dPlus: () => Number(found.hPlus) / Number(found.lcm),
    dMinus: () => Number(found.hMinus) / Number(found.lcm),
    lcm: () => found.lcm,
    hPlus: () => found.hPlus,
    hMinus: () => found.hMinus,
    ties: () => ties,
    distinct: () => data.values.length,
    en: () => stats.effectiveSize(n1, n2),
    p_smirnov_limit: () => smirnovLimit(statistic, n1, n2),
    ...forEach(alternatives, alternative => {
      const suffix = alternative === 'two-sided' ? '' : `_${alternative}`
      return {
        [`p_exact_noties${suffix}`]: () => blind(alternative),
        [`p_exact_ties${suffix}`]: () => tied(alternative),
        ...under(`scipy.${alternative}/`, scipy(alternative, { n1, n2, statistic, expect, blind })),
      }
    }),
    'R.D': () => about(statistic, { atol: 1e-15 }),
    // R 4.2 takes 1 minus the other tail, and ends the series of its limit early.
    'R.exact': () => about(tied('two-sided'), { rtol: 1e-10, atol: 1e-11 }),
    'R.asymp': () => about(smirnovLimit(statistic, n1, n2), { atol: 5e-5 }),
    'R.error': () => excused('R refuses where there is an answer'),
  }
}

interface Drawn extends Pick<Case, 'expect'> {
  readonly n1: number
  readonly n2: number
  readonly statistic: number
  readonly blind: (alternative: stats.Alternative) => number
}

/** SciPy's p, which ignores ties, with whether it gave up the exact one. */
function scipy(alternative: stats.Alternative, { n1, n2, statistic, expect, blind }: Drawn): Answers {
  const fallback = () => excused('whether SciPy fell back to the limit says nothing about ours')
  const exact = (method: string) => {
    const path = `scipy.${alternative}/${method}`
    if (expect[`${path}.fallback`] === true) return excused('SciPy fell back to the limit')
    if (expect[`${path}.p`] === 'NaN') return excused('SciPy has no p')
    return about(blind(alternative), { rtol: 1e-9, atol: smallestNormal })
  }
  const limit = () => {
    if (alternative !== 'two-sided') return excused('Hodges’ limit, which knows no divisor of the sizes')
    if (expect['scipy.two-sided/asymp.p'] === 'NaN') return excused('SciPy has no p')
    return oneSample(statistic, roundHalfEven(stats.effectiveSize(n1, n2)))
  }
  return {
    'exact.p': () => exact('exact'),
    'auto.p': () => (Math.max(n1, n2) <= 10_000 ? exact('auto') : limit()),
    'asymp.p': limit,
    'exact.fallback': fallback,
    'auto.fallback': fallback,
    'asymp.fallback': fallback,
  }
}

function exactP(problem: stats.KsProblem): number {
  return stats.ksPValueOf(problem, { budget: Number.POSITIVE_INFINITY }).pValue
}

function smirnovLimit(statistic: number, n1: number, n2: number): number {
  return stats.kolmogorovSurvival(Math.sqrt(stats.effectiveSize(n1, n2)) * statistic)
}

function larger(a: number | bigint, b: number | bigint): number | bigint {
  return a > b ? a : b
}

function roundHalfEven(value: number): number {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value)
}

function withoutNaN(values: Float64Array): Float64Array {
  return values.filter(value => !Number.isNaN(value))
}
