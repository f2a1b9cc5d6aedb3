import { z } from 'zod'
import { and, call, type Expr, isNonFinite, isNull, not, value, when } from '../../src/core/expr.ts'
import { of, type Role } from '../../src/core/metric.ts'

/** Pearson's correlation is that of the values, Spearman's that of their ranks, in which only their order counts. */
const correlationMethods = ['pearson', 'spearman'] as const
export type CorrelationMethod = (typeof correlationMethods)[number]

/** The parameter that chooses one. */
export const correlationMethod = z
  .enum(correlationMethods)
  .default('pearson')
  .describe('`pearson` for how close to a line the values are, `spearman` for how alike their order is.')

/** Over the rows in which both columns have a finite value, each less its mean. */
interface Moments {
  readonly pairs: number
  /** Mean products: of both columns, and of each with itself. Null without a pair. */
  readonly product: number | null
  readonly one: number | null
  readonly other: number | null
}

/** What to ask for the correlation of two columns, of a dataset. */
export function correlationMetrics(
  role: Role,
  [one = '', other = '']: readonly string[],
  method: CorrelationMethod,
) {
  const isPair = and(...[one, other].map(value).map(hasValue))
  const [a, b] = [one, other].map(column => centred[method](when(isPair, value(column)))) as [Expr, Expr]
  const mean = (x: Expr, y: Expr) => of(role).mean(call('multiply', x, y))
  return { pairs: of(role).countIf(isPair), product: mean(a, b), one: mean(a, a), other: mean(b, b) }
}

/** The correlation, −1 to 1; null where there is none. */
export function correlationOf({ pairs, product, one, other }: Moments): number | null {
  if (product === null) return null
  const scale = Math.sqrt(one ?? 0) * Math.sqrt(other ?? 0)
  if (scale === 0 || pairs < 2) return null
  return Math.max(-1, Math.min(1, product / scale))
}

/** `correlation`, or `rank correlation`. */
export function correlationName(method: CorrelationMethod): string {
  return method === 'pearson' ? 'correlation' : 'rank correlation'
}

const centred: Readonly<Record<CorrelationMethod, (of: Expr) => Expr>> = {
  pearson: of => call('subtract', of, call('overallMean', of)),
  spearman: of => call('centredRank', of),
}

function hasValue(of: Expr): Expr {
  return and(not(isNull(of)), not(isNonFinite(of)))
}
