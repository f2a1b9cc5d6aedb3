import * as stats from '../../src/stats/index.ts'
import type { Answers, Case } from './case.ts'
import { contingency, divergence, multipleTests, numericStability } from './categories.ts'
import { ksOneSample, ksSurvival, ksTwoSample } from './kolmogorov-smirnov.ts'
import { andersonDarling, mannWhitney, wasserstein } from './ranks.ts'
import { tTest } from './t-test.ts'

/** For each function of the oracle what ours answer to a case. */
export const comparisons: Readonly<Record<string, (one: Case) => Answers>> = {
  ks_2samp: ksTwoSample,
  ks_2samp_sf: ksSurvival,
  kstwo_sf: ksOneSample,
  ttest_ind: tTest,
  mannwhitneyu: mannWhitney,
  anderson_ksamp: andersonDarling,
  wasserstein,
  chi2_contingency: contingency,
  divergence,
  psi_numeric: numericStability,
  multipletests: multipleTests,
  alpha_prime: ({ args: { alpha = 0, m = 0 } }) => ({
    sidak: () => stats.alphaPerTest(alpha, m, 'sidak'),
    bonferroni: () => stats.alphaPerTest(alpha, m, 'bonferroni'),
  }),
  t_sf_two: ({ args: { t = 0, df = 0 } }) => ({ value: () => stats.studentTTwoSided(t, df) }),
  chi2_sf: ({ args: { x = 0, df = 0 } }) => ({ value: () => stats.chiSquareSurvival(x, df) }),
  norm_sf: ({ args: { z = 0 } }) => ({ value: () => stats.normalSurvival(z) }),
  norm_isf: ({ args: { p } }) => ({ value: () => stats.normalInverseSurvival(p) }),
  kolmogorov_sf: ({ args: { z = 0 } }) => ({ value: () => stats.kolmogorovSurvival(z) }),
  betainc_reg: ({ args: { x = 0, a = 0, b = 0 } }) => ({ value: () => stats.regularizedBeta(x, a, b) }),
  power_t_equalvar: ({ args: { n1 = 0, n2 = 0, d = 0, alpha = 0 } }) => ({
    power: () => stats.tPower(d, alpha, n1, n2),
    normal_approx: () => normalPower(d * Math.sqrt(stats.effectiveSize(n1, n2)), alpha),
    mde80_normal: () => stats.tSmallestDetectable(alpha, n1, n2, 0.8),
  }),
  mde_ks: ({ args: { n1 = 0, n2 = 0, alpha = 0, power = 0 } }) => ({
    K_alpha: () => stats.kolmogorovInverseSurvival(alpha),
    d_crit: () => stats.ksCriticalStatistic(alpha, n1, n2),
    mde: () => stats.ksSmallestDetectable(alpha, n1, n2, power),
  }),
}

/** Power of a two-sided z-test whose statistic is shifted. */
function normalPower(shift: number, alpha: number): number {
  const critical = stats.normalInverseSurvival(alpha / 2)
  return stats.normalSurvival(critical - shift) + stats.normalSurvival(critical + shift)
}
