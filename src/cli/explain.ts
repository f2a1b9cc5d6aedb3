import type { Relation } from '../core/engine.ts'
import type { Expr } from '../core/expr.ts'
import { plural } from '../core/format.ts'
import { type ValueDisplay, withoutSecrets } from '../core/masking.ts'
import type { Aggregate, Metric, PairMetric } from '../core/metric.ts'
import { planFor, type RolePlan } from '../core/plan.ts'
import { restrictedTo } from '../core/restrict.ts'
import { expectedText } from '../run/cells.ts'
import { expandChecks, obstacleOf, targetOf } from '../run/expand.ts'
import type { SuiteCheck } from '../run/outcome.ts'
import type { Datasets } from '../run/session.ts'

interface Explained {
  readonly checks: readonly SuiteCheck[]
  readonly data: Datasets
  readonly selected: (check: SuiteCheck) => boolean
  /** Their questions are known only when they run. */
  readonly testFiles: readonly string[]
  /** How cells are shown that stand in derived checks and in SQL. */
  readonly display: ValueDisplay
}

/** The plan of a run as text: checks, metrics, scans and SQL. Reads nothing and judges nothing. */
export function explainPlan(explained: Explained): string {
  const { checks, data, selected, testFiles, display } = explained
  const expanded = expandChecks(checks, data).filter(selected)
  const metrics = expanded.flatMap(check => metricsOf(check, data))
  const plan = planFor(metrics)
  const lines = [
    `${plural(expanded.length, 'check')}, ${plural(distinctCount(metrics), 'metric')}.`,
    ...expanded.map(check => `  ${check.id}: ${checkText(check, explained)}`),
    ...testFiles.map(file => `  ${file}: its tests ask while they run`),
    ...(data.sample ? roleLines('Sample', data.sample, plan.sample) : []),
    ...(data.reference ? roleLines('Reference', data.reference, plan.reference) : []),
    ...pairLines(plan.pairs),
  ]
  const text = `${lines.join('\n')}\n`
  return display === 'full' ? text : withoutSecrets(text)
}

/** Values of one column after the other are compared, and of some columns several features; rows are matched. */
function pairLines(pairs: readonly PairMetric[]): readonly string[] {
  const compared = pairs.filter(pair => pair.kind !== 'overlap')
  const matched = pairs.filter(pair => pair.kind === 'overlap')
  const columns = [...new Set(compared.flatMap(({ of }) => columnsIn(of)))]
  const asked = compared.length === columns.length ? '' : ` in ${plural(compared.length, 'scan')}`
  const keys = matched.map(({ columns }) => (columns.length > 0 ? columns.join(' and ') : 'all columns'))
  return [
    ...(pairs.length > 0 ? [''] : []),
    ...(compared.length > 0
      ? [
          `Values of ${plural(columns.length, 'column')} of both, one at a time${asked}: ${columns.join(', ')}.`,
        ]
      : []),
    ...(matched.length > 0 ? [`Rows of both, matched by ${keys.join('; ')}.`] : []),
  ]
}

function metricsOf(check: SuiteCheck, data: Datasets): readonly Metric[] {
  if (obstacleOf(check, data) !== undefined) return []
  return Object.values(restrictedTo(check.where, check.expectation.metrics(targetOf(check), check.params)))
}

function checkText(check: SuiteCheck, { data, display }: Explained): string {
  const obstacle = obstacleOf(check, data)
  if (obstacle !== undefined) return `cannot be evaluated. ${obstacle}`
  return expectedText(check, display)
}

function distinctCount(metrics: readonly Metric[]): number {
  const { sample, reference, pairs } = planFor(metrics)
  const perRole = [sample, reference].flatMap(role => [
    role.aggregates,
    role.frequencies,
    role.duplicates,
    role.queries,
    role.rows,
  ])
  return perRole.reduce((sum, list) => sum + list.length, pairs.length)
}

function roleLines(title: string, relation: Relation, plan: RolePlan): readonly string[] {
  const statements = relation.explain(plan.aggregates)
  const groupings = [...plan.frequencies, ...plan.duplicates, ...plan.rows]
  const parts = [
    `${plural(plan.aggregates.length, 'aggregate')} in ${plural(statements.length, 'scan')}`,
    ...(groupings.length > 0 ? [plural(groupings.length, 'grouping')] : []),
    ...(plan.queries.length > 0 ? [plural(plan.queries.length, 'query', 'queries')] : []),
  ]
  return [
    '',
    `${title}: ${relation.info.label}, ${plural(relation.info.rows, 'row')}. ${parts.join(', ')}.`,
    ...aggregateLines(plan.aggregates),
    ...groupings.map(({ kind, columns }) => `  ${kind} of ${columns.join(', ')}`),
    ...[...statements, ...plan.queries.map(({ sql }) => sql)].map(sql => `\n${sql};`),
  ]
}

/** A line for each kind of aggregate, with the columns that it is asked of. */
function aggregateLines(aggregates: readonly Aggregate[]): readonly string[] {
  const columns = new Map<string, Set<string>>()
  for (const { name, of } of aggregates) {
    const asked = columns.get(name) ?? new Set()
    for (const column of columnsIn(of)) asked.add(column)
    columns.set(name, asked)
  }
  return [...columns].map(
    ([name, asked]) => `  ${name}${asked.size > 0 ? ` of ${[...asked].join(', ')}` : ''}`,
  )
}

function columnsIn(expr: Expr | undefined): readonly string[] {
  if (expr === undefined || 'literal' in expr) return []
  return 'column' in expr ? [expr.column] : expr.args.flatMap(columnsIn)
}
