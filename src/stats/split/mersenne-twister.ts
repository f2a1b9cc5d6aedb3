const size = 624
const middle = 397

/**
 * The next 32 bits of MT19937 with every call, as a whole number from 0. The period is 2¹⁹⁹³⁷ − 1.
 *
 * Agrees with `numpy.random.RandomState(seed).randint(2**32, dtype='uint64')` and `init_genrand` of the authors.
 *
 * @see Matsumoto & Nishimura 1998, doi:10.1145/272991.272995
 * @param seed a whole number from 0 to 2³² − 1
 * @throws RangeError when the seed is anything else
 * @example mersenneTwister(5489)() // 3499211612
 */
export function mersenneTwister(seed: number): () => number {
  const state = stateFrom(seed)
  let at = size
  return () => {
    if (at === size) {
      advance(state)
      at = 0
    }
    return tempered(state[at++] as number)
  }
}

function stateFrom(seed: number): Uint32Array {
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`The seed ${seed} is not a whole number from 0 to 4294967295.`)
  }
  const state = new Uint32Array(size)
  let word = seed | 0
  state[0] = word
  for (let i = 1; i < size; i++) {
    word = (Math.imul(word ^ (word >>> 30), 1812433253) + i) | 0
    state[i] = word
  }
  return state
}

/** Replaces all words by the next ones of the recurrence. */
function advance(state: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const next = state[i + 1 < size ? i + 1 : 0] as number
    const far = state[i + middle < size ? i + middle : i + middle - size] as number
    const joined = ((state[i] as number) & 0x80000000) | (next & 0x7fffffff)
    state[i] = far ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0)
  }
}

function tempered(word: number): number {
  let bits = word ^ (word >>> 11)
  bits ^= (bits << 7) & 0x9d2c5680
  bits ^= (bits << 15) & 0xefc60000
  return (bits ^ (bits >>> 18)) >>> 0
}
