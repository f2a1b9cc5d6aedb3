import { formatCount, plural } from '../../src/core/format.ts'
import type { Outcome, Result } from '../../src/core/result.ts'
import { sentence } from './display.ts'
import { stateOf } from './state.ts'
import { changesOf } from './wording.ts'

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
 * The fact of an outcome in one line, in display form: `58 of 4,821 values outside the set`. A statistic is no such
 * fact: the headline of a failed test says what changed in the data. States that a reader might take for a plain
 * failure start with their word: `inconclusive: 12 rows are too few`.
 */
export function headline(outcome: Outcome): string {
  const { name, word } = stateOf(outcome)
  const fact = changeOf(outcome) ?? foundText(outcome)
  return name === 'passed' || name === 'failed' || name === 'warning' ? fact : `${word}: ${fact}`
}

/** What changed in the data, in display form without a full stop; absent where no failed test says it. */
export function changeOf({ test, status, hint }: Outcome): string | undefined {
  if (test === undefined || status !== 'failed') return undefined
  if (hint !== undefined && hint !== '') return sentence(hint).replace(/\.$/, '')
  return changesOf(test)[0]
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
