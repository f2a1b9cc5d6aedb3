import * as stats from '../../src/stats/index.ts'
import { type Answer, type Answers, about, alternatives, type Case, excused, forEach } from './case.ts'
import { dataOf } from './generators.ts'

const fields = { 'two-sided': 'p_two', less: 'p_less', greater: 'p_greater' } as const

export function tTest({ args, x, y, expect }: Case): Answers {
  const given = [dataOf(x), dataOf(y)] as const
  const [first, second] = given.map(values => values.filter(value => !Number.isNaN(value)))
  const run = args.equal_var ? stats.pooledTTest : stats.welchTTest
  const test = (options: stats.TTestOptions = {}) =>
    run(stats.moments(first ?? []), stats.moments(second ?? []), options)
  const decided = (options?: stats.TTestOptions) => decidedOr(() => test(options))
  return {
    n1: () => first?.length ?? 0,
    n2: () => second?.length ?? 0,
    dropped: () => [first, second].map((values, k) => (given[k]?.length ?? 0) - (values?.length ?? 0)),
    degenerate: () => degeneracyOf(test),
    means_equal: () => decided().pValue === 1,
    statistic: () => decided().statistic,
    df: () => decided().degreesOfFreedom,
    mean_diff: () => decided().difference,
    se: () => decided().standardError,
    cohen_d: () => decided().cohensD,
    varx: () => stats.moments(first ?? []).variance ?? Number.NaN,
    vary: () => stats.moments(second ?? []).variance ?? Number.NaN,
    ...forEach(alternatives, alternative => ({
      [fields[alternative]]: () => decided({ alternative }).pValue,
      [`scipy.${alternative}`]: () => scipy(expect, alternative, decided),
    })),
    'R.t': () => r(expect, about(decided().statistic, rough)),
    'R.df': () => r(expect, about(decided().degreesOfFreedom, rough)),
    'R.p': () => r(expect, about(decided().pValue, rough)),
    'R.ci': () => r(expect, about([decided().interval.lower, decided().interval.upper], rough)),
    'R.error': () => excused('R refuses where there is an answer'),
  }
}

/** SciPy and R work in doubles, mpmath in 50 digits. */
const rough = { rtol: 1e-7 }

/** SciPy's statistic and p; the sum of squares of huge or tiny values is beyond a double, and then both are wrong. */
function scipy(
  expect: Case['expect'],
  alternative: stats.Alternative,
  decided: (options?: stats.TTestOptions) => stats.TTestResult,
): Answer {
  const [told] = [expect[`scipy.${alternative}`]].flat()
  if (told === 'NaN') return excused('SciPy answers NaN')
  if (!isNear(told, expect.statistic)) return excused('SciPy overflows or underflows')
  const { statistic, pValue } = decided({ alternative })
  return about([statistic, pValue], rough)
}

function r(expect: Case['expect'], answer: Answer): Answer {
  return isNear(expect['R.t'], expect.statistic) ? answer : excused('R overflows or underflows')
}

/** Whether a statistic is that of mpmath, if there is one. */
function isNear(told: unknown, truth: unknown): boolean {
  return truth === undefined || Math.abs(Number(told) - Number(truth)) <= 1e-6 * Math.abs(Number(truth))
}

function decidedOr(test: () => stats.TTest): stats.TTestResult {
  const result = test()
  if (result.undecidable !== undefined) throw new Error(`The test says: ${result.undecidable}.`)
  return result
}

/** The oracle's word for what is wrong with the data, from what our test does with them. */
function degeneracyOf(test: () => stats.TTest): string {
  try {
    const result = test()
    if (result.undecidable !== undefined) return 'n<2'
    return result.degenerate ? 'both-constant' : 'none'
  } catch (error) {
    if (error instanceof RangeError) return 'non-finite'
    throw error
  }
}
