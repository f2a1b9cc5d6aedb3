/**
 * Draws a whole number from `low` up to but not including `high` with every call, by Marsaglia's 32-bit xorshift.
 *
 * Draws what scikit-learn's trees draw (`sklearn.utils._random.our_rand_r`), modulo bias included.
 *
 * @see Marsaglia 2003, doi:10.18637/jss.v008.i14
 * @param seed a whole number from 0 to 2³² − 1
 */
export function xorshift(seed: number): (low: number, high: number) => number {
  // 0 is where the generator would stay.
  let state = seed === 0 ? 1 : seed | 0
  return (low, high) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return low + ((state & 0x7fffffff) % (high - low))
  }
}
