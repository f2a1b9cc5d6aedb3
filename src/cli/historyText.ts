import { formatList, formatPValue, plural } from '../core/format.ts'
import { type HistoryEntry, isAccepted } from '../core/history.ts'
import { minute, printable, table } from './table.ts'

const shownTests = 3
const idLength = 8

/** One series as a table, the newest batch first, below its name. */
export function historyTable(entries: readonly HistoryEntry[]): string {
  const [first] = entries
  const rows = entries
    .toReversed()
    .map(entry => [
      String(entry.batch),
      minute(entry.startedAt),
      printable(entry.sample.label),
      entry.verdict,
      acceptance(entry),
      failedText(entry),
      entry.alphas.map(alpha => formatPValue(alpha)).join(', '),
      entry.runId.slice(0, idLength),
    ])
  const head = ['BATCH', 'WHEN (UTC)', 'SAMPLE', 'VERDICT', 'ACCEPTED', 'FAILED', 'ALPHA', 'RUN']
  return `${printable(first?.series ?? '')}: ${plural(entries.length, 'batch', 'batches')}\n${table(head, rows)}`
}

/** What `accept` says. */
export function acceptedText(entry: HistoryEntry): string {
  const { runId, series, batch, sample } = entry
  const state = isAccepted(entry) ? 'is accepted' : 'is not accepted'
  return `${runId.slice(0, idLength)}, batch ${batch} of ${printable(series)} (${printable(sample.label)}), ${state}\n`
}

function acceptance(entry: HistoryEntry): string {
  const said = isAccepted(entry) ? 'yes' : 'no'
  return entry.acceptance === undefined ? said : `${said}, by hand`
}

/** What kept the data out, and the tests that await their confirmation. */
function failedText({ failed, tests }: HistoryEntry): string {
  const awaiting = tests.filter(({ id, alarm }) => alarm && !failed.includes(id))
  const shown = [...failed.map(printable), ...awaiting.map(({ id }) => `(${printable(id)})`)]
  return shown.length === 0 ? '–' : formatList(shown, shownTests)
}
