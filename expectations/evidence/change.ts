import { formatCount, formatNumber, formatShare } from '../../src/core/format.ts'
import type { Both } from '../parts/both.ts'
import { type Distribution, quantile } from './distribution.ts'
import type { Difference, Stretch } from './region.ts'

/** The part of the largest gap up to which a gap to the other side still counts as a mere shift. */
const sidePart = 0.25

/**
 * One sentence on what changed between two datasets, both n ≥ 1: another unit, one value that became more or less
 * frequent, a shift of all values, or else the interval whose share changed most.
 */
export function changeOf(data: Both<Distribution>, { stretch, atom }: Difference): string {
  const unit = unitSentence(data)
  if (unit !== undefined) return unit
  if (atom) return atomSentence(data, atom)
  return (isShift(data, stretch) ? shiftSentence(data) : undefined) ?? stretchSentence(data, stretch)
}

function atomSentence({ reference }: Both<Distribution>, atom: Stretch): string {
  const value = formatNumber(reference.values[atom.first] ?? 0)
  const [before, now] = [formatShare(atom.reference), formatShare(atom.sample)]
  if (atom.reference === 0) return `${now} of the values are ${value}, which the reference never has.`
  if (atom.sample === 0) return `The value ${value} is gone; it was ${before} of the reference.`
  return `The share of exactly ${value} went from ${before} to ${now}.`
}

/** Between units that people take for one another; smaller factors are ordinary changes too. */
const factors = [10, 60, 100, 1000, 3600, 1_000_000]
const compared = [0.1, 0.25, 0.5, 0.75, 0.9]
/** How far the ratios of quantiles may be from the factor: chance moves them in small samples. */
const tolerance = 0.1

/** A change of unit: all along the range, values are one of the factors times those of the reference, or the inverse. */
function unitSentence({ reference, sample }: Both<Distribution>): string | undefined {
  const quantiles = compared.map(share => [quantile(reference, share), quantile(sample, share)] as const)
  if (new Set(quantiles.map(([before]) => before)).size < compared.length) return undefined
  const ratios = quantiles.map(([before, now]) => now / before)
  const isNear = (factor: number) => ratios.every(ratio => Math.abs(ratio / factor - 1) <= tolerance)
  const larger = factors.find(isNear)
  const smaller = factors.find(factor => isNear(1 / factor))
  if (larger === undefined && smaller === undefined) return undefined
  const size = larger === undefined ? `one ${formatCount(smaller ?? 1)}th of` : `${formatCount(larger)} times`
  return `All along the range, values are ${size} those of the reference: they may be in another unit.`
}

/** Whether one distribution function is hardly ever on the other side of the other one. */
function isShift({ reference, sample }: Both<Distribution>, { first, last }: Stretch): boolean {
  const gapAfter = (place: number) =>
    (sample.cumulative[place] ?? 0) / sample.n - (reference.cumulative[place] ?? 0) / reference.n
  const [start, end] = [first === 0 ? 0 : gapAfter(first - 1), gapAfter(last)]
  const [smaller, larger] = [
    Math.min(Math.abs(start), Math.abs(end)),
    Math.max(Math.abs(start), Math.abs(end)),
  ]
  return smaller <= larger * sidePart
}

function shiftSentence({ reference, sample }: Both<Distribution>): string | undefined {
  const before = quantile(reference, 0.5)
  const now = quantile(sample, 0.5)
  if (before === now) return undefined
  const direction = now > before ? 'higher' : 'lower'
  return `Values are ${direction}: the median went from ${formatNumber(before)} to ${formatNumber(now)}.`
}

function stretchSentence({ reference }: Both<Distribution>, stretch: Stretch): string {
  const [from, to] = [reference.values[stretch.first] ?? 0, reference.values[stretch.last] ?? 0]
  const [before, now] = [formatShare(stretch.reference), formatShare(stretch.sample)]
  if (from === to) return `The share of exactly ${formatNumber(to)} went from ${before} to ${now}.`
  return `Between ${formatNumber(from)} and ${formatNumber(to)} lie ${now} of the values, ${before} in the reference.`
}
