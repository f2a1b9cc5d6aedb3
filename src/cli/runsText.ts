import { formatBytes, formatNumber } from '../core/format.ts'
import type { Lineage, Metric, Run, RunFile } from '../core/tracking.ts'
import type { Json } from '../core/value.ts'
import { type Difference, type RunDifference, type RunRecord, summaryOf, versionText } from '../run/runs.ts'
import { minute, printable, table } from './table.ts'

/** So many characters of an id tell it from others. */
const idLength = 8

export function shortId(id: string): string {
  return id.slice(0, idLength)
}

/** A line per run. */
export function runsTable(runs: readonly Run[]): string {
  const rows = runs.map(run => [
    shortId(run.id),
    printable(run.project),
    printable(run.group),
    printable(run.name),
    stateText(run),
    minute(run.startedAt),
    tookText(run),
    run.commit?.slice(0, idLength) ?? '',
  ])
  return table(['RUN', 'PROJECT', 'GROUP', 'NAME', 'STATE', 'STARTED (UTC)', 'TOOK', 'COMMIT'], rows)
}

/** Everything about one run, in parts. */
export function runPage(record: RunRecord, metrics: readonly Metric[], files: readonly RunFile[]): string {
  const { run, steps, lineage } = record
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['run', run.id],
    ['name', `${run.name} (${run.jobType})`],
    ['project', `${run.project}, group ${run.group}`],
    ['state', `${stateText(run)}${run.failure === undefined ? '' : `: ${run.failure}`}`],
    ['started', `${minute(run.startedAt)} UTC, took ${tookText(run) || 'unknown'}`],
    ['command', run.command.join(' ')],
    ['commit', run.commit],
    ['part of', run.parent],
    ['same as', run.cachedFrom],
  ]
  const width = Math.max(...facts.map(([name]) => name.length))
  const head = facts
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => `${name.padEnd(width)}  ${printable(value)}\n`)
  return [
    head.join(''),
    part('steps', steps.length === 0 ? '' : stepsTable(steps, lineage)),
    part('artifacts', steps.length > 0 ? '' : edgesText(lineage)),
    part('numbers', metrics.length > 0 ? metricsTable(metrics) : factsText(summaryOf(record))),
    part('files', files.map(({ path, size }) => `${printable(path)}  ${formatBytes(size)}\n`).join('')),
    part('config', `${JSON.stringify(run.config, null, 2)}\n`),
  ].join('')
}

function part(title: string, text: string): string {
  if (text === '') return ''
  const lines = text.trimEnd().split('\n')
  return `\n${title}\n${lines.map(line => `  ${line}`.trimEnd()).join('\n')}\n`
}

function stepsTable(steps: readonly Run[], lineage: readonly Lineage[]): string {
  const rows = steps.map(step => {
    const own = lineage.filter(({ run }) => run === step.id)
    const of = (role: Lineage['role']) =>
      own.flatMap(edge => (edge.role === role ? printable(`${edge.name}:${edge.version}`) : [])).join(', ')
    return [
      printable(step.name),
      shortId(step.id),
      stateText(step),
      tookText(step),
      of('used'),
      of('produced'),
    ]
  })
  return table(['STEP', 'RUN', 'STATE', 'TOOK', 'TOOK IN', 'MADE'], rows)
}

function edgesText(lineage: readonly Lineage[]): string {
  return lineage
    .map(
      edge =>
        `${edge.role === 'used' ? 'took' : 'made'}  ${printable(`${edge.port} ${versionText(edge)}`)}\n`,
    )
    .join('')
}

/** A line per metric: its last value and, where it has a course, the range and the number of steps. */
function metricsTable(metrics: readonly Metric[]): string {
  const byKey = new Map<string, Metric[]>()
  for (const metric of metrics) byKey.set(metric.key, [...(byKey.get(metric.key) ?? []), metric])
  const rows = [...byKey].map(([key, all]) => {
    const values = all.map(({ value }) => value).filter(Number.isFinite)
    const range =
      all.length > 1 && values.length > 0
        ? `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))} in ${all.length} steps`
        : ''
    return [printable(key), formatNumber(all.at(-1)?.value ?? Number.NaN), range]
  })
  return table(['METRIC', 'LAST', 'RANGE'], rows)
}

function factsText(facts: ReadonlyMap<string, Json>): string {
  return [...facts].map(([key, value]) => `${printable(key)}  ${shown(value)}\n`).join('')
}

/** What two runs have not in common, in tables. */
export function differenceTable(before: Run, after: Run, difference: RunDifference): string {
  const head = ['', shortId(before.id), shortId(after.id)]
  const parts = Object.entries(difference).flatMap(([name, differences]: [string, readonly Difference[]]) => {
    if (differences.length === 0) return []
    const rows = differences.map(({ key, before: one, after: other }) => [
      printable(key),
      shown(one),
      `${shown(other)}${changeText(one, other)}`,
    ])
    return [`${name}\n${table(head, rows)}`]
  })
  return parts.length === 0 ? 'The two runs do not differ.\n' : parts.join('\n')
}

function changeText(before: Json | undefined, after: Json | undefined): string {
  if (typeof before !== 'number' || typeof after !== 'number') return ''
  const change = after - before
  return ` (${change > 0 ? '+' : ''}${formatNumber(Number(change.toPrecision(6)))})`
}

function shown(value: Json | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return formatNumber(value)
  return printable(typeof value === 'string' ? value : JSON.stringify(value))
}

function stateText({ state, cachedFrom }: Run): string {
  return cachedFrom === undefined ? state : 'cached'
}

function tookText({ startedAt, endedAt, cachedFrom }: Run): string {
  if (endedAt === undefined || cachedFrom !== undefined) return ''
  return `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`
}
