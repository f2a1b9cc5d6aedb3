import * as stats from '../../src/stats/index.ts'
import { type Answers, alternatives, type Case, excused, forEach, under } from './case.ts'
import { dataOf } from './generators.ts'

export function mannWhitney({ x, y, expect }: Case): Answers {
  const data = stats.tally(dataOf(x), dataOf(y))
  const { statistic, auc, cliffsDelta, n } = stats.mannWhitneyU(data, { method: 'asymptotic' })
  const ties = data.values.length < n.reference + n.sample
  // SciPy divides 0 by 0 when all values are equal, and 1.10 answers NaN when one is infinite.
  const told = (path: string, answer: () => number) => () =>
    expect[path] !== 'NaN'
      ? answer()
      : data.values.length === 1
        ? excused('SciPy answers NaN')
        : nothingOf(answer)
  return {
    n1: () => n.reference,
    n2: () => n.sample,
    ties: () => ties,
    U1: told('U1', () => statistic),
    auc: told('auc', () => auc),
    cliffs_delta: told('cliffs_delta', () => cliffsDelta),
    ...forEach(alternatives, alternative => ({
      [`exact/${alternative}`]: () =>
        ties
          ? excused('SciPy’s exact p ignores ties')
          : stats.mannWhitneyU(data, { alternative, method: 'exact' }).pValue,
      ...forEach(['cc', 'nocc'] as const, correction => {
        const path = `asymp/${alternative}/${correction}`
        const options = { alternative, continuity: correction === 'cc', method: 'asymptotic' } as const
        return { [path]: told(path, () => stats.mannWhitneyU(data, options).pValue) }
      }),
    })),
  }
}

/** An excuse, provided that ours is a number all the same. */
function nothingOf(answer: () => number) {
  if (!Number.isFinite(answer())) throw new Error('Ours is not a number either.')
  return excused('SciPy answers NaN to infinite values, which have ranks as well')
}

export function andersonDarling({ samples }: Case): Answers {
  return forEach(['midrank', 'right'] as const, ties =>
    under(`${ties}.`, {
      statistic: () => stats.andersonDarlingKSample(samples.map(dataOf), { ties }),
      // Interpolated between seven published points and clipped to 0.001 … 0.25: there is no such p of ours.
      p_interp_clipped: () => excused('p is interpolated and clipped'),
      critical: () => excused('published points of the limit distribution'),
    }),
  )
}

export function wasserstein({ x, y, expect }: Case): Answers {
  const [reference, sample] = [dataOf(x), dataOf(y)]
  const data = stats.tally(reference, sample)
  const { values } = data
  const quantile = (q: number) => stats.countedQuantile(values, data.reference, q)
  const deviation = () => stats.moments(reference).deviation ?? Number.NaN
  const populationDeviation = () =>
    reference.length === 1 ? 0 : deviation() * Math.sqrt((reference.length - 1) / reference.length)
  const w1 = () => stats.wasserstein1(data)
  const range = () => (values.at(-1) ?? 0) - (values[0] ?? 0)
  const iqr = () => quantile(0.75) - quantile(0.25)
  // NumPy answers NaN where it divides by 0 and where a value is infinite, and its variance overflows early.
  const told = (path: string, answer: () => number) => () =>
    expect[path] === 'NaN' ? excused('NumPy answers NaN') : answer()
  const overflows = expect.sd_ref_pop === 'Infinity'
  const deviant = (path: string, answer: () => number) =>
    overflows ? () => excused('NumPy’s variance overflows') : told(path, answer)
  return {
    w1,
    energy_distance: () => stats.energyDistance(data),
    sd_ref_pop: deviant('sd_ref_pop', populationDeviation),
    sd_ref_sample: deviant('sd_ref_sample', deviation),
    range_pooled: told('range_pooled', range),
    iqr_ref_linear: told('iqr_ref_linear', iqr),
    w1_over_sd_pop: deviant('w1_over_sd_pop', () => w1() / populationDeviation()),
    w1_over_range: told('w1_over_range', () => (w1() === 0 ? 0 : w1() / range())),
    w1_over_iqr: told('w1_over_iqr', () => w1() / iqr()),
  }
}
