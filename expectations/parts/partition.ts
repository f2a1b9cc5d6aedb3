import { z } from 'zod'
import {
  and,
  atLeast,
  atMost,
  type Expr,
  isNonFinite,
  lessThan,
  moreThan,
  not,
  value,
} from '../../src/core/expr.ts'
import { type AggregateMetric, of } from '../../src/core/metric.ts'
import { cell } from './values.ts'

const weights = z.array(z.number().min(0)).min(1).max(500)

/** Weights of values. */
export const categories = z
  .strictObject({ values: z.array(cell).min(1), weights })
  .refine(({ values, weights }) => values.length === weights.length, {
    error: 'expected one weight for each value',
  })

/** Weights of intervals of numbers. */
export const intervals = z
  .strictObject({
    bins: z.array(z.number().nullable()).min(2),
    weights,
    tailWeights: z.tuple([z.number().min(0), z.number().min(0)]).optional(),
  })
  .superRefine(({ bins, weights, tailWeights }, context) => {
    if (bins.length !== weights.length + 1) context.addIssue('expected one bin more than weights')
    if (bins.slice(1, -1).includes(null)) context.addIssue('expected open bins at the ends only')
    const closed = bins.filter(bin => bin !== null)
    if (closed.some((bin, index) => index > 0 && bin <= (closed[index - 1] ?? bin)))
      context.addIssue('expected ascending bins')
    if (tailWeights && closed.length < bins.length)
      context.addIssue('tailWeights belong to bins that are closed at both ends')
  })

/** A distribution: weights of values, or of intervals of numbers. */
export const partition = z.union([categories, intervals]).meta({
  title: 'distribution',
  description:
    '`{ values, weights }`, or `{ bins, weights }` with the bounds of intervals: a bound belongs to the interval above it, the last one to the one below. A null at either end of `bins` is infinite; `tailWeights` are those below and above all bins.',
})

export type Partition = z.infer<typeof partition>
export type Intervals = z.infer<typeof intervals>

/** What is kept back from the expected weights for what they do not mention. */
export interface Holdouts {
  readonly tailHoldout: number
  readonly internalHoldout: number
}

/** A distribution of numbers in cells: a tail, intervals, a tail. */
export interface Cells {
  readonly bins: readonly number[]
  readonly weights: readonly number[]
  readonly tails: readonly [number, number]
}

/** How many finite numbers are in each cell, from below the first bound to above the last. */
export function cellCounts(
  column: string,
  { bins }: Intervals,
): Readonly<Record<`cell${number}`, AggregateMetric<number>>> {
  const bounds = bins.filter(bin => bin !== null)
  const cells = Array.from({ length: bounds.length + 1 }, (_, place) => [
    `cell${place}`,
    of('sample').countIf(and(not(isNonFinite(value(column))), isInCell(value(column), place, bounds))),
  ])
  return Object.fromEntries(cells)
}

function isInCell(of: Expr, place: number, bounds: readonly number[]): Expr {
  const [from, to] = [bounds[place - 1], bounds[place]]
  const isLast = place === bounds.length - 1
  return and(
    from === undefined ? undefined : place === bounds.length ? moreThan(of, from) : atLeast(of, from),
    to === undefined ? undefined : isLast && place > 0 ? atMost(of, to) : lessThan(of, to),
  )
}

/** The observed shares in cells. */
export function observedCells(counts: readonly number[], { bins }: Intervals): Cells {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const shares = counts.map(count => count / total)
  return {
    bins: bins.filter(bin => bin !== null),
    weights: shares.slice(1, -1),
    tails: [shares[0] ?? 0, shares.at(-1) ?? 0],
  }
}

/** The expected shares in cells, with what is held back for tails and for intervals of weight 0. */
export function expectedCells({ bins, weights, tailWeights }: Intervals, holdouts: Holdouts): Cells {
  const { tailHoldout, internalHoldout } = holdouts
  const empty = weights.filter(weight => weight === 0).length
  const held = weights.map(weight =>
    weight === 0 && empty > 0 ? internalHoldout / empty : weight * (1 - tailHoldout - internalHoldout),
  )
  const [isOpenBelow, isOpenAbove] = [bins[0] === null, bins.at(-1) === null]
  const tail = isOpenBelow || isOpenAbove ? tailHoldout : tailHoldout / 2
  const [below = tail, above = tail] = tailWeights ?? []
  return {
    bins: bins.filter(bin => bin !== null),
    weights: held.slice(isOpenBelow ? 1 : 0, isOpenAbove ? -1 : undefined),
    tails: [isOpenBelow ? (held[0] ?? 0) : below, isOpenAbove ? (held.at(-1) ?? 0) : above],
  }
}

/**
 * A partition of Great Expectations, in which infinite bounds are numbers.
 *
 * @throws RangeError when its weights do not add up to 1, as they have to there
 */
export function gxPartition(object: unknown): unknown {
  if (typeof object !== 'object' || object === null) return object
  const { bins, tail_weights, ...rest } = object as Readonly<Record<string, unknown>>
  const weights = [rest.weights, tail_weights ?? []].flat().filter(weight => typeof weight === 'number')
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(Math.abs(whole - 1) <= 1e-5)) throw new RangeError(`The weights add up to ${whole}, not to 1.`)
  return {
    ...rest,
    ...(Array.isArray(bins) && { bins: bins.map(bin => (isInfinite(bin) ? null : bin)) }),
    ...(tail_weights !== undefined && { tailWeights: tail_weights }),
  }
}

function isInfinite(bin: unknown): boolean {
  return (
    bin === Infinity || bin === -Infinity || (typeof bin === 'string' && /^[-+]?\.?inf(inity)?$/i.test(bin))
  )
}
