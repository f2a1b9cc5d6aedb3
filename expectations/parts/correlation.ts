import { and, call, type Expr, isNonFinite, isNull, not, value, when } from '../../src/core/expr.ts'
import { of, type Role } from '../../src/core/metric.ts'

interface Moments {
  /** Rows in which both columns have a finite value. */
  readonly pairs: number
  /** The mean product of both, each in standard deviations (n − 1) from its mean; null where one does not vary. */
  readonly product: number | null
}

/** What to ask for the correlation of two columns, of a dataset. */
export function correlationMetrics(role: Role, [one = '', other = '']: readonly string[]) {
  const isPair = and(...[one, other].map(value).map(hasValue))
  const standardised = [one, other].map(column => standardise(when(isPair, value(column))))
  return {
    pairs: of(role).countIf(isPair),
    product: of(role).mean(call('multiply', ...standardised)),
  }
}

/** Pearson's correlation, −1 to 1; null where there is none. */
export function correlationOf({ pairs, product }: Moments): number | null {
  if (product === null || pairs < 2) return null
  return Math.max(-1, Math.min(1, (product * pairs) / (pairs - 1)))
}

function hasValue(of: Expr): Expr {
  return and(not(isNull(of)), not(isNonFinite(of)))
}

function standardise(of: Expr): Expr {
  return call('divide', call('subtract', of, call('overallMean', of)), call('overallStdev', of))
}
