import type { Alternative } from '../../src/stats/index.ts'

/**
 * The exact p of a two-sample Kolmogorov–Smirnov statistic by counting: of all ways to label the pooled values, the
 * share whose gap reaches h / lcm after some whole group of ties. Whole numbers throughout.
 */
export function exactKsPValue(
  h: number,
  n1: number,
  n2: number,
  groups: readonly number[],
  alternative: Alternative,
): number {
  const lcm = BigInt(h) === 0n ? 1 : leastCommonMultiple(n1, n2)
  if (h === 0) return 1
  let ways = new Map([[0, 1n]])
  let seen = 0
  for (const size of groups) {
    seen += size
    const next = new Map<number, bigint>()
    for (const [i, count] of ways) {
      for (let a = 0; a <= size; a++) {
        const j = seen - i - a
        if (i + a > n1 || j < 0 || j > n2 || size - a > n2) continue
        const gap = (i + a) * (lcm / n1) - j * (lcm / n2)
        const reached = { 'two-sided': Math.abs(gap) >= h, greater: gap >= h, less: -gap >= h }[alternative]
        if (!reached) next.set(i + a, (next.get(i + a) ?? 0n) + count * choose(size, a))
      }
    }
    ways = next
  }
  const all = choose(n1 + n2, n1)
  return quotient(all - (ways.get(n1) ?? 0n), all)
}

function choose(n: number, k: number): bigint {
  let result = 1n
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i)
  return result
}

/** a / b to 60 bits, also where neither fits a double. */
function quotient(a: bigint, b: bigint): number {
  if (a === 0n) return 0
  const shift = Math.max(0, b.toString(2).length - a.toString(2).length + 60)
  return Number((a << BigInt(shift)) / b) / 2 ** shift
}

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a
  while (multiple % b !== 0) multiple += a
  return multiple
}
