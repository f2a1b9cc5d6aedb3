import { assertSameKind } from '../../core/applicable.ts'
import type { Expr } from '../../core/expr.ts'
import { kinds } from '../../core/schema.ts'
import { compile } from './compile.ts'
import type { Source } from './source.ts'
import type { Sql } from './sql.ts'

/** One expression over the rows of two datasets. */
interface Compared {
  readonly sample: Sql
  readonly reference: Sql
}

/**
 * An expression over the rows of two datasets, whose values compare with each other; null where they are NaN or
 * infinite.
 *
 * @throws UserError when the expression gives two kinds of values.
 */
export function comparedValues(of: Expr, sample: Source, reference: Source): Compared {
  const [own, other] = [compile(of, sample.dataset), compile(of, reference.dataset)]
  assertSameKind(
    of,
    { type: own.type, label: sample.dataset.info.label },
    { type: other.type, label: reference.dataset.info.label },
  )
  return { sample: finite(groupable(own)), reference: finite(groupable(other)) }
}

/** An expression whose distinct values are also distinct when they are decoded. */
export function groupable({ text, type }: Sql): Sql {
  if (kinds[type] === 'nested') return { text: `CAST(${text} AS VARCHAR)`, type }
  if (type === 'timestamp') return { text: `date_trunc('millisecond', ${text})`, type }
  return { text, type }
}

function finite({ text, type }: Sql): Sql {
  if (type !== 'number' && kinds[type] !== 'time') return { text, type }
  return { text: `CASE WHEN isfinite(${text}) THEN ${text} END`, type }
}
