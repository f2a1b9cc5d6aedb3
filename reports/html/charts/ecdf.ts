import type { Ecdf } from '../../../src/core/chart.ts'
import { formatNumber, formatShare } from '../../../src/core/format.ts'
import { type Axis, axisFor, drawAxis, drawing, type Plot, px, shareAxis } from './svg.ts'

interface EcdfOptions {
  readonly name?: string
  readonly width?: number
  readonly height?: number
  /** The gap from which on the test fails, drawn beside the gap. */
  readonly limit?: number | undefined
}

/** The share of rows at most x in both datasets, with the widest gap between the curves and the gap that is allowed. */
export function ecdf(chart: Ecdf, { name = '', width = 340, height = 190, limit }: EcdfOptions = {}): string {
  const plot = { left: 46, right: width - 8, top: 10, bottom: height - 22 }
  const positive = chart.scale === 'log' ? chart.x.filter(x => x > 0) : chart.x
  const zero = chart.scale === 'log' && (chart.x[0] ?? 1) <= 0
  const axis = axisFor([positive[0] ?? 0, positive.at(-1) ?? 1], chart.scale, plot, { zero })
  const { y, svg } = shareAxis(1, plot)
  const curve = (shares: readonly number[]) => curvePath(chart.x, shares, axis, y, plot)
  return drawing(
    width,
    height,
    label(name, chart, limit),
    `${svg}<path class="rl" d="${curve(chart.reference)}"/><path class="sl" d="${curve(chart.sample)}"/>${drawAxis(axis, plot)}${gapMark(chart, axis, y, plot, limit)}`,
  )
}

/** A step line: flat until the next point at which the share differs by a visible amount. */
function curvePath(
  x: readonly number[],
  shares: readonly number[],
  axis: Axis,
  y: (share: number) => number,
  plot: Plot,
): string {
  let level = plot.bottom
  let path = `M${axis.slot ? axis.slot[0] : plot.left} ${level}`
  x.forEach((value, index) => {
    const next = px(y(shares[index] ?? 0))
    if (next === level) return
    path += `H${px(axis.x(value))}V${next}`
    level = next
  })
  return `${path}H${plot.right}`
}

function gapMark(
  { gap }: Ecdf,
  axis: Axis,
  y: (share: number) => number,
  plot: Plot,
  limit: number | undefined,
): string {
  const at = px(axis.x(gap.x))
  const low = Math.min(gap.reference, gap.sample)
  const ends = [px(y(low)), px(y(Math.max(gap.reference, gap.sample)))] as const
  const leftwards = at > (plot.left + plot.right) / 2
  const side = leftwards ? -1 : 1
  const allowed =
    limit === undefined || low + limit > 1
      ? ''
      : `<path class="lim" d="M${px(at + 6 * side)} ${ends[0]}V${px(y(low + limit))}m-4 0h8"/>`
  const middle = px(Math.min(Math.max((ends[0] + ends[1]) / 2 + 4, plot.top + 12), plot.bottom - 6))
  const text = `<text class="gl${leftwards ? ' e' : ''}" x="${px(at + 16 * side)}" y="${middle}">gap ${formatGap(gap)}</text>`
  return `<path class="gap" d="M${at} ${ends[0]}V${ends[1]}M${at - 4} ${ends[0]}h8M${at - 4} ${ends[1]}h8"/>${allowed}${text}`
}

function formatGap(gap: Ecdf['gap']): string {
  return formatNumber(Number(Math.abs(gap.reference - gap.sample).toPrecision(3)))
}

function label(name: string, { gap }: Ecdf, limit: number | undefined): string {
  const allowed =
    limit === undefined ? '' : ` The test fails from a gap of ${formatNumber(Number(limit.toPrecision(3)))}.`
  return `Cumulative share of ${name || 'the values'}. The curves are furthest apart at ${formatNumber(gap.x)}: ${formatShare(gap.reference)} of the reference and ${formatShare(gap.sample)} of the sample are at most that, a gap of ${formatGap(gap)}.${allowed}`
}
