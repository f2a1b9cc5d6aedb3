import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale'
import { formatNumber } from '../../../src/core/format.ts'
import { px, raised, superscript } from './svg.ts'

/** A chart's inner area, and the scale of its x axis with a slot for exact zeros where there are any. */
export interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface Axis {
  x(value: number): number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  /** Where exact zeros stand beside a log axis. */
  readonly slot?: readonly [number, number]
}

const slotGap = 12

/** The x axis between two values. With `zero`, or when a log axis starts at 0, zeros get a slot at its left. */
export function axisFor(
  domain: readonly [number, number],
  scale: 'linear' | 'log',
  plot: Plot,
  { zero = false } = {},
): Axis {
  const [low, high] = widened(domain, scale)
  const slotWidth = zero ? 22 : 0
  const left = plot.left + (zero ? slotWidth + slotGap : 0)
  const toPixels: ScaleContinuousNumeric<number, number> = (scale === 'log' ? scaleLog() : scaleLinear())
    .domain([low, high])
    .range([left, plot.right])
  const slot = zero ? ([plot.left, plot.left + slotWidth] as const) : undefined
  const ticks = ticksOf(toPixels, scale).map(value => ({
    at: px(toPixels(value)),
    label: scale === 'log' ? powerLabel(value) : tickLabel(value),
  }))
  return {
    x: value => {
      if (slot && value <= 0) return (slot[0] + slot[1]) / 2
      return toPixels(Math.min(Math.max(value, low), high))
    },
    ticks: slot ? [{ at: px((slot[0] + slot[1]) / 2), label: '0' }, ...ticks] : ticks,
    ...(slot ? { slot } : {}),
  }
}

/** The x axis as SVG: base line, ticks and labels that do not overlap. */
export function drawAxis(axis: Axis, plot: Plot): string {
  const base = axis.slot
    ? `M${axis.slot[0]} ${plot.bottom}H${axis.slot[1]}M${axis.slot[1] + slotGap} ${plot.bottom}H${plot.right}`
    : `M${plot.left} ${plot.bottom}H${plot.right}`
  const marks = axis.ticks.map(tick => `M${tick.at} ${plot.bottom}v4`).join('')
  return `<path class="bl" d="${base}${marks}"/>${labelsThatFit(axis, plot)}`
}

/** Horizontal grid lines with percentages from 0 to `top`, a share of one; `y` turns shares into pixels. */
export function shareAxis(top: number, plot: Plot): { y(share: number): number; svg: string } {
  const scale = scaleLinear().domain([0, top]).range([plot.bottom, plot.top])
  const ticks = scale.ticks(3).filter(share => share <= top)
  const lines = ticks
    .filter(share => share > 0)
    .map(share => `M${plot.left} ${px(scale(share))}H${plot.right}`)
    .join('')
  const labels = ticks
    .map(
      share => `<text class="ax e" x="${plot.left - 6}" y="${px(scale(share) + 4)}">${percent(share)}</text>`,
    )
    .join('')
  return { y: scale, svg: `<path class="gr" d="${lines}"/>${labels}` }
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}

function labelsThatFit(axis: Axis, plot: Plot): string {
  let free = Number.NEGATIVE_INFINITY
  let svg = ''
  for (const { at, label } of axis.ticks) {
    const half = label.length * 3.1
    const center = Math.min(at, plot.right + 10 - half)
    if (center - half < free) continue
    free = center + half + 6
    svg += `<text class="ax m" x="${px(center)}" y="${plot.bottom + 16}">${label}</text>`
  }
  return svg
}

/** Twice this is still a number, so the width of every axis is one. */
const widest = 8e307

/** A log axis needs positive ends; a single value still needs some width. */
function widened([low, high]: readonly [number, number], scale: 'linear' | 'log'): readonly [number, number] {
  if (scale === 'log') {
    const top = high > 0 ? high : 1
    const bottom = low > 0 ? low : top / 1000
    return bottom < top ? [bottom, top] : [bottom / 2, top * 2]
  }
  if (low >= high) return [low - (Math.abs(low) / 2 || 0.5), low + (Math.abs(low) / 2 || 0.5)]
  return [Math.max(low, -widest), Math.min(high, widest)]
}

function ticksOf(scale: ScaleContinuousNumeric<number, number>, kind: 'linear' | 'log'): readonly number[] {
  if (kind === 'linear') return scale.ticks(5)
  const powers = scale
    .ticks()
    .filter(value => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9)
  if (powers.length < 2) return scale.ticks(4)
  const step = Math.ceil(powers.length / 5)
  return powers.filter((_, index) => (powers.length - 1 - index) % step === 0)
}

function tickLabel(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e6) return `${formatNumber(value / 1e6)} M`
  if (size > 0 && size < 1e-4) return superscript(value.toExponential())
  return formatNumber(value)
}

function powerLabel(value: number): string {
  const exponent = Math.round(Math.log10(value))
  if (value >= 0.01 && value < 1e4) return formatNumber(value)
  return Math.abs(10 ** exponent / value - 1) < 1e-9
    ? `10${raised(String(exponent))}`
    : superscript(value.toExponential(0))
}
