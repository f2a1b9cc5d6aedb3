import { formatNumber, formatShare } from '../../../src/core/format.ts'
import type { Outcome, TestReport } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { capitalised, prose } from './text.ts'

/**
 * The fact of a finding, with its number. What an expectation found is that fact, but a statistic is none: the
 * headline of a failed test says what changed in the data.
 */
export function headlineOf(outcome: Outcome): string {
  return changeOf(outcome) ?? capitalised(prose(outcome.found), outcome.columns)
}

/** The hint, unless the headline says it already. */
export function hintOf(outcome: Outcome): string | undefined {
  if (!outcome.hint || saysChange(outcome)) return undefined
  return prose(outcome.hint)
}

/** What changed in the data, where a failed test says it. */
export function changeOf(outcome: Outcome): string | undefined {
  const { test, hint } = outcome
  if (hint && saysChange(outcome)) return prose(hint).replace(/\.$/, '')
  return test && outcome.status === 'failed' ? summaryChange(test) : undefined
}

/** The hint of a failed test is the sentence on what changed. */
function saysChange({ test, status, hint }: Outcome): boolean {
  return test !== undefined && status === 'failed' && hint !== undefined
}

/** The first number of both datasets that differs in the digits that are shown. */
function summaryChange({ summaries }: TestReport): string | undefined {
  const changed = summaries.find(summary => formatNumber(summary.reference) !== formatNumber(summary.sample))
  if (!changed) return undefined
  const { name, reference, sample } = changed
  return `${capitalised(display(name))} ${formatNumber(reference)} → ${formatNumber(sample)}`
}

/** What the widest gap between the cumulative curves means. Absent without curves. */
export function gapInWords({ charts = [] }: Outcome): string | undefined {
  for (const chart of charts) {
    if (chart.kind !== 'ecdf') continue
    const { x, reference, sample } = chart.gap
    const [below, before] = [formatShare(sample), formatShare(reference)]
    return prose(
      `The curves are furthest apart at ${formatNumber(x)}: ${below} of the sample is at or below it, ${before} of the reference.`,
    )
  }
  return undefined
}
