import type { Relation } from '../core/engine.ts'
import { formatCount, plural } from '../core/format.ts'
import type { Metric } from '../core/metric.ts'
import { planFor, type RolePlan } from '../core/plan.ts'
import type { Suite } from '../core/suite.ts'
import { expandChecks } from '../run/expand.ts'
import { targetOf } from '../run/outcome.ts'
import type { Datasets } from '../run/session.ts'

/** The plan of a run as text: checks, metrics, scans and SQL. Reads nothing. */
export function explainPlan(suites: readonly Suite[], data: Datasets): string {
  const checks = expandChecks(
    suites.flatMap(suite => suite.checks),
    data,
  )
  const metrics = checks.flatMap(check =>
    Object.values(check.expectation.metrics(targetOf(check), check.params)),
  )
  const plan = planFor(metrics)
  const lines = [
    `${plural(checks.length, 'check')} ask for ${plural(metrics.length, 'metric')}, ${formatCount(distinctCount(metrics))} of them distinct.`,
    ...checks.map(check => `  ${check.id}: ${check.expectation.expected(targetOf(check), check.params)}`),
    ...(data.sample ? roleLines('Sample', data.sample, plan.sample) : []),
    ...(data.reference ? roleLines('Reference', data.reference, plan.reference) : []),
    ...(plan.ranks.length > 0
      ? [
          '',
          `Ranks of ${plural(plan.ranks.length, 'column')} of both, one at a time: ${plan.ranks.map(({ column }) => column).join(', ')}.`,
        ]
      : []),
  ]
  return `${lines.join('\n')}\n`
}

function distinctCount(metrics: readonly Metric[]): number {
  const { sample, reference, ranks } = planFor(metrics)
  const perRole = [sample, reference].flatMap(role => [role.aggregates, role.frequencies, role.duplicates])
  return perRole.reduce((sum, list) => sum + list.length, ranks.length)
}

function roleLines(title: string, relation: Relation, plan: RolePlan): readonly string[] {
  const statements = relation.explain(plan.aggregates)
  const groupings = [...plan.frequencies, ...plan.duplicates].map(
    ({ kind, columns }) => `${kind} of ${columns.join(', ')}`,
  )
  return [
    '',
    `${title}: ${relation.info.label}, ${plural(relation.info.rows, 'row')}. ${plural(plan.aggregates.length, 'aggregate')} in ${plural(statements.length, 'scan')}${groupings.length > 0 ? `, ${plural(groupings.length, 'grouping')}` : ''}.`,
    ...groupings.map(grouping => `  ${grouping}`),
    ...statements.map(sql => `\n${sql};`),
  ]
}
