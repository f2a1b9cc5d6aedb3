import { formatCount, plural } from '../../src/core/format.ts'
import { isFinding, type Outcome, type OutcomeStatus, type Result } from '../../src/core/result.ts'
import { sentence } from './display.ts'

/** How one state is shown: never by colour alone, always with its word. */
export interface State {
  readonly name: OutcomeStatus | 'warning'
  readonly glyph: string
  /** The glyph for terminals without Unicode. */
  readonly ascii: string
  readonly word: string
}

const states: Readonly<Record<State['name'], State>> = {
  passed: { name: 'passed', glyph: '✓', ascii: 'ok', word: 'passed' },
  failed: { name: 'failed', glyph: '✕', ascii: 'x', word: 'failed' },
  warning: { name: 'warning', glyph: '!', ascii: '!', word: 'warning' },
  errored: { name: 'errored', glyph: '⊗', ascii: 'E', word: 'could not be evaluated' },
  inconclusive: { name: 'inconclusive', glyph: '?', ascii: '?', word: 'inconclusive' },
  vacuous: { name: 'vacuous', glyph: '∅', ascii: '0', word: 'nothing to check' },
  skipped: { name: 'skipped', glyph: '○', ascii: '-', word: 'skipped' },
}

/** The state of an outcome; a failed expectation of severity `warning` is a warning. */
export function stateOf(outcome: Outcome): State {
  const warns = outcome.status === 'failed' && outcome.severity === 'warning'
  return states[warns ? 'warning' : outcome.status]
}

const rank: Readonly<Record<OutcomeStatus, number>> = {
  errored: 0,
  failed: 1,
  inconclusive: 2,
  vacuous: 3,
  skipped: 4,
  passed: 5,
}

/**
 * What needs attention, worst first: errors before warnings, then errored, failed, inconclusive, vacuous; otherwise in
 * the order of the document. Empty when every expectation was met or skipped.
 */
export function findingsOf(result: Result): readonly Outcome[] {
  return result.outcomes.filter(isFinding).toSorted((a, b) => {
    if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1
    return rank[a.status] - rank[b.status]
  })
}

/** Whether an outcome fails the run: a finding of severity `error`, or any finding where the run fails on warnings. */
export function isBlocking(outcome: Outcome, result: Result): boolean {
  return isFinding(outcome) && (outcome.severity === 'error' || result.run.failOn === 'warning')
}

/** The verdict in one sentence. */
export function verdictOf(result: Result): string {
  const { total, failed, warnings, skipped } = result.counts
  if (result.verdict === 'interrupted')
    return `Interrupted after ${plural(total, 'expectation')}; the rest was not checked.`
  if (result.verdict === 'nothing-checked') return 'Nothing was checked, which is not a pass.'
  const judged = total - skipped
  if (failed > 0) return `${formatCount(failed)} of ${plural(judged, 'expectation')} failed.`
  if (result.verdict === 'failed')
    return `${plural(warnings, 'warning')} in ${plural(judged, 'expectation')}, and warnings fail this run.`
  if (warnings > 0)
    return `${formatCount(judged - warnings)} of ${plural(judged, 'expectation')} met, ${plural(warnings, 'warning')}.`
  return judged === 1 ? 'The expectation was met.' : `All ${formatCount(judged)} expectations were met.`
}

/**
 * What was found, in one line in display form: `58 of 4,821 values outside the set`. States that a reader might take
 * for a plain failure start with their word: `inconclusive: 12 rows are too few`.
 */
export function headline(outcome: Outcome): string {
  const { name, word } = stateOf(outcome)
  const found = foundText(outcome)
  return name === 'passed' || name === 'failed' || name === 'warning' ? found : `${word}: ${found}`
}

/** The first line of what was found, in display form, for places that show the state beside it. */
export function foundText({ found }: Outcome): string {
  return sentence(found.split(/\r?\n/, 1)[0] ?? '')
}

/** The lines of `found` after the headline, in display form: the rest of what a test file's failure says. */
export function furtherLines(outcome: Outcome): readonly string[] {
  const lines = outcome.found.split(/\r?\n/).slice(1)
  return lines.filter(line => line.trim() !== '').map(line => indentOf(line) + sentence(line.trim()))
}

/** Where the expectation was written down, in display form: `checks.yaml:12:3`. Absent for derived ones. */
export function location({ origin }: Outcome): string | undefined {
  if (origin === undefined) return undefined
  return sentence([origin.file, origin.line, origin.column].filter(part => part !== undefined).join(':'))
}

function indentOf(line: string): string {
  return /^ {0,8}/.exec(line)?.[0] ?? ''
}
