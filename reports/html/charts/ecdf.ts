import type { Ecdf } from '../../../src/core/chart.ts'
import { formatNumber, formatShare } from '../../../src/core/format.ts'
import { type Axis, axisFor, drawAxis, type Plot, shareAxis } from './axis.ts'
import { drawing, px, type Reading, superscript } from './svg.ts'

interface EcdfOptions {
  readonly name?: string
  readonly width?: number
  readonly height?: number
  /** The gap from which on the test fails, drawn beside the gap. */
  readonly limit?: number | undefined
}

/** The share of rows at most x in both datasets, with the widest gap between the curves and the gap that is allowed. */
export function ecdf(chart: Ecdf, { name = '', width = 400, height = 200, limit }: EcdfOptions = {}): string {
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
    readingsOf(chart, axis),
  )
}

const mostReadings = 40

function readingsOf({ x, reference, sample }: Ecdf, axis: Axis): readonly Reading[] {
  const step = Math.ceil(x.length / mostReadings) || 1
  const read = x.map((_, index) => index).filter(index => index % step === 0)
  return read.map((index, place) => {
    const value = x[index] ?? 0
    const next = x[read[place + 1] ?? index] ?? value
    return {
      from: axis.x(value),
      to: axis.x(next),
      place: `up to ${superscript(formatNumber(value))}`,
      reference: reference[index] ?? 0,
      sample: sample[index] ?? 0,
    }
  })
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
  const [bottom, top] = [px(y(low)), px(y(Math.max(gap.reference, gap.sample)))]
  // The words stand where the curves are not: above them on the left, below them on the right.
  const leftwards = at > (plot.left + plot.right) / 2
  const side = leftwards ? -1 : 1
  const line = leftwards ? Math.max(top - 14, plot.top + 10) : Math.min(bottom + 16, plot.bottom - 20)
  const anchor = leftwards ? ' e' : ''
  const words = (className: string, text: string, dy: number) =>
    `<text class="${className}${anchor}" x="${px(at + 12 * side)}" y="${px(line + dy)}">${text}</text>`
  const fits = limit !== undefined && low + limit <= 1
  const allowed = fits
    ? `<path class="lim" d="M${px(at + 7 * side)} ${bottom}V${px(y(low + limit))}m-3 0h6"/>`
    : ''
  const allowedWords = limit === undefined ? '' : words('gt', `fails from ${threeDigits(limit)}`, 14)
  return `<path class="gap" d="M${at} ${bottom}V${top}M${at - 4} ${bottom}h8M${at - 4} ${top}h8"/>${allowed}${words('gl', `gap ${formatGap(gap)}`, 0)}${allowedWords}`
}

function threeDigits(value: number): string {
  return formatNumber(Number(value.toPrecision(3)))
}

function formatGap(gap: Ecdf['gap']): string {
  return threeDigits(Math.abs(gap.reference - gap.sample))
}

function label(name: string, { gap }: Ecdf, limit: number | undefined): string {
  const allowed = limit === undefined ? '' : ` The test fails from a gap of ${threeDigits(limit)}.`
  return `Cumulative share of ${name || 'the values'}. The curves are furthest apart at ${formatNumber(gap.x)}: ${formatShare(gap.reference)} of the reference and ${formatShare(gap.sample)} of the sample are at most that, a gap of ${formatGap(gap)}.${allowed}`
}
