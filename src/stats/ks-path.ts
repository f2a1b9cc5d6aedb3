import { effectiveSize } from './effective-size.ts'
import { greatestCommonDivisor } from './integers.ts'
import { statisticOf } from './ks-lattice.ts'
import type { KsProblem } from './ks-problem.ts'

/**
 * The strip in which the path of a random relabelling must stay for its statistic to remain below the observed one.
 *
 * After `seen` pooled values in ascending order, i of them from the smaller sample, the gap of the two distribution
 * functions is a linear function of i; so the strip is an interval of i.
 */
export interface Strip {
  /** Size of the smaller sample, and of both together. */
  readonly smaller: number
  readonly total: number
  /** The smallest i above the strip, and the largest i below it. */
  readonly above: (seen: number) => number
  readonly below: (seen: number) => number
  /** Whether leaving the strip on that side makes the statistic as large as the observed one. */
  readonly countsAbove: boolean
  readonly countsBelow: boolean
  /** How many values i may have at the most. */
  readonly width: number
}

/** The strip that belongs to a statistic h > 0. */
export function stripOf(problem: KsProblem): Strip {
  const { n1, n2, alternative = 'two-sided' } = problem
  const [smaller, larger] = n1 <= n2 ? [n1, n2] : [n2, n1]
  const divisor = greatestCommonDivisor(smaller, larger)
  const [rise, fall] = [larger / divisor, smaller / divisor]
  const upwards = n1 <= n2 ? 'greater' : 'less'
  const countsAbove = alternative === 'two-sided' || alternative === upwards
  const countsBelow = alternative === 'two-sided' || alternative !== upwards
  const high = countsAbove ? problem.h : depthOfNoReturn(problem)
  const low = countsBelow ? problem.h : depthOfNoReturn(problem)
  const total = n1 + n2
  const lines = { high, low, rise, fall }
  const fits = Number(high) + Number(low) + total * fall <= Number.MAX_SAFE_INTEGER
  const width = Math.min(smaller, Math.floor((Number(high) + Number(low)) / (rise + fall))) + 1
  return { smaller, total, countsAbove, countsBelow, width, ...(fits ? smallEdges(lines) : wideEdges(lines)) }
}

/**
 * How far to the other side a path may stray and still matter to a one-sided p.
 *
 * By reflection the share of paths that stray by c and yet reach h is e^(−2c² − 4ch) in units of 1 / √en; here e⁻⁴⁰.
 */
function depthOfNoReturn(problem: KsProblem): number | bigint {
  const root = Math.sqrt(effectiveSize(problem.n1, problem.n2))
  const reach = root * statisticOf(problem)
  const depth = (Math.sqrt(reach * reach + 20) - reach) / root
  if (typeof problem.h === 'number') return Math.ceil((problem.h / statisticOf(problem)) * depth)
  return BigInt(Math.ceil(Number(problem.h) * (depth / statisticOf(problem))))
}

interface Lines {
  readonly high: number | bigint
  readonly low: number | bigint
  /** By how much the gap changes with a value of the smaller and of the larger sample. */
  readonly rise: number
  readonly fall: number
}

function smallEdges(lines: Lines): Pick<Strip, 'above' | 'below'> {
  const { rise, fall } = lines
  const [high, low] = [Number(lines.high), Number(lines.low)]
  return {
    above: seen => Math.ceil((high + seen * fall) / (rise + fall)),
    below: seen => Math.floor((seen * fall - low) / (rise + fall)),
  }
}

function wideEdges(lines: Lines): Pick<Strip, 'above' | 'below'> {
  const step = BigInt(lines.rise) + BigInt(lines.fall)
  const fall = BigInt(lines.fall)
  const [high, low] = [BigInt(lines.high), BigInt(lines.low)]
  return {
    above: seen => -floorDivide(-(high + BigInt(seen) * fall), step),
    below: seen => floorDivide(BigInt(seen) * fall - low, step),
  }
}

function floorDivide(a: bigint, b: bigint): number {
  const quotient = a / b
  return Number(quotient * b > a ? quotient - 1n : quotient)
}
