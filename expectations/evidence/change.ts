import { formatNumber, formatShare } from '../../src/core/format.ts'
import { type Both, countAt, countBelow, countUpTo, type Distribution, quantile } from './distribution.ts'

interface Gap {
  readonly size: number
  readonly at: number
}

/** The part of D that one value, or one direction, must explain before a sentence says so. */
const mainPart = 0.8
const sidePart = 0.25

/**
 * One sentence on what changed between two datasets, both n ≥ 1: one value that became more or less frequent, a shift
 * of all values, or else the interval whose share changed most. `undefined` when nothing did.
 */
export function changeOf(data: Both<Distribution>): string | undefined {
  const { higher, lower } = gapsOf(data)
  const largest = Math.max(higher.size, lower.size)
  if (largest === 0) return undefined
  return (
    atomSentence(data, largest) ??
    (Math.min(higher.size, lower.size) <= largest * sidePart ? shiftSentence(data) : undefined) ??
    intervalSentence(data, Math.min(higher.at, lower.at), Math.max(higher.at, lower.at))
  )
}

/** Where the sample's distribution function is furthest below the reference's (values are higher), and above it. */
function gapsOf({ reference, sample }: Both<Distribution>): { readonly higher: Gap; readonly lower: Gap } {
  let higher: Gap = { size: 0, at: reference.values[0] ?? 0 }
  let lower: Gap = higher
  for (let place = 0; place < reference.values.length; place++) {
    const size = (reference.cumulative[place] ?? 0) / reference.n - (sample.cumulative[place] ?? 0) / sample.n
    if (size > higher.size) higher = { size, at: reference.values[place] ?? 0 }
    if (-size > lower.size) lower = { size: -size, at: reference.values[place] ?? 0 }
  }
  return { higher, lower }
}

function atomSentence({ reference, sample }: Both<Distribution>, largest: number): string | undefined {
  let most = { difference: 0, place: 0 }
  for (let place = 0; place < reference.values.length; place++) {
    const difference = Math.abs(countAt(sample, place) / sample.n - countAt(reference, place) / reference.n)
    if (difference > most.difference) most = { difference, place }
  }
  if (most.difference < largest * mainPart) return undefined
  const value = formatNumber(reference.values[most.place] ?? 0)
  const before = countAt(reference, most.place) / reference.n
  const now = countAt(sample, most.place) / sample.n
  if (before === 0) return `${formatShare(now)} of the values are ${value}, which the reference never has.`
  if (now === 0) return `The value ${value} is gone; it was ${formatShare(before)} of the reference.`
  return `The share of exactly ${value} went from ${formatShare(before)} to ${formatShare(now)}.`
}

function shiftSentence({ reference, sample }: Both<Distribution>): string | undefined {
  const before = quantile(reference, 0.5)
  const now = quantile(sample, 0.5)
  if (before === now) return undefined
  const direction = now > before ? 'higher' : 'lower'
  return `Values are ${direction}: the median went from ${formatNumber(before)} to ${formatNumber(now)}.`
}

/** From behind the one gap up to the other a distribution gains, or loses, the most. */
function intervalSentence({ reference, sample }: Both<Distribution>, after: number, to: number): string {
  const from = reference.values.find(value => value > after) ?? to
  const before = formatShare(shareWithin(reference, from, to))
  const now = formatShare(shareWithin(sample, from, to))
  if (from === to) return `The share of exactly ${formatNumber(to)} went from ${before} to ${now}.`
  return `Between ${formatNumber(from)} and ${formatNumber(to)} lie ${now} of the values, ${before} in the reference.`
}

function shareWithin(of: Distribution, from: number, to: number): number {
  return (countUpTo(of, to) - countBelow(of, from)) / of.n
}
