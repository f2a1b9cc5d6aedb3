import { z } from 'zod'
import { defineRule } from './expectation.ts'
import { and, call, type Expr, isNull, literal, or, value } from './expr.ts'
import { plural } from './format.ts'
import { of, type Rows } from './metric.ts'
import { judgeCounts, mostly, mostlyText } from './rows.ts'
import type { Value } from './value.ts'

interface RowFunction {
  /** The name that results show: `toHave` + noun + relation. */
  readonly name: string
  /** The kind of check in ids such as `price+vat.vat`. */
  readonly id: string
  /** One sentence on what holds. */
  readonly summary: string
  /** Whether a row is as it should be, given the values of the columns that the check names. */
  holds(row: Readonly<Record<string, Value>>): boolean
}

const mostRows = 100_000
const seed = 1
/** How many offending combinations of values are looked up in the data. */
const mostShown = 100

/**
 * An expectation about the rows of some columns that a function of yours judges: for what no other can say. Rows are
 * read into memory: of more than 100,000 that many are drawn, the same ones each time.
 */
export function defineRowFunction({ holds, ...described }: RowFunction) {
  return defineRule({
    ...described,
    category: 'values',
    subject: 'columns',
    params: z.strictObject({ mostly }),
    metrics: ({ columns }) => ({
      rows: of('sample').rowCount(),
      drawn: of('sample').rows(columns, mostRows, seed),
    }),
    expected: (_, { mostly }) => `${described.summary.replace(/\.$/, '')}${mostlyText(mostly)}`,
    judge: ({ rows, drawn }, { mostly }, { columns }) => {
      const checked = drawn[0]?.length ?? 0
      const failing = offendersIn(drawn, columns, holds).length
      const verdict = judgeCounts({ rows, checked, failing, mostly, offence: 'refused', noun: 'row' })
      return rows > checked ? { ...verdict, found: `${verdict.found}, of ${plural(rows, 'row')}` } : verdict
    },
    failing: ({ columns }, _, { drawn }) => ({
      where: or(...offendersIn(drawn, columns, holds).slice(0, mostShown).map(hasValues)),
    }),
    examples: [],
  })
}

type Row = Readonly<Record<string, Value>>

function offendersIn(drawn: Rows, columns: readonly string[], holds: RowFunction['holds']): readonly Row[] {
  const count = drawn[0]?.length ?? 0
  const rows = Array.from({ length: count }, (_, row) =>
    Object.fromEntries(columns.map((name, column) => [name, drawn[column]?.[row] ?? null])),
  )
  return rows.filter(row => !holds(row))
}

function hasValues(row: Row): Expr {
  return and(
    ...Object.entries(row).map(([name, cell]) =>
      cell === null ? isNull(value(name)) : call('equal', value(name), literal(cell)),
    ),
  )
}
