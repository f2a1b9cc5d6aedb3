import type { Categories, Histogram } from '../../../src/core/chart.ts'
import { formatNumber, formatShare } from '../../../src/core/format.ts'
import type { Outcome, TestReport } from '../../../src/core/result.ts'
import { display } from '../../display.ts'
import { sharesOf } from '../charts/histogram.ts'
import { capitalised, sentence } from './text.ts'

/**
 * The fact of a finding, with its number. What an expectation found is that fact; a statistic is not, so the headline
 * of a drift finding is made of what changed in the data.
 */
export function headlineOf(outcome: Outcome): string {
  const change = outcome.status === 'failed' ? changeOf(outcome) : undefined
  return change ?? capitalised(sentence(outcome.found), outcome.columns)
}

/** What changed from the reference to the sample, in the data's own unit, where the document is certain of it. */
export function changeOf({ test, charts = [] }: Outcome): string | undefined {
  if (!test) return undefined
  for (const chart of charts) {
    const change =
      chart.kind === 'histogram'
        ? zeroChange(chart, test)
        : chart.kind === 'categories'
          ? mixChange(chart)
          : undefined
    if (change) return change
  }
  return summaryChange(test)
}

/** Said when exact zeros make up at least half of the difference. */
function zeroChange(chart: Histogram, { effect, statistic }: TestReport): string | undefined {
  const { zero } = sharesOf(chart)
  if (!zero) return undefined
  const change = Math.abs(zero.sample - zero.reference)
  const gap = effect.name === statistic.name ? statistic.value : Number.NaN
  if (!(change > 0 && change >= gap / 2)) return undefined
  return `Exactly 0 in ${formatShare(zero.sample)} of the rows; the reference has ${formatShare(zero.reference)}`
}

function mixChange({ entries, total }: Categories): string | undefined {
  const changes = entries
    .filter(entry => entry.sample !== entry.reference)
    .slice(0, 2)
    .map(({ label, reference, sample }) => {
      const share = (count: number, of: number) => formatShare(of > 0 ? count / of : 0)
      return `${display(label, 32)} ${share(reference, total.reference)} → ${share(sample, total.sample)}`
    })
  return changes.length > 0 ? `Share of rows: ${changes.join(', ')}` : undefined
}

function summaryChange({ summaries }: TestReport): string | undefined {
  const changed = summaries.find(summary => formatNumber(summary.reference) !== formatNumber(summary.sample))
  if (!changed) return undefined
  const { name, reference, sample } = changed
  return `${capitalised(display(name))} ${formatNumber(reference)} → ${formatNumber(sample)}`
}

/** What the widest gap between the cumulative curves means, in words. */
export function gapInWords({ charts = [] }: Outcome): string | undefined {
  for (const chart of charts) {
    if (chart.kind !== 'ecdf') continue
    const { x, reference, sample } = chart.gap
    return `The widest gap is at ${formatNumber(x)}: ${formatShare(sample)} of the sample is at or below it, and ${formatShare(reference)} of the reference.`
  }
  return undefined
}
