import { formatNumber } from '../core/format.ts'
import type { Json } from '../core/value.ts'
import type { Ran } from './pipelineRun.ts'
import { printable, table } from './table.ts'

/** The runs of a sweep below each other: what differs between them, and the numbers they came to. */
export function sweepText(ran: readonly Ran[], best?: Ran): string {
  const keys = differingKeys(ran)
  const summaries = ran.map(summaryOf)
  const metrics = [...new Set(summaries.flatMap(summary => Object.keys(summary)))]
  const varying = metrics.filter(name => new Set(summaries.map(summary => summary[name])).size > 1)
  const rows = ran.map((run, index) => [
    `${run.job?.number ?? index}${run === best ? ' *' : ''}`,
    run.id.slice(0, 8),
    run.code === 0 ? 'finished' : 'failed',
    ...keys.map(key => printable(overrideOf(run, key))),
    ...varying.map(name => shown(summaries[index]?.[name])),
  ])
  return `\n${table(['job', 'run', 'state', ...shortNames(keys).map(printable), ...varying.map(printable)], rows)}`
}

/** The keys of overrides whose values are not the same in all runs. */
export function differingKeys(ran: readonly Ran[]): readonly string[] {
  const keys = ran.flatMap(({ overrides }) => overrides.map(keyOf))
  return [...new Set(keys)].filter(key => new Set(ran.map(run => overrideOf(run, key))).size > 1)
}

/** The last parts of dotted keys, as many as tell them from each other. */
export function shortNames(keys: readonly string[]): readonly string[] {
  const ending = (key: string, parts: number) => key.split('.').slice(-parts).join('.')
  return keys.map(key => {
    let parts = 1
    while (
      parts < key.split('.').length &&
      keys.some(other => other !== key && ending(other, parts) === ending(key, parts))
    )
      parts++
    return ending(key, parts)
  })
}

function keyOf(override: string): string {
  return override.split('=')[0] ?? ''
}

/** The value that a run gives a key, as it is written; empty where it gives none. */
export function overrideOf({ overrides }: Ran, key: string): string {
  const override = overrides.find(each => keyOf(each) === key)
  return override?.slice(key.length + 1) ?? ''
}

/** The numbers of all steps as `step.metric`. */
export function summaryOf({ outcomes }: Ran): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    outcomes.flatMap(outcome =>
      'made' in outcome
        ? Object.entries(outcome.made.summary).map(([name, value]) => [`${outcome.step.name}.${name}`, value])
        : [],
    ),
  )
}

function shown(value: Json | undefined): string {
  if (typeof value === 'number') return formatNumber(value)
  return value === undefined || value === null ? '' : printable(String(value))
}
