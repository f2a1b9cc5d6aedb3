/** Uniform numbers in (0, 1), and what is made of them. */
export interface Random {
  readonly uniform: () => number
  readonly normal: () => number
  /** A whole number from 0 to below n. */
  readonly below: (n: number) => number
}

/** The same numbers for the same seeds on every machine: sfc32, two draws to a double. */
export function randomOf(...seeds: readonly number[]): Random {
  const next = sfc32(seeds)
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6) + 0.5) / 2 ** 53
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal, below: n => Math.floor(uniform() * n) }
}

/** @see https://pracrand.sourceforge.net for the generator */
function sfc32(seeds: readonly number[]): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1]
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum
  }
  for (const seed of seeds) {
    a ^= seed
    for (let k = 0; k < 16; k++) next()
  }
  return next
}
