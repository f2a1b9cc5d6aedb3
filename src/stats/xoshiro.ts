/** Gives the next 32 bits of a generator, as a whole number from 0. */
export type Bits32 = () => number

/**
 * The generator xoshiro128**, from four 32-bit words that are not all 0; its period is 2¹²⁸ − 1.
 *
 * @see Blackman & Vigna 2021, doi:10.1145/3460772, and https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128(words: readonly [number, number, number, number]): Bits32 {
  let [a, b, c, d] = words
  return () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotated(d, 11)
    return result
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
