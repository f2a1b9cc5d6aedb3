/** Data of a statistics case: listed, or made by a seeded generator whose arithmetic is exact. */
export type DataSpec =
  | { readonly inline: readonly CaseNumber[] }
  | { readonly gen: Recipe; readonly check: readonly number[] }

/** JSON has no NaN and no infinities, so they are spelled out. */
export type CaseNumber = number | 'NaN' | 'Infinity' | '-Infinity'

interface Recipe {
  readonly prng: 'splitmix64' | 'mulberry32'
  readonly seed: number
  readonly n: number
  readonly dist: string
  readonly a?: number
  readonly b?: number
  readonly loc?: number
  readonly scale?: number
  readonly k?: number
  readonly off?: number
  readonly p?: number
}

/** The numbers of a specification. Throws when a generated array differs from its four check values in any bit. */
export function dataOf(spec: DataSpec): Float64Array {
  if ('inline' in spec) return Float64Array.from(spec.inline, Number)
  const { prng, seed, n, dist } = spec.gen
  const uniform = prng === 'splitmix64' ? splitmix64(seed) : mulberry32(seed)
  const draw = distributions[dist]
  if (draw === undefined) throw new Error(`There is no generator of the distribution ${dist}.`)
  const values = new Float64Array(n)
  for (let k = 0; k < n; k++) values[k] = draw(uniform, spec.gen)
  const found = [0, Math.min(1, n - 1), Math.floor(n / 2), n - 1].map(k => values[k])
  if (found.some((value, k) => value !== spec.check[k])) {
    throw new Error(`The generated values ${found.join(', ')} are not ${spec.check.join(', ')}.`)
  }
  return values
}

type Uniform = () => number

const distributions: Readonly<Record<string, (uniform: Uniform, recipe: Recipe) => number>> = {
  u: uniform => uniform(),
  affine: (uniform, { a = 1, b = 0 }) => a * uniform() + b,
  irwin12: (uniform, { loc = 0, scale = 1 }) => {
    let sum = 0
    for (let k = 0; k < 12; k++) sum += uniform()
    return (sum - 6) * scale + loc
  },
  sq: uniform => {
    const u = uniform()
    return u * u
  },
  int: (uniform, { k = 1, off = 0 }) => Math.floor(uniform() * k) + off,
  grid: (uniform, { k = 1 }) => Math.floor(uniform() * k) / k,
  ratio: uniform => {
    const t = uniform() - 0.5
    return t / (0.25 - t * t)
  },
  mix: (uniform, { p = 0, a = 1, b = 0 }) => {
    const v = uniform()
    const w = uniform()
    return v < p ? w * a + b : w
  },
}

function splitmix64(seed: number): Uniform {
  let state = BigInt(seed)
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let z = state
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    z ^= z >> 31n
    return Number(z >> 11n) * 2 ** -53
  }
}

function mulberry32(seed: number): Uniform {
  let s = seed | 0
  return () => {
    s = (s + 0x6d2b79f5) | 0
    let t = Math.imul(s ^ (s >>> 15), 1 | s)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
