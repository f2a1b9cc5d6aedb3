import { and, atLeast, atMost, type Expr, equal, isNull, not } from '../../src/core/expr.ts'
import { formatNumber } from '../../src/core/format.ts'
import type { Region } from '../../src/core/test.ts'
import type { Both } from '../parts/both.ts'
import { countAt, type Distribution } from './distribution.ts'

/** Places among the values of a tally, both included, and the share of either dataset that lies there. */
export interface Stretch extends Both<number> {
  readonly first: number
  readonly last: number
}

/** What differs most between two datasets. */
export interface Difference {
  /**
   * The interval of values whose share differs most: from where the one distribution function is furthest above the
   * other to where it is furthest below. Of an interval and the rest of the line, which differ alike, the one that
   * gained in the sample. The difference of its shares is Kuiper's statistic, D⁺ + D⁻.
   *
   * @see Kuiper 1960, doi:10.1016/S1385-7258(60)50006-0
   */
  readonly stretch: Stretch
  /** The single value whose share differs most, where that is most of D. */
  readonly atom?: Stretch
}

/** The part of D that one value must explain to stand for the whole difference. */
const mainPart = 0.8

/** What differs most between two datasets, both n ≥ 1; `undefined` when their distributions are equal. */
export function differenceOf(data: Both<Distribution>): Difference | undefined {
  const { above, below, atom } = extremes(data)
  if (above.gap === 0 && below.gap === 0) return undefined
  const isMain = Math.abs(atom.gap) >= Math.max(above.gap, -below.gap) * mainPart
  const stretch = stretchBetween(data, Math.min(above.place, below.place), Math.max(above.place, below.place))
  return { stretch, ...(isMain && { atom: withShares(data, atom.place, atom.place) }) }
}

/** The region of the values of an expression that changed most: one value where it stands for all, else an interval. */
export function numericRegion(data: Both<Distribution>, { stretch, atom }: Difference, of: Expr): Region {
  const { first, last, reference, sample } = atom ?? stretch
  const { values } = data.reference
  const [from, to] = [values[first] ?? 0, values[last] ?? 0]
  const parts = { among: not(isNull(of)), reference, sample }
  if (from === to) return { where: equal(of, from), label: formatNumber(from), from, to, ...parts }
  const bounds = { ...(first > 0 && { from }), ...(last < values.length - 1 && { to }) }
  return { where: within(of, bounds), label: labelOf(bounds), ...bounds, ...parts }
}

interface Bounds {
  readonly from?: number
  readonly to?: number
}

function within(of: Expr, { from, to }: Bounds): Expr {
  return and(
    from === undefined ? undefined : atLeast(of, from),
    to === undefined ? undefined : atMost(of, to),
  )
}

function labelOf({ from, to }: Bounds): string {
  if (from === undefined) return to === undefined ? 'all values' : `up to ${formatNumber(to)}`
  return to === undefined ? `from ${formatNumber(from)}` : `${formatNumber(from)} to ${formatNumber(to)}`
}

/** After the place `start`, −1 for before all values, up to the place `end`; or all but that. */
function stretchBetween(data: Both<Distribution>, start: number, end: number): Stretch {
  const last = data.reference.values.length - 1
  const inner = withShares(data, start + 1, end)
  if ((start >= 0 && end < last) || inner.sample > inner.reference) return inner
  return start < 0 ? withShares(data, end + 1, last) : withShares(data, 0, start)
}

/**
 * Where F_sample − F_reference is largest and smallest, 0 at place −1 before the first value, and where it jumps most.
 * One pass over as many values as the datasets have, for every column of a run.
 */
function extremes({ reference, sample }: Both<Distribution>) {
  const { isRange } = reference
  let [most, mostAt, least, leastAt, jump, jumpAt, before] = [0, -1, 0, -1, 0, 0, 0]
  for (let place = 0; place < reference.values.length; place++) {
    const gap = (sample.cumulative[place] ?? 0) / sample.n - (reference.cumulative[place] ?? 0) / reference.n
    if (gap > most) [most, mostAt] = [gap, place]
    if (gap < least) [least, leastAt] = [gap, place]
    if (isRange?.[place] !== 1 && Math.abs(gap - before) > Math.abs(jump))
      [jump, jumpAt] = [gap - before, place]
    before = gap
  }
  return {
    above: { gap: most, place: mostAt },
    below: { gap: least, place: leastAt },
    atom: { gap: jump, place: jumpAt },
  }
}

function withShares({ reference, sample }: Both<Distribution>, first: number, last: number): Stretch {
  return { first, last, reference: shareOf(reference, first, last), sample: shareOf(sample, first, last) }
}

function shareOf(of: Distribution, first: number, last: number): number {
  if (first === last) return countAt(of, first) / of.n
  return ((of.cumulative[last] ?? 0) - (first === 0 ? 0 : (of.cumulative[first - 1] ?? 0))) / of.n
}
