import type { Ecdf } from '../../src/core/chart.ts'
import { type Both, both } from '../parts/both.ts'
import { axisFor, rounderFor } from './axis.ts'
import { countUpTo, type Distribution, orderStatistic } from './distribution.ts'

const steps = 79

/**
 * The shares of values at most x in two datasets, both n ≥ 1, at no more than 161 points: the quantiles of both, the
 * gap at `gapAt`, and 0 for a logarithmic axis, on which it has a place of its own.
 */
export function ecdfOf(data: Both<Distribution>, gapAt: number): Ecdf {
  const axis = axisFor(data)
  const round = rounderFor(axis)
  const marks = [...quantilesOf(data.reference), ...quantilesOf(data.sample)]
  const shown = marks.filter(x => x >= axis.from && x <= axis.to)
  const start =
    axis.scale === 'log' && countUpTo(data.reference, 0) + countUpTo(data.sample, 0) > 0 ? [0] : []
  const points = [...new Set([...start, ...shown, gapAt])].sort((a, b) => a - b)
  const shares = both(data, each => points.map(x => shareUpTo(each, x)))
  const gap = both(data, each => shareUpTo(each, gapAt))
  return {
    kind: 'ecdf',
    x: points.map(round),
    ...shares,
    scale: axis.scale,
    gap: { x: round(gapAt), ...gap },
  }
}

/** Values at evenly spaced ranks, so that no step of the curve is higher than a chart's line. */
function quantilesOf(of: Distribution): readonly number[] {
  return Array.from({ length: steps }, (_, step) =>
    orderStatistic(of, Math.round(((of.n - 1) * step) / (steps - 1))),
  )
}

function shareUpTo(of: Distribution, x: number): number {
  return Number((countUpTo(of, x) / of.n).toPrecision(6))
}
