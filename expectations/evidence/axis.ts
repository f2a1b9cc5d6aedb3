import { type Both, both } from '../parts/both.ts'
import { countBelow, countUpTo, type Distribution, orderStatistic } from './distribution.ts'

/** The part of a number line that a chart shows. */
export interface Axis {
  readonly scale: 'linear' | 'log'
  readonly from: number
  readonly to: number
}

/** Shares of values that may lie beyond either end of an axis. */
const tail = 0.002
const decadesForLog = 1000

/**
 * The axis on which both datasets are well seen, both n ≥ 1. Columns that are never negative and whose positive
 * values span more than three decades get a logarithmic one, from their positive values.
 */
export function axisFor(data: Both<Distribution>): Axis {
  const scale = spansDecades(data) ? 'log' : 'linear'
  const ends = both(data, each => endsOf(each, scale === 'log' ? countUpTo(each, 0) : 0))
  return {
    scale,
    from: Math.min(ends.reference.from, ends.sample.from),
    to: Math.max(ends.reference.to, ends.sample.to),
  }
}

/** Rounds positions to about five digits of the axis, which is finer than a pixel. */
export function rounderFor({ scale, from, to }: Axis): (x: number) => number {
  if (scale === 'log' || to === from) return x => Number(x.toPrecision(6))
  const decimals = 5 - Math.floor(Math.log10(to - from))
  if (decimals >= 0) return x => Number(x.toFixed(Math.min(decimals, 100)))
  return x => Math.round(x * 10 ** decimals) * 10 ** -decimals
}

function spansDecades(data: Both<Distribution>): boolean {
  if (countBelow(data.reference, 0) + countBelow(data.sample, 0) > 0) return false
  const spans = both(data, each => {
    const zeros = countUpTo(each, 0)
    return zeros === each.n ? undefined : { low: rank(each, zeros, 0.005), high: rank(each, zeros, 0.999) }
  })
  const present = [spans.reference, spans.sample].filter(span => span !== undefined)
  const low = Math.min(...present.map(span => span.low))
  return present.length > 0 && Math.max(...present.map(span => span.high)) / low > decadesForLog
}

function endsOf(of: Distribution, skipped: number) {
  // A dataset of zeros only has no place on a logarithmic axis.
  if (skipped === of.n) return { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY }
  return { from: rank(of, skipped, tail), to: rank(of, skipped, 1 - tail) }
}

/** The value at a share of the values that come after the first `skipped`. */
function rank(of: Distribution, skipped: number, share: number): number {
  return orderStatistic(of, skipped + Math.round((of.n - skipped - 1) * share))
}
