import { formatCount, plural } from '../../src/core/format.ts'
import { isFinding, type Outcome, type Result } from '../../src/core/result.ts'
import { earlierName } from './datasets.ts'
import { display } from './display.ts'

/** `Since batch 12 (week46.csv): 6 newly failing, 1 still failing, 0 fixed`; absent for the first of a series. */
export function comparisonText({ comparison }: Result): string | undefined {
  if (comparison === undefined) return undefined
  const { batch, label, newly, still, fixed, referenceChanged } = comparison
  const counts = [
    `${formatCount(newly.length)} newly failing`,
    `${formatCount(still.length)} still failing`,
    `${formatCount(fixed.length)} fixed`,
  ]
  const reference = referenceChanged ? '; the reference is another one' : ''
  return `Since batch ${formatCount(batch)} (${display(earlierName(label), 128)}): ${counts.join(', ')}${reference}`
}

/** `New in this batch`, or `Failing since batch 11 (week45.csv), 3 batches in a row`; absent where nothing is known. */
export function sinceText(outcome: Outcome): string | undefined {
  const { history } = outcome
  if (history === undefined || !isFinding(outcome)) return undefined
  if (history.findingSince === undefined) return 'New in this batch'
  const { batch, label } = history.findingSince
  const inRow = history.past.filter(past => past.batch >= batch).length + 1
  return `Failing since batch ${formatCount(batch)} (${display(earlierName(label), 60)}), ${plural(inRow, 'batch', 'batches')} in a row`
}
