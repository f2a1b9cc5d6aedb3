import { earlierName } from '../../reports/text/datasets.ts'
import { formatCount, formatNumber, plural } from '../core/format.ts'
import type { CheckRecord, HistoryEntry } from '../core/history.ts'
import type { ChangedCheck, RunDifference } from '../run/difference.ts'
import { printable, table } from './table.ts'

/** What `diff` prints: both runs, then the checks that changed. */
export function differenceText(before: HistoryEntry, after: HistoryEntry, difference: RunDifference): string {
  const { newly, still, fixed, added, removed, referenceChanged } = difference
  const runs = table(
    ['', 'RUN', 'SAMPLE', 'ROWS', 'VERDICT', 'FINDINGS'],
    [
      ['before', ...runCells(before)],
      ['after', ...runCells(after)],
    ],
  )
  const parts = [
    runs,
    referenceChanged
      ? `The reference is another one: ${referenceText(before)} → ${referenceText(after)}\n`
      : '',
    checksText('Newly failing', newly),
    checksText('Fixed', fixed),
    checksText('Still failing', still),
    namesText('added', added),
    namesText('removed', removed),
  ]
  const isSame = newly.length + fixed.length + added.length + removed.length === 0
  return `${parts.filter(part => part !== '').join('\n')}${isSame ? '\nNo check changed its state.\n' : ''}`
}

function runCells({ runId, sample, rows, verdict, counts }: HistoryEntry): readonly string[] {
  return [
    runId.slice(0, 8),
    printable(earlierName(sample.label)),
    rows === undefined ? '–' : formatCount(rows),
    verdict,
    formatCount(counts.failed + counts.warnings),
  ]
}

function referenceText({ reference }: HistoryEntry): string {
  return reference === undefined ? 'none' : printable(earlierName(reference.label))
}

function checksText(title: string, checks: readonly ChangedCheck[]): string {
  if (checks.length === 0) return ''
  const rows = checks.map(({ id, before, after }) => [
    `  ${printable(id)}`,
    `${stateText(before)} → ${stateText(after)}`,
  ])
  const width = Math.max(...rows.map(([id = '']) => id.length))
  return `${title} (${formatCount(checks.length)})\n${rows.map(([id = '', text]) => `${id.padEnd(width)}  ${text}\n`).join('')}`
}

function stateText(record: CheckRecord | undefined): string {
  if (record === undefined) return 'not checked'
  const { status, value, limit } = record
  const number = value === undefined ? '' : ` ${formatNumber(Number(value.toPrecision(3)))}`
  const until = limit === undefined ? '' : ` of ${formatNumber(Number(limit.toPrecision(3)))}`
  return `${status}${number}${until}`
}

function namesText(word: string, checks: readonly ChangedCheck[]): string {
  if (checks.length === 0) return ''
  const names = checks.slice(0, 10).map(({ id }) => printable(id))
  const rest = checks.length > names.length ? ` and ${formatCount(checks.length - names.length)} more` : ''
  return `${plural(checks.length, 'check')} ${word}: ${names.join(', ')}${rest}\n`
}
