import type { RowSelection } from './engine.ts'
import { and, type Expr, isNull, not, or, overRows, value, when } from './expr.ts'
import { isPairMetric, type Metric, type Metrics, type OverlapRequest } from './metric.ts'
import type { Region } from './test.ts'

/** The same questions about only those rows where a condition is true; in both datasets, where both are asked. */
export function restrictedTo<M extends Metrics>(condition: Expr | undefined, metrics: M): M {
  if (condition === undefined) return metrics
  const entries = Object.entries(metrics).map(([name, metric]) => [name, restricted(metric, condition)])
  return Object.fromEntries(entries) as M
}

/** The same selection among only those rows where a condition is true. */
export function restrictedSelection(condition: Expr | undefined, selection: RowSelection): RowSelection {
  if (condition === undefined) return selection
  if ('overlap' in selection)
    return { ...selection, overlap: restrictedOverlap(selection.overlap, condition) }
  if ('duplicatesOf' in selection) {
    const { where = anyValue(selection.duplicatesOf) } = selection
    return { ...selection, where: and(condition, where) }
  }
  return { where: and(condition, within(selection.where, condition)) }
}

/** The same part of the data among only those rows where a condition is true. */
export function restrictedRegion(condition: Expr | undefined, region: Region): Region {
  if (condition === undefined) return region
  return { ...region, among: and(condition, region.among), where: and(condition, region.where) }
}

/** True where at least one of the columns is not null. */
function anyValue(columns: readonly string[]): Expr {
  return or(...columns.map(column => not(isNull(value(column)))))
}

function restricted(metric: Metric, condition: Expr): Metric {
  if (metric.kind === 'schema' || metric.kind === 'past') return metric
  if (metric.kind === 'overlap') return restrictedOverlap(metric, condition)
  if (isPairMetric(metric)) return { ...metric, of: when(condition, within(metric.of, condition)) }
  if (metric.kind === 'aggregate') {
    const { of, where } = metric.aggregate
    const aggregate = {
      ...metric.aggregate,
      ...(of && { of: within(of, condition) }),
      where: and(condition, where && within(where, condition)),
    }
    return { ...metric, aggregate }
  }
  if (metric.kind === 'duplicates')
    return { ...metric, where: and(condition, metric.where ?? anyValue(metric.columns)) }
  return { ...metric, where: and(condition, metric.where) }
}

function restrictedOverlap<T extends OverlapRequest>(request: T, condition: Expr): T {
  const { where, referenceWhere } = request
  const others = referenceWhere && { referenceWhere: and(condition, referenceWhere) }
  return { ...request, where: and(condition, where), ...others }
}

/** What an expression says of all rows or of the row above, it then says of those that are left. */
function within(expr: Expr, condition: Expr): Expr {
  if (!('call' in expr)) return expr
  const args = expr.args.map(arg => within(arg, condition))
  const [first, ...others] = args
  if (first === undefined || !overRows.includes(expr.call)) return { ...expr, args }
  return { ...expr, args: [when(condition, first), ...others] }
}
