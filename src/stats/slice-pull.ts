import { normalSurvival } from './normal.ts'
import { type RegionCounts, type RegionCountsPair, regionShare, without } from './region-counts.ts'

/**
 * Two-sided p of the hypothesis that leaving a slice out does not change the difference of the region's shares.
 *
 * A slice's pull is the region's share minus the share without the slice. The pulls of two independent datasets are
 * compared by a z-test with the delta method's variance, once from each dataset's own counts and once from the pooled
 * ones. The larger counts: the former is too small when a dataset has few rows of the slice, the latter when shares
 * and sizes both differ. Wants rows outside of the slice in both datasets.
 */
export function slicePullP(total: RegionCountsPair, slice: RegionCountsPair): number {
  const reference = pullOf(total.reference, slice.reference)
  const sample = pullOf(total.sample, slice.sample)
  const pooled = pullOf(pool(total), pool(slice))
  const [m, n] = [total.reference.rows, total.sample.rows]
  const variance = Math.max(reference.variance / m + sample.variance / n, pooled.variance * (1 / m + 1 / n))
  if (!(variance > 0)) return 1
  return 2 * normalSurvival(Math.abs(sample.pull - reference.pull) / Math.sqrt(variance))
}

/** The pull p − o, and the variance of a row's influence 1[region] − 1[outside] (1[region] − o) / (1 − w) on it. */
function pullOf(all: RegionCounts, slice: RegionCounts) {
  const outside = without(all, slice)
  const share = regionShare(all)
  const shareOutside = regionShare(outside)
  const outsideWeight = outside.rows / all.rows
  const squares =
    slice.inside +
    outside.inside * (1 - (1 - shareOutside) / outsideWeight) ** 2 +
    (outside.rows - outside.inside) * (shareOutside / outsideWeight) ** 2
  return { pull: share - shareOutside, variance: Math.max(0, squares / all.rows - share ** 2) }
}

function pool({ reference, sample }: RegionCountsPair): RegionCounts {
  return { rows: reference.rows + sample.rows, inside: reference.inside + sample.inside }
}
