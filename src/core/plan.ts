import type {
  Aggregate,
  DuplicatesMetric,
  FrequenciesMetric,
  Metric,
  PairMetric,
  QueryMetric,
  Role,
  RowsMetric,
} from './metric.ts'
import { isPairMetric, metricKey } from './metric.ts'

/** What is to be asked of one dataset: all aggregates together, and what cannot be fused with them. */
export interface RolePlan {
  readonly aggregates: readonly Aggregate[]
  readonly frequencies: readonly FrequenciesMetric[]
  readonly duplicates: readonly DuplicatesMetric[]
  readonly queries: readonly QueryMetric[]
  readonly rows: readonly RowsMetric[]
}

/** All questions of a run, each once. */
export interface Plan {
  readonly sample: RolePlan
  readonly reference: RolePlan
  readonly pairs: readonly PairMetric[]
}

/** Sorts metrics by the dataset and the kind of scan they need; metrics asked twice are planned once. */
export function planFor(metrics: readonly Metric[]): Plan {
  const distinct = [...new Map(metrics.map(metric => [metricKey(metric), metric])).values()]
  return {
    sample: rolePlan(distinct, 'sample'),
    reference: rolePlan(distinct, 'reference'),
    pairs: distinct.filter(isPairMetric),
  }
}

function rolePlan(metrics: readonly Metric[], role: Role): RolePlan {
  const own = metrics.filter(metric => !isPairMetric(metric)).filter(metric => metric.role === role)
  return {
    aggregates: own.filter(metric => metric.kind === 'aggregate').map(metric => metric.aggregate),
    frequencies: own.filter(metric => metric.kind === 'frequencies'),
    duplicates: own.filter(metric => metric.kind === 'duplicates'),
    queries: own.filter(metric => metric.kind === 'query'),
    rows: own.filter(metric => metric.kind === 'rows'),
  }
}
