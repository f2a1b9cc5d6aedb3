import type { Alternative } from './alternative.ts'
import { sharesOf } from './checked-shares.ts'
import { chiSquareSurvival, chiSquareSurvivalLog10 } from './chi-square.ts'
import { effectiveSize } from './effective-size.ts'
import { fisherTail } from './fisher-tail.ts'
import type { Interval } from './interval.ts'
import { normalSurvival, normalSurvivalLog10 } from './normal.ts'
import type { Probability } from './probability.ts'
import type { ShareCount } from './share-count.ts'
import { newcombeInterval } from './share-interval.ts'
import type { Sizes } from './tally.ts'

export interface ShareTest extends Probability {
  /** 'fisher' is exact, 'pearson' the chi-square approximation without Yates' correction. */
  readonly method: 'fisher' | 'pearson'
  /** Share of the sample minus share of the reference. */
  readonly difference: number
  /** Newcombe's hybrid score interval of the difference; each bound holds with 95 %. */
  readonly interval: Interval
  readonly n: Sizes
}

/**
 * Test of two proportions: do as large a share of the sample's rows have a property as of the reference's?
 *
 * Fisher's exact test up to 5000 rows in all or when a cell expects fewer than 5, otherwise Pearson's chi-square test.
 * 'greater': the share of the reference is the larger one. p is 1 when no row has the property, or all have it.
 *
 * Agrees with `scipy.stats.fisher_exact(table)` or `chi2_contingency(table, correction=False)`, and the interval with
 * `statsmodels.stats.proportion.confint_proportions_2indep(…, method='newcomb', alpha=0.1)`.
 *
 * @throws RangeError when a side has no rows, or a count is not a whole number from 0 to the number of rows
 * @example compareShares({ count: 0, of: 20 }, { count: 15, of: 20 }).pValue // 7.708572780875339e-07
 * @example compareShares({ count: 300, of: 10000 }, { count: 10, of: 500 }).pValue // 0.19733742159581436
 */
export function compareShares(
  reference: ShareCount,
  sample: ShareCount,
  alternative: Alternative = 'two-sided',
): ShareTest {
  const shares = sharesOf(reference, sample)
  const rows = reference.of + sample.of
  const count = reference.count + sample.count
  const smallestExpected = (Math.min(count, rows - count) / rows) * Math.min(reference.of, sample.of)
  const exact = rows <= 5000 || smallestExpected < 5
  return {
    ...(exact ? fisherTail(reference, sample, alternative) : pearsonTail(reference, sample, alternative)),
    method: exact ? 'fisher' : 'pearson',
    difference: shares.sample - shares.reference,
    interval: newcombeInterval(reference, sample, 0.05),
    n: { reference: reference.of, sample: sample.of },
  }
}

function pearsonTail(reference: ShareCount, sample: ShareCount, alternative: Alternative): Probability {
  const pooled = (reference.count + sample.count) / (reference.of + sample.of)
  const error = Math.sqrt((pooled * (1 - pooled)) / effectiveSize(reference.of, sample.of))
  const z = (reference.count / reference.of - sample.count / sample.of) / error
  if (alternative === 'two-sided') {
    return { pValue: chiSquareSurvival(z * z, 1), log10P: chiSquareSurvivalLog10(z * z, 1) }
  }
  const towards = alternative === 'greater' ? z : -z
  return { pValue: normalSurvival(towards), log10P: normalSurvivalLog10(towards) }
}
