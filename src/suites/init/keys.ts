import type { Value } from '../../core/value.ts'

/** Columns that may be a key together, and how many pairs of rows would agree in them if they were independent. */
export interface KeyCandidate {
  readonly columns: readonly [string, string]
  readonly expectedPairs: number
}

/** Fewer pairs than these may well be missing by chance: as for keys of one column. */
const fewestPairs = 7
const mostCandidates = 3

/**
 * Pairs of columns without two equal rows in a sample of rows, although many would be expected among all rows if the
 * columns were independent; the least explained first.
 *
 * @param sample one array of values for each name, of the same rows
 * @param rows of the whole table
 */
export function keyCandidates(
  names: readonly string[],
  sample: readonly (readonly Value[])[],
  rows: number,
): readonly KeyCandidate[] {
  const columns = names.map((name, index) => {
    const values = (sample[index] ?? []).map(value => (value === null ? null : String(value)))
    return { name, values, agreement: agreementOf(values) }
  })
  const candidates: KeyCandidate[] = []
  for (const [index, one] of columns.entries())
    for (const other of columns.slice(index + 1)) {
      const expectedPairs = ((rows * (rows - 1)) / 2) * one.agreement * other.agreement
      if (expectedPairs < fewestPairs || repeats(one.values, other.values)) continue
      candidates.push({ columns: [one.name, other.name], expectedPairs })
    }
  return candidates.sort((a, b) => b.expectedPairs - a.expectedPairs).slice(0, mostCandidates)
}

/** The share of pairs of values that agree; 0 where a value is missing, which no part of a key is. */
function agreementOf(values: readonly (string | null)[]): number {
  const counts = new Map<string, number>()
  for (const value of values) {
    if (value === null) return 0
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const pairs = (values.length * (values.length - 1)) / 2
  const alike = [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
  // A constant tells no two rows apart.
  return pairs === 0 || counts.size === 1 ? 0 : alike / pairs
}

function repeats(one: readonly (string | null)[], other: readonly (string | null)[]): boolean {
  const seen = new Set<string>()
  return one.some((value, index) => {
    const pair = JSON.stringify([value, other[index]])
    if (seen.has(pair)) return true
    seen.add(pair)
    return false
  })
}
