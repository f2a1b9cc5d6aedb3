/** A reproducible stream of random numbers. Not for secrets. */
export interface RandomSource {
  /** Uniform in [0, 1). */
  next(): number
  /** A whole number from 0 to n − 1, n from 1 to 2³². */
  below(n: number): number
  /** Puts the items of an array in random order, in place. */
  shuffle(items: Shufflable): void
}

/** An array or a typed array. */
interface Shufflable {
  [index: number]: unknown
  readonly length: number
}

/**
 * Random numbers that the seed determines, by xoshiro128**; 53 bits each.
 *
 * @see Blackman and Vigna 2021, doi:10.1145/3460772
 * @example randomSource('a').next() === randomSource('a').next() // true
 * @example randomSource(1).below(1) // 0
 */
export function randomSource(seed: number | string): RandomSource {
  const state = stateOf(String(seed))
  const next = () => ((bits(state) >>> 5) * 2 ** 26 + (bits(state) >>> 6)) / 2 ** 53
  const below = (n: number) => Math.floor(next() * n)
  return { next, below, shuffle: items => shuffle(items, below) }
}

/** Fisher–Yates. */
function shuffle(items: Shufflable, below: (n: number) => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = below(last + 1)
    const item = items[last]
    items[last] = items[other]
    items[other] = item
  }
}

function bits(state: Uint32Array): number {
  const a = state[0] ?? 0
  const b = state[1] ?? 0
  const c = state[2] ?? 0
  const d = state[3] ?? 0
  const result = Math.imul(rotated(Math.imul(b, 5), 7), 9)
  const second = c ^ a
  const third = d ^ b
  state[0] = a ^ third
  state[1] = b ^ second
  state[2] = second ^ (b << 9)
  state[3] = rotated(third, 11)
  return result
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** Four words that depend on every character of the seed: FNV-1a from four offsets, each finished by murmur's mix. */
function stateOf(seed: string): Uint32Array {
  return Uint32Array.from([1, 2, 3, 4], lane => {
    let hash = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b9)
    for (let k = 0; k < seed.length; k++) hash = Math.imul(hash ^ seed.charCodeAt(k), 0x01000193)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    return hash ^ (hash >>> 16)
  })
}
