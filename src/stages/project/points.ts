import type { Relation } from '../../core/engine.ts'
import { UserError } from '../../core/errors.ts'
import { and, isNonFinite, isNull, not, value } from '../../core/expr.ts'
import { formatList, plural } from '../../core/format.ts'
import { columnNames, columnOf, numericTypes, typeWords } from '../../core/schema.ts'
import { didYouMean } from '../../core/suggest.ts'
import type { Value } from '../../core/value.ts'

/** Which rows and columns are looked at. */
interface Choice {
  /** All that hold numbers unless given. */
  readonly columns?: readonly string[]
  /** The column whose values are colours. */
  readonly colorBy: string | null
  readonly maxRows: number
  readonly seed: number
}

/** The rows that are looked at. */
export interface Points {
  readonly names: readonly string[]
  /** Standardised: mean 0 and standard deviation 1, with n in the denominator. */
  readonly columns: readonly Float64Array[]
  /** The value that colours each row, if a column does. */
  readonly colors: readonly Value[] | undefined
  /** What was left out, as sentences. */
  readonly remarks: readonly string[]
}

/**
 * The rows of a dataset that have a finite number in every column, at most so many; of more, some are drawn that depend
 * on the seed only.
 *
 * @throws UserError when there is no such column, or fewer than two that vary, or fewer than three rows
 */
export async function pointsOf(relation: Relation, choice: Choice): Promise<Points> {
  const { colorBy, maxRows, seed } = choice
  const chosen = numericColumns(relation, choice)
  if (colorBy !== null) checkColumn(relation, colorBy)
  const where = and(...chosen.flatMap(name => [not(isNull(value(name))), not(isNonFinite(value(name)))]))
  const asked = colorBy === null ? chosen : [...chosen, colorBy]
  const drawn = await relation.rows({ columns: asked, limit: maxRows, seed, where })
  const whole = await wholeRows(relation, where)
  const columns = chosen.map((_, index) => standardised(drawn[index] ?? []))
  const varying = columns.map(column => column.some(cell => cell !== 0))
  const names = chosen.filter((_, index) => varying[index])
  const rows = drawn[0]?.length ?? 0
  if (chosen.length >= 2 && rows < 3) throw tooFewRows(rows)
  if (names.length < 2) throw tooFewColumns(names)
  return {
    names,
    columns: columns.filter((_, index) => varying[index]),
    colors: colorBy === null ? undefined : drawn[chosen.length],
    remarks: [
      ...leftOut(relation.info.rows - whole, 'without a finite number in every column'),
      ...(whole > rows ? [`${plural(rows, 'row')} of ${whole} are drawn: maxRows is ${maxRows}.`] : []),
      ...chosen.filter((_, index) => !varying[index]).map(name => `${name} is the same in all rows.`),
    ],
  }
}

function numericColumns({ schema }: Relation, { columns, colorBy }: Choice): readonly string[] {
  const numeric = schema.columns.filter(({ type }) => numericTypes.includes(type)).map(({ name }) => name)
  if (columns === undefined) return numeric.filter(name => name !== colorBy)
  for (const name of columns) {
    const column = checkColumn({ schema }, name)
    if (!numeric.includes(name))
      throw new UserError(`${name} holds ${typeWords[column.type]}, which has no place among numbers.`, {
        hint: didYouMean(name, numeric, 'Columns of numbers are'),
      })
  }
  return columns
}

function checkColumn({ schema }: Pick<Relation, 'schema'>, name: string) {
  const column = columnOf(schema, name)
  if (column !== undefined) return column
  throw new UserError(`There is no column ${name}.`, {
    hint: didYouMean(name, columnNames(schema), 'Columns are'),
  })
}

async function wholeRows(
  relation: Relation,
  where: Parameters<Relation['rows']>[0]['where'],
): Promise<number> {
  const [answer] = await relation.aggregate([{ name: 'countIf', of: where }])
  if (answer?.status === 'rejected') throw answer.reason
  return Number(answer?.value)
}

function tooFewColumns(names: readonly string[]): UserError {
  return new UserError(
    `Two columns of numbers that vary are needed, and there ${names.length === 1 ? `is only ${formatList(names)}` : 'is none'}.`,
    { hint: 'Choose other columns, or encode those that hold text as numbers.' },
  )
}

function tooFewRows(rows: number): UserError {
  return new UserError(
    `Three rows with a number in every column are needed, and there ${rows === 1 ? 'is' : 'are'} ${rows}.`,
    { hint: 'Fill nulls in a step before, or choose columns that have fewer.', fault: 'failed' },
  )
}

function leftOut(rows: number, why: string): readonly string[] {
  return rows === 0 ? [] : [`${plural(rows, 'row')} ${why} ${rows === 1 ? 'is' : 'are'} left out.`]
}

/** As `sklearn.preprocessing.StandardScaler`: a constant column is 0. */
function standardised(cells: readonly Value[]): Float64Array {
  const numbers = Float64Array.from(cells, Number)
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length
  const isConstant = numbers.every(number => number === numbers[0])
  return numbers.map(number => (isConstant ? 0 : (number - mean) / Math.sqrt(variance)))
}
