import { formatNumber } from '../../src/core/format.ts'
import { type CheckRecord, checksOf, type HistoryEntry, isFound } from '../../src/core/history.ts'
import { display } from '../text/display.ts'
import { states } from '../text/state.ts'

/** A check over the batches of a page. */
interface MatrixRow {
  readonly id: string
  readonly since: string | undefined
  readonly cells: readonly MatrixCell[]
}

interface MatrixCell {
  readonly tone: 'fail' | 'warn' | 'pass' | 'none'
  readonly glyph: string
  /** What the glyph means, with the number, for readers who do not see it. */
  readonly text: string
  /** The id of the check in that batch's report, where it is a finding. */
  readonly anchor?: string
}

/** So many checks at the most are listed; the rest is counted. */
const mostRows = 200

/**
 * Checks that were findings in at least one of the batches, worst first: those of the last batch, then by how often.
 *
 * @param entries the oldest first
 */
export function matrixOf(entries: readonly HistoryEntry[]) {
  const batches = entries.map(entry => ({ checks: checksOf(entry), blocking: new Set(entry.failed) }))
  const ids = [...new Set(batches.flatMap(({ checks }) => [...checks.keys()]))]
  const counted = ids.map(id => ({
    id,
    isLast: isFound(batches.at(-1)?.checks.get(id)),
    count: batches.filter(({ checks }) => isFound(checks.get(id))).length,
  }))
  const found = counted
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => Number(b.isLast) - Number(a.isLast) || b.count - a.count)
  const rows = found.slice(0, mostRows).map(({ id }): MatrixRow => {
    const cells = batches.map(({ checks, blocking }) => cellOf(id, checks.get(id), blocking.has(id)))
    return { id: display(id, 120), since: sinceOf(cells, entries), cells }
  })
  return { rows, rest: found.length - rows.length, always: ids.length - found.length }
}

function cellOf(id: string, record: CheckRecord | undefined, isBlocking: boolean): MatrixCell {
  if (record === undefined) return { tone: 'none', glyph: '', text: 'not checked' }
  const { status, value } = record
  const number = value === undefined ? '' : `, ${formatNumber(Number(value.toPrecision(3)))}`
  if (!isFound(record)) return { tone: 'pass', glyph: '·', text: `${states[status].word}${number}` }
  const state = isBlocking || status !== 'failed' ? states[status] : states.warning
  return {
    tone: isBlocking ? 'fail' : 'warn',
    glyph: state.glyph,
    text: `${state.word}${number}`,
    anchor: id,
  }
}

/** The first batch of the findings in a row up to the last one. */
function sinceOf(cells: readonly MatrixCell[], entries: readonly HistoryEntry[]): string | undefined {
  const calm = cells.findLastIndex(({ tone }) => tone === 'pass' || tone === 'none')
  const first = entries[calm + 1]
  return first === undefined ? undefined : `batch ${first.batch}`
}
