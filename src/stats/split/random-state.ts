import { consecutive } from './consecutive.ts'
import { mersenneTwister } from './mersenne-twister.ts'

/** The random numbers of NumPy's legacy generator, in NumPy's order: each call goes on where the last one stopped. */
export interface RandomState {
  /** A number in [0, 1), uniform over the multiples of 2⁻⁵³, as `random_sample()`. */
  next(): number
  /** A whole number from 0 up to but not including n, for a whole n from 1 to 2⁵³, as `randint(n)`. */
  below(n: number): number
  /** Puts the items in a random order, in place, as `shuffle(items)`, and returns the same list. */
  shuffle<List extends ArrayLike<unknown>>(items: List): List
  /** The whole numbers from 0 to n − 1 in a random order, as `permutation(n)`. */
  permutation(n: number): Uint32Array
  /** Some of the whole numbers from 0 to n − 1, none twice, as `choice(n, count, replace=False)`. */
  choice(n: number, count: number): Uint32Array
}

/**
 * The generator that scikit-learn uses for `random_state=seed`: `numpy.random.RandomState(seed)`, bit for bit.
 *
 * NumPy has frozen what it draws, so numbers are the same in every version.
 *
 * @see https://numpy.org/neps/nep-0019-rng-policy.html
 * @param seed a whole number from 0 to 2³² − 1
 * @throws RangeError when the seed is anything else, `below` is given something other than a whole number from 1, or
 *   more numbers are chosen than there are
 * @example randomState(42).next() // 0.3745401188473625
 * @example randomState(42).below(100) // 51
 * @example [...randomState(42).permutation(5)] // [1, 4, 2, 0, 3]
 * @example randomState(7).shuffle(['a', 'b', 'c']) // ['c', 'b', 'a']
 * @example [...randomState(42).choice(5, 2)] // [1, 4]
 */
export function randomState(seed: number): RandomState {
  const bits = mersenneTwister(seed)
  const next = () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53
  const below = (n: number) => {
    if (!(Number.isInteger(n) && n >= 1 && n <= 2 ** 53)) {
      throw new RangeError(`There is no whole number from 0 to below ${n}.`)
    }
    return n <= 2 ** 32 ? upTo(n - 1, bits) : upToWide(n - 1, bits)
  }
  const shuffle = <List extends ArrayLike<unknown>>(items: List) => {
    shuffled(items as unknown as unknown[], bits)
    return items
  }
  const permutation = (n: number) => shuffle(consecutive(0, n))
  const choice = (n: number, count: number) => {
    if (count > n) throw new RangeError(`${count} different numbers cannot be chosen from ${n}.`)
    return permutation(n).subarray(0, count)
  }
  return { next, below, shuffle, permutation, choice }
}

function shuffled(items: unknown[], bits: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = upTo(last, bits)
    const kept = items[last]
    items[last] = items[other]
    items[other] = kept
  }
}

/** A whole number from 0 to `most` < 2³²: as many bits as it has, drawn anew while they are too large. */
function upTo(most: number, bits: () => number): number {
  if (most === 0) return 0
  const mask = maskOf(most)
  let drawn = (bits() & mask) >>> 0
  while (drawn > most) drawn = (bits() & mask) >>> 0
  return drawn
}

/** The same for 2³² ≤ `most` < 2⁵³; the first 32 bits drawn are the upper ones. */
function upToWide(most: number, bits: () => number): number {
  const mask = maskOf(Math.floor(most / 2 ** 32))
  let drawn = (bits() & mask) * 2 ** 32 + bits()
  while (drawn > most) drawn = (bits() & mask) * 2 ** 32 + bits()
  return drawn
}

/** Ones from the highest one of a number downwards. */
function maskOf(most: number): number {
  return 0xffffffff >>> Math.clz32(most)
}
