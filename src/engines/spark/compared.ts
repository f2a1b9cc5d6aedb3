import { assertSameKind, valuesOf } from '../../core/applicable.ts'
import { UserError } from '../../core/errors.ts'
import type { Expr } from '../../core/expr.ts'
import { formatCount } from '../../core/format.ts'
import type { Cell } from './arrow.ts'
import { compile } from './compile.ts'
import type { Source } from './groups.ts'
import { distinguishable, finiteDouble, type Sql } from './sql.ts'

/** Rows of a result that stand for distinct values, at most; more would be a column of the dataset. */
const mostGroups = 10_000

/** One expression over the rows of two datasets. */
interface Compared {
  readonly sample: Sql
  readonly reference: Sql
}

/**
 * An expression over the rows of two datasets, whose values compare with each other; null where they are NaN or
 * infinite.
 *
 * @throws UserError when the expression gives two kinds of values
 */
export function comparedValues(of: Expr, sample: Source, reference: Source): Compared {
  const [own, other] = [compile(of, sample.dataset), compile(of, reference.dataset)]
  assertSameKind(
    of,
    { type: own.type, label: sample.dataset.info.label },
    { type: other.type, label: reference.dataset.info.label },
  )
  return { sample: finite(distinguishable(own)), reference: finite(distinguishable(other)) }
}

/**
 * The rows of a grouping.
 *
 * @throws UserError when there are more of them than leave a cluster
 */
export async function groupedRows(
  sql: string,
  of: Expr,
  { dataset, rows }: Source,
): Promise<readonly (readonly Cell[])[]> {
  const found = await rows(`${sql} LIMIT ${mostGroups + 1}`)
  if (found.length <= mostGroups) return found
  throw new UserError(
    `${valuesOf(of)} in ${dataset.info.label} make more than ${formatCount(mostGroups)} groups with their clusters or weights, and Spark hands out no more.`,
    { hint: 'Compare a sample of the rows with the engine duckdb, or leave out --cluster and --weight.' },
  )
}

function finite(sql: Sql): Sql {
  return sql.type === 'number' ? { ...sql, text: finiteDouble(sql) } : sql
}
