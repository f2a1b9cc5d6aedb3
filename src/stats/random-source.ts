import { xoshiro128 } from './xoshiro.ts'

/** A list whose items can be put in another order: an array or a typed array. */
export interface Reorderable<T> {
  readonly length: number
  [index: number]: T
}

/** Random numbers that are the same for the same seed, on every machine and in every version. */
export interface RandomSource {
  /** A number in [0, 1), uniform over the multiples of 2⁻⁵³. */
  next(): number
  /** A whole number from 0 up to but not including n, for a whole n from 1 to 2⁵³. */
  below(n: number): number
  /** Puts the items in a random order, in place (Fisher and Yates), and returns the same list. */
  shuffle<T, List extends Reorderable<T>>(items: List & Reorderable<T>): List
}

/**
 * A source of random numbers for simulations and permutations, never for secrets: xoshiro128** of Blackman and Vigna.
 *
 * Its four words are FNV-1a hashes of the seed as text, each behind a digit of its own, with MurmurHash3's finish. A
 * number and the text that it is written as are the same seed.
 *
 * @see Blackman & Vigna 2021, doi:10.1145/3460772
 * @see https://www.rfc-editor.org/rfc/rfc9923 for FNV-1a
 * @throws RangeError when the seed is NaN or infinite, or `below` is given something other than a whole number from 1
 * @example randomSource('weekly').next() // 0.10704432908829531
 * @example randomSource(42).below(6) // 4
 * @example randomSource(42).shuffle([1, 2, 3, 4, 5]) // [3, 2, 5, 1, 4]
 */
export function randomSource(seed: number | string): RandomSource {
  if (typeof seed === 'number' && !Number.isFinite(seed)) throw new RangeError(`A seed cannot be ${seed}.`)
  const bits = xoshiro128([hash(`0${seed}`), hash(`1${seed}`), hash(`2${seed}`), hash(`3${seed}`)])
  const next = () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53
  const below = (n: number) => {
    if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 53)) {
      throw new RangeError(`There is no whole number from 0 to below ${n}.`)
    }
    return Math.floor(next() * n)
  }
  return {
    next,
    below,
    shuffle(items) {
      for (let last = items.length - 1; last > 0; last--) swap(items, last, below(last + 1))
      return items
    },
  }
}

function swap<T>(items: Reorderable<T>, i: number, j: number): void {
  const kept = items[i] as T
  items[i] = items[j] as T
  items[j] = kept
}

/** 32-bit FNV-1a over the UTF-8 bytes, then the finaliser of MurmurHash3, which spreads every bit over all. */
function hash(text: string): number {
  let word = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) word = Math.imul(word ^ byte, 0x01000193)
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}
