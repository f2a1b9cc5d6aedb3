import type { Histogram } from '../../src/core/chart.ts'
import { type Both, both } from '../parts/both.ts'
import { type Axis, axisFor, rounderFor } from './axis.ts'
import { countBelow, countUpTo, type Distribution } from './distribution.ts'

const mostBins = 32

/** Two datasets over common bins, both n ≥ 1. Whole numbers get bins of whole numbers. */
export function histogramOf(data: Both<Distribution>): Histogram {
  const axis = axisFor(data)
  const edges = edgesOf(axis, data.reference.values)
  const zero = axis.scale === 'log' ? both(data, each => countUpTo(each, 0)) : undefined
  const counts = both(data, each => countsOf(each, edges, zero ? countUpTo(each, 0) : 0))
  return { kind: 'histogram', edges: edges.map(rounderFor(axis)), ...counts, scale: axis.scale, zero }
}

function edgesOf(axis: Axis, values: Float64Array): readonly number[] {
  const { from, to, scale } = axis
  if (scale === 'log') return spaced(Math.log(from), Math.log(to)).map(Math.exp)
  if (values.every(Number.isInteger)) {
    const width = Math.ceil((to - from + 1) / mostBins)
    const bins = Math.ceil((to - from + 1) / width)
    return Array.from({ length: bins + 1 }, (_, index) => from - 0.5 + index * width)
  }
  return to > from ? spaced(from, to) : [from - 0.5, from + 0.5]
}

function spaced(from: number, to: number): number[] {
  return Array.from({ length: mostBins + 1 }, (_, index) => from + ((to - from) * index) / mostBins)
}

/** The first bin also has what lies before it, but not the `skipped` values; the last one what lies behind it. */
function countsOf(of: Distribution, edges: readonly number[], skipped: number): readonly number[] {
  const inner = edges.slice(1, -1).map(edge => countBelow(of, edge))
  return [...inner, of.n].map((upTo, index) => upTo - (index === 0 ? skipped : (inner[index - 1] ?? 0)))
}
