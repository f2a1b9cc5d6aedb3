/** Random numbers that a seed determines. */
export interface RandomSource {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  next(): number
  /** A whole number of 0 … n − 1, each equally likely but for n · 2⁻⁵³. */
  below(n: number): number
  /** Puts the elements in random order, in place (Fisher–Yates). */
  shuffle(array: Shuffled): void
}

/** What `shuffle` needs of an array or a typed array. */
interface Shuffled {
  readonly length: number
  [index: number]: unknown
}

/**
 * A source of random numbers, the same ones for the same seed on every machine: xoshiro128**, not for secrets. A
 * number is the same seed as its decimal text.
 *
 * @see Blackman & Vigna 2021, doi:10.1145/3460772
 * @example randomSource('a').next() === randomSource('a').next() // true
 * @example randomSource(1).below(1) // 0
 */
export function randomSource(seed: number | string): RandomSource {
  const state = Uint32Array.from({ length: 4 }, (_, word) => hash(`${word}:${seed}`))
  const next = () => (bits(state) * 2 ** 21 + (bits(state) >>> 11)) / 2 ** 53
  const below = (n: number) => Math.floor(next() * n)
  const shuffle = (array: Shuffled) => {
    for (let last = array.length - 1; last > 0; last--) {
      const other = below(last + 1)
      const element = array[last]
      array[last] = array[other]
      array[other] = element
    }
  }
  return { next, below, shuffle }
}

/** The next 32 bits. */
function bits(state: Uint32Array): number {
  const s1 = state[1] ?? 0
  const mixed2 = (state[2] ?? 0) ^ (state[0] ?? 0)
  const mixed3 = (state[3] ?? 0) ^ s1
  state[0] = (state[0] ?? 0) ^ mixed3
  state[1] = s1 ^ mixed2
  state[2] = mixed2 ^ (s1 << 9)
  state[3] = rotated(mixed3, 11)
  return Math.imul(rotated(Math.imul(s1, 5), 7), 9) >>> 0
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}

/** FNV-1a over UTF-16 units, finished as in MurmurHash3 so that seeds that differ by little differ by much. */
function hash(text: string): number {
  let word = 0x811c9dc5
  for (let k = 0; k < text.length; k++) word = Math.imul(word ^ text.charCodeAt(k), 0x01000193)
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}
