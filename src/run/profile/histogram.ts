import type { Histogram } from '../../core/chart.ts'
import {
  and,
  atLeast,
  equal,
  type Expr,
  isNonFinite,
  lessThan,
  moreThan,
  not,
  value,
  when,
} from '../../core/expr.ts'
import { of, type Role } from '../../core/metric.ts'
import type { ColumnType } from '../../core/schema.ts'
import type { Session } from '../session.ts'

const bins = 32
/** The part of the values at each end that is counted in the end bins. */
const tail = 0.002
/** Positive numbers that span more than this are shown on a log axis. */
const wide = 1000

/** The distribution of a numeric column over bins that all roles share; absent without a finite value. */
export async function histogramOf(
  name: string,
  type: ColumnType,
  roles: readonly Role[],
  { answer }: Pick<Session, 'answer'>,
): Promise<Histogram | undefined> {
  const column = value(name)
  const [first, ...others] = await Promise.all(roles.map(role => rangeOf(column, role, answer)))
  if (first === undefined) return undefined
  const range = others.reduce(joined, first)
  const axis = axisOf(range, type)
  if (axis === undefined) return undefined
  const counts = await Promise.all(roles.map(role => countsOf(column, axis, role, answer)))
  const [sample, reference] = counts
  if (sample === undefined) return undefined
  return {
    kind: 'histogram',
    edges: axis.edges,
    scale: axis.scale,
    sample: sample.counts,
    reference: reference?.counts ?? [],
    ...(axis.scale === 'log' && { zero: { sample: sample.zeros, reference: reference?.zeros ?? 0 } }),
  }
}

interface Range {
  readonly min: number
  readonly low: number
  readonly high: number
  readonly max: number
  /** Of positive values. */
  readonly positive: readonly [number, number]
}

async function rangeOf(column: Expr, role: Role, answer: Session['answer']): Promise<Range | undefined> {
  const { all, positive } = await answer({
    all: of(role).quantiles(column, [0, tail, 1 - tail, 1]),
    positive: of(role).quantiles(when(moreThan(column, 0), column), [0.005, 0.999]),
  })
  const [min, low, high, max] = all
  if (min == null || low == null || high == null || max == null) return undefined
  return { min, low, high, max, positive: [positive[0] ?? Number.NaN, positive[1] ?? Number.NaN] }
}

function joined(one: Range, other: Range | undefined): Range {
  if (other === undefined) return one
  return {
    min: Math.min(one.min, other.min),
    low: Math.min(one.low, other.low),
    high: Math.max(one.high, other.high),
    max: Math.max(one.max, other.max),
    positive: [Math.min(one.positive[0], other.positive[0]), Math.max(one.positive[1], other.positive[1])],
  }
}

interface BinAxis {
  readonly edges: readonly number[]
  readonly scale: Histogram['scale']
}

function axisOf({ min, low, high, max, positive: [from, to] }: Range, type: ColumnType): BinAxis | undefined {
  if (!Number.isFinite(max - min)) return undefined
  if (min >= 0 && to / from > wide) {
    const ratio = (to / from) ** (1 / bins)
    return { scale: 'log', edges: Array.from({ length: bins + 1 }, (_, at) => from * ratio ** at) }
  }
  if (type === 'integer' && max - min < bins)
    return { scale: 'linear', edges: Array.from({ length: max - min + 2 }, (_, at) => min + at - 0.5) }
  const [start, end] = low < high ? [low, high] : [min, max]
  if (start === end) return { scale: 'linear', edges: [start - 0.5, start + 0.5] }
  const width = (end - start) / bins
  return { scale: 'linear', edges: Array.from({ length: bins + 1 }, (_, at) => start + at * width) }
}

/** Tails are counted in the end bins; exact zeros apart on a log axis. */
async function countsOf(column: Expr, { edges, scale }: BinAxis, role: Role, answer: Session['answer']) {
  const ask = of(role)
  const last = edges.length - 2
  const isCounted = and(not(isNonFinite(column)), scale === 'log' ? moreThan(column, 0) : undefined)
  const questions = Array.from({ length: last + 1 }, (_, bin) => {
    const lower = bin === 0 ? undefined : atLeast(column, edges[bin] ?? 0)
    const upper = bin === last ? undefined : lessThan(column, edges[bin + 1] ?? 0)
    return [`bin${bin}`, ask.countIf(and(isCounted, lower, upper))] as const
  })
  const answers = await answer({ zeros: ask.countIf(equal(column, 0)), ...Object.fromEntries(questions) })
  const counts = answers as Readonly<Record<string, number>>
  return { zeros: answers.zeros, counts: questions.map(([key]) => counts[key] ?? 0) }
}
