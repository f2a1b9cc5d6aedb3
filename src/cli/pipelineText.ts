import { display } from '../../reports/text/display.ts'
import { UserError } from '../core/errors.ts'
import { formatList, plural } from '../core/format.ts'
import type { StepOutcome } from '../run/pipeline/pipeline.ts'
import type { Step } from './pipelineSteps.ts'
import type { StepMade } from './stepMade.ts'
import { minute, printable } from './table.ts'

export type Outcome = StepOutcome<Step, StepMade>

const words: Readonly<Record<Outcome['state'], string>> = {
  done: 'done',
  cached: 'cached',
  closed: 'failed',
  failed: 'failed',
  stopped: 'stopped',
  planned: 'to run',
}

/**
 * What became of a step, on one line, and below it why where it did not end well.
 *
 * @param width of the longest name of a step
 * @param report where the report of a check is
 */
export function outcomeText(outcome: Outcome, width: number, report?: string): string {
  const { step, state } = outcome
  const time = 'made' in outcome ? secondsOf(outcome.made) : ''
  const head = `${step.name.padEnd(width)}  ${words[state].padEnd(7)}  ${time.padStart(8)}`
  const lines = [
    `${head}  ${summaryOf(outcome)}`.trimEnd(),
    ...details(outcome),
    ...reportLine(outcome, report),
  ]
  return `${lines[0]}\n${lines
    .slice(1)
    .map(line => `${' '.repeat(width + 2)}${line}\n`)
    .join('')}`
}

function secondsOf({ milliseconds }: StepMade): string {
  return milliseconds === undefined ? '' : `${(milliseconds / 1000).toFixed(1)} s`
}

function summaryOf(outcome: Outcome): string {
  if (outcome.state === 'stopped') return `${outcome.by} did not end well`
  if (outcome.state === 'failed') return printable(firstLine(outcome.error))
  if (outcome.state === 'planned') return ''
  if (outcome.state === 'closed') return printable(outcome.made.closed ?? '')
  const { outputs, cachedAt } = outcome.made
  const names = [...outputs.values()].map(({ name, version }) => printable(`${name}:${version}`))
  return `${formatList(names)}${cachedAt === undefined ? '' : `  of ${minute(cachedAt)}`}`
}

const mostChecks = 10

function details(outcome: Outcome): readonly string[] {
  if (outcome.state === 'closed') {
    const { unmet } = outcome.made
    if (unmet.length === 1) return []
    const shown = unmet.slice(0, mostChecks).map(({ name, found }) => printable(`${name}: ${found}`))
    const rest = unmet.length - shown.length
    return rest > 0 ? [...shown, `and ${rest} more`] : shown
  }
  if (outcome.state !== 'failed') return []
  const { error } = outcome
  const more = messageLines(error).slice(1)
  const hint = error instanceof UserError && error.hint !== undefined ? [`hint: ${error.hint}`] : []
  return [...more, ...hint].map(line => display(line.trim(), 400))
}

function reportLine({ state, step }: Outcome, report: string | undefined): readonly string[] {
  if (report !== undefined) return [`report: ${report}`]
  const keeps = step.outputs.some(({ port }) => port === 'report')
  const could = Object.hasOwn(step.stage.outputs, 'report')
  return state === 'closed' && could && !keeps
    ? ['hint: The step keeps its report with outputs: { report: NAME }.']
    : []
}

function messageLines(error: unknown): readonly string[] {
  if (error instanceof UserError) return error.message.split('\n')
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n')
}

function firstLine(error: unknown): string {
  return messageLines(error)[0] ?? ''
}

/** How a run ended, on one line. */
export function runText(
  { id, project, isDry }: { readonly id: string; readonly project: string; readonly isDry: boolean },
  outcomes: readonly Outcome[],
): string {
  const states = [...new Set(outcomes.map(({ state }) => words[state]))]
  const told = formatList(
    states.map(word => `${outcomes.filter(({ state }) => words[state] === word).length} ${word}`),
  )
  if (isDry) return `${plural(outcomes.length, 'step')}: ${told}\n`
  const moved = endedWell(outcomes) ? '' : ' latest and all other aliases stay where they were.'
  return `Run ${id.slice(0, 8)} of ${printable(project)}: ${told}.${moved}\n`
}

/** Whether nothing failed. */
export function endedWell(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ state }) => state === 'done' || state === 'cached' || state === 'planned')
}
