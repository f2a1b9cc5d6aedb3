import type { Relation } from '../core/engine.ts'
import { formatNumber } from '../core/format.ts'
import { shownValue, type ValueDisplay } from '../core/masking.ts'
import type { Unexpected } from '../core/result.ts'
import type { Value } from '../core/value.ts'
import type { SuiteCheck } from './outcome.ts'
import { relationOf, type Session } from './session.ts'

/** A check that rows break, and the 0-based numbers of the first of them. */
export interface OffendingRows {
  readonly check: SuiteCheck
  readonly rows: readonly number[]
}

export type ShownRows = NonNullable<Unexpected['rows']>

/** How much of a dataset is shown: rows of a check, columns of a row, and checks. */
const limits = { rows: 5, columns: 5, checks: 60 }

/**
 * The first offending rows of each check, by its id: the cells that it is about, and those of some other columns. One
 * query reads them all. Empty where no cell may be shown.
 */
export async function shownRows(
  offending: readonly OffendingRows[],
  { data }: Session,
  { display, signal }: { readonly display: ValueDisplay; readonly signal?: AbortSignal },
): Promise<ReadonlyMap<string, ShownRows>> {
  // An engine whose rows have no numbers names none of them.
  const numbered = offending.filter(({ rows }) => rows.length > 0)
  const shown = display === 'none' || display === 'counts' ? [] : numbered.slice(0, limits.checks)
  if (shown.length === 0) return new Map()
  const sample = relationOf(data, 'sample')
  const wanted = shown.map(({ check, rows }) => ({
    id: check.id,
    rows: rows.slice(0, limits.rows),
    columns: columnsFor(check, sample),
  }))
  try {
    const cells = await cellsOf(wanted, sample)
    return new Map(
      wanted.map(({ id, rows, columns }) => [
        id,
        {
          columns: [...columns],
          cells: rows.map(row => columns.map(name => cellText(cells(row, name), name, display))),
        },
      ]),
    )
  } catch (error) {
    // The rows help a reader; the verdict stands without them.
    if (signal?.aborted) throw error
    return new Map()
  }
}

/** The columns of a check, those that its rule names beside them, then the first others of the dataset. */
function columnsFor({ columns, expectation, params }: SuiteCheck, { schema }: Relation): readonly string[] {
  const names = schema.columns.map(({ name }) => name)
  const context = expectation.kind === 'rule' ? (expectation.context?.(params) ?? []) : []
  const shown = [...columns, ...context.filter(name => names.includes(name)), ...names]
  return [...new Set(shown)].slice(0, Math.max(limits.columns, columns.length))
}

async function cellsOf(
  wanted: readonly { readonly rows: readonly number[]; readonly columns: readonly string[] }[],
  sample: Relation,
): Promise<(row: number, column: string) => Value> {
  const rows = [...new Set(wanted.flatMap(each => each.rows))]
  const columns = [...new Set(wanted.flatMap(each => each.columns))]
  const found = await sample.rowsAt({ rows, columns })
  const byRow = new Map(rows.map((row, index) => [row, found[index]]))
  return (row, column) => byRow.get(row)?.[columns.indexOf(column)] ?? null
}

function cellText(value: Value, column: string, display: ValueDisplay): string {
  if (value === null) return ''
  const { text, masked } = shownValue(value, column, display)
  return typeof value === 'number' && !masked ? formatNumber(value) : text
}
