import { plural } from '../src/core/format.ts'
import type { Outcome, Result } from '../src/core/result.ts'
import { comparisonText } from './text/comparison.ts'
import { sentence } from './text/display.ts'
import { evidenceOf, evidenceText } from './text/evidence.ts'
import { findingsOf, isBlocking } from './text/findings.ts'
import { headline, verdictOf } from './text/headline.ts'

/** GitHub shows ten errors and ten warnings of a step; the tenth says how many more there are. */
const shownPerLevel = 9

type Level = 'error' | 'warning' | 'notice'

/**
 * The findings as workflow commands, which GitHub shows beside the line of the suite that states the expectation:
 * the worst nine errors and nine warnings, and a line with the verdict.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithubAnnotations(result: Result): string {
  const findings = findingsOf(result)
  const errors = findings.filter(finding => isBlocking(finding, result))
  const warnings = findings.filter(finding => !isBlocking(finding, result))
  const stopped = result.verdict === 'interrupted' || result.verdict === 'nothing-checked'
  // A verdict that follows from no expectation has to be an error itself.
  const said = [verdictOf(result), comparisonText(result)].filter(text => text !== undefined).join('\n')
  const verdict = command(stopped ? 'error' : 'notice', { title: 'mlcheck' }, said)
  return [...annotations('error', errors), ...annotations('warning', warnings), verdict].join('')
}

function annotations(level: Level, findings: readonly Outcome[]): readonly string[] {
  const shown = findings.length <= shownPerLevel + 1 ? findings : findings.slice(0, shownPerLevel)
  const rest = findings.length - shown.length
  const more = `${plural(rest, `more ${level}`)}; the job summary lists them.`
  return [
    ...shown.map(finding => annotation(level, finding)),
    ...(rest === 0 ? [] : [command(level, { title: 'mlcheck' }, more)]),
  ]
}

function annotation(level: Level, outcome: Outcome): string {
  const { file, line, column } = outcome.origin ?? {}
  const body = evidenceOf(outcome)
    .filter(({ kind }) => kind !== 'origin')
    .map(evidenceText)
  const properties = { file: file && sentence(file), line, col: column, title: sentence(outcome.id) }
  return command(level, properties, [headline(outcome), ...body].join('\n'))
}

function command(
  level: Level,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const pairs = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  )
  return `::${level} ${pairs.join(',')}::${escapeData(message)}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
