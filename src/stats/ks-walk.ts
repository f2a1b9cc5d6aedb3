import type { Strip } from './ks-path.ts'
import { headroom } from './tiny.ts'

/** The state of the absorbing chain behind the exact Kolmogorov–Smirnov p; changed in place, step by step. */
export interface Walk {
  readonly strip: Strip
  /** Weight of the paths still in the strip, by how many of their values came from the smaller sample. */
  alive: Float64Array
  /** As long as `alive` and all zero between steps. */
  spare: Float64Array
  /** The states of positive weight lie between these two, both included. */
  first: number
  last: number
  seen: number
  absorbed: number
  /** Weight of a transition that is too small to matter. */
  readonly negligible: number
  /** Unnormalised probabilities of one tie group. */
  readonly terms: Float64Array
}

/** A walk before its first value; its weights add up to 2¹⁰⁰⁰ instead of 1 to reach deeper tails. */
export function startOf(strip: Strip, negligible: number): Walk {
  const length = strip.smaller + 1
  const alive = new Float64Array(length)
  alive[0] = headroom
  const arrays = { alive, spare: new Float64Array(length), terms: new Float64Array(length) }
  return { strip, ...arrays, first: 0, last: 0, seen: 0, absorbed: 0, negligible }
}

/** The next value of the pooled sample, which no other value equals. */
export function stepOne(walk: Walk): void {
  const { alive, first, last, seen } = walk
  const { smaller, total } = walk.strip
  // The inner loop of the whole test: one division a step, and never an index out of bounds, which would deoptimise it.
  const inverse = 1 / (total - seen)
  const stay = total - smaller - seen
  let arriving = 0
  for (let i = first; i <= last; i++) {
    const share = (alive[i] ?? 0) * inverse
    alive[i] = share * (stay + i) + arriving
    arriving = share * (smaller - i)
  }
  walk.seen = seen + 1
  if (last === smaller) return
  alive[last + 1] = arriving
  walk.last = last + 1
}

/** The next `size` values of the pooled sample, which are all equal. */
export function stepMany(walk: Walk, size: number): void {
  const { alive, spare, first, last } = walk
  const from = first
  const to = Math.min(walk.strip.smaller, last + size)
  for (let i = first; i <= last; i++) spread(walk, i, size)
  alive.fill(0, first, last + 1)
  walk.alive = spare
  walk.spare = alive
  walk.first = from
  walk.last = to
  walk.seen += size
}

/** Takes out the paths that have left the strip; those that can no longer matter are dropped. */
export function absorb(walk: Walk): void {
  const { alive, strip } = walk
  const above = Math.max(strip.above(walk.seen), walk.first)
  const below = Math.min(strip.below(walk.seen), walk.last)
  let leaving = 0
  if (strip.countsAbove) for (let i = above; i <= walk.last; i++) leaving += alive[i] ?? 0
  if (strip.countsBelow) for (let i = below; i >= walk.first; i--) leaving += alive[i] ?? 0
  if (above <= walk.last) alive.fill(0, above, walk.last + 1)
  if (below >= walk.first) alive.fill(0, walk.first, below + 1)
  walk.absorbed += leaving
  walk.last = Math.min(walk.last, above - 1)
  walk.first = Math.max(walk.first, below + 1)
}

/** Distributes the weight of state i by the hypergeometric number of tied values from the smaller sample. */
function spread({ alive, spare, strip, seen, negligible, terms }: Walk, i: number, size: number): void {
  const weight = alive[i] ?? 0
  if (weight === 0) return
  const good = strip.smaller - i
  const bad = strip.total - seen - good
  const least = Math.max(0, size - bad)
  const most = Math.min(size, good)
  const mode = Math.min(most, Math.max(least, Math.floor(((size + 1) * (good + 1)) / (good + bad + 2))))
  const floor = negligible / weight
  let sum = 1
  terms[mode] = 1
  let high = mode
  for (let term = 1; high < most; high++) {
    term *= ((good - high) / (high + 1)) * ((size - high) / (bad - size + high + 1))
    if (term < floor || term === 0) break
    terms[high + 1] = term
    sum += term
  }
  let low = mode
  for (let term = 1; low > least; low--) {
    term *= (low / (good - low + 1)) * ((bad - size + low) / (size - low + 1))
    if (term < floor || term === 0) break
    terms[low - 1] = term
    sum += term
  }
  const scale = weight / sum
  for (let a = low; a <= high; a++) spare[i + a] = (spare[i + a] ?? 0) + scale * (terms[a] ?? 0)
}
