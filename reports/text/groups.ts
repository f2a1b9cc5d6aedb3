import { formatCount, formatList } from '../../src/core/format.ts'
import type { Outcome } from '../../src/core/result.ts'

/** Findings that a reader takes for one: the same rows break the same rule in several columns. */
export type Group = readonly [Outcome, ...Outcome[]]

/** How many columns the name of a group lists. */
const listedColumns = 3

/** Findings with what they share put together, in the order of the first of each group. */
export function groupFindings(findings: readonly Outcome[]): readonly Group[] {
  const groups = new Map<unknown, [Outcome, ...Outcome[]]>()
  for (const finding of findings) {
    const cause = causeOf(finding) ?? finding
    const group = groups.get(cause)
    if (group === undefined) groups.set(cause, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

/**
 * A group as one outcome: its id lists the columns, and it keeps what holds for all of them. The only one of a group
 * stays as it is.
 *
 * @example id 'vendor_id, passenger_count, rate_code_id and 3 more', found '803 of 10,000 values missing, in the same rows'
 */
export function asOne(group: Group): Outcome {
  const [first, ...others] = group
  if (others.length === 0) return first
  const columns = group.flatMap(outcome => outcome.columns)
  return {
    ...first,
    id: formatList(columns, listedColumns),
    columns,
    expected: common(group, expectedOfEach) ?? '',
    found: `${first.found}, ${sharedRows(first)}`,
    note: common(group, outcome => outcome.note),
    derivation: common(group, outcome => outcome.derivation),
    origin: undefined,
  }
}

/** What findings of one cause have in common. Only rows show a common cause: absent without them. */
function causeOf(outcome: Outcome): string | undefined {
  const { columns, unexpected, status, severity, expectation, found, hint } = outcome
  if (columns.length !== 1 || unexpected === undefined || unexpected.positions.length === 0) return undefined
  const values = unexpected.values.map(({ value, count }) => [value, count])
  return JSON.stringify([
    status,
    severity,
    expectation,
    found,
    hint,
    { ...unexpected, values, rows: undefined },
  ])
}

/** The document lists the first positions only: beyond them, nothing is claimed. */
function sharedRows({ unexpected }: Outcome): string {
  const { count = 0, positions = [] } = unexpected ?? {}
  return positions.length >= count
    ? 'in the same rows'
    : `the first ${formatCount(positions.length)} in the same rows`
}

/** What was expected, with the name of the column replaced where it occurs once. */
function expectedOfEach({ expected, columns: [column = ''] }: Outcome): string | undefined {
  const parts = column === '' ? [] : expected.split(column)
  return parts.length === 2 ? parts.join('each') : undefined
}

function common(group: Group, read: (outcome: Outcome) => string | undefined): string | undefined {
  const said = new Set(group.map(read))
  return said.size === 1 ? read(group[0]) : undefined
}
