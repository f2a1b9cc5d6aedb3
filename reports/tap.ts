import { isFinding, type Outcome, type Result } from '../src/core/result.ts'
import { sentence } from './text/display.ts'
import { evidenceOf, evidenceText } from './text/evidence.ts'
import { isBlocking } from './text/findings.ts'
import { headline, verdictOf } from './text/headline.ts'

/**
 * The result as TAP 14, for harnesses that read test lines. Warnings that do not fail the run are `ok` with their
 * finding as a comment; a run without a verdict bails out.
 *
 * @see https://testanything.org/tap-version-14-specification.html
 */
export function renderTap(result: Result): string {
  const { outcomes, verdict } = result
  const lines = [
    'TAP version 14',
    `1..${outcomes.length}`,
    ...outcomes.flatMap((outcome, index) => linesOf(outcome, index + 1, result)),
    ...(verdict === 'nothing-checked' || verdict === 'interrupted' ? [`Bail out! ${verdictOf(result)}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function linesOf(outcome: Outcome, number: number, result: Result): readonly string[] {
  const state = isBlocking(outcome, result) ? 'not ok' : 'ok'
  const name = escaped(`${sentence(outcome.id)}: ${headline(outcome)}`)
  const skipped = outcome.status === 'skipped' ? ' # SKIP' : ''
  const details = isFinding(outcome) ? evidenceOf(outcome).map(evidenceText) : []
  return [`${state} ${number} - ${name}${skipped}`, ...details.map(text => `# ${text.trim()}`)]
}

/** A `#` would begin a directive. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#')
}
