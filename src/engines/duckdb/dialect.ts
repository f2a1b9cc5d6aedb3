import { UserError } from '../../core/errors.ts'
import type { FunctionName } from '../../core/expr.ts'
import { type ColumnType, columnTypes, isSubtype, numericTypes, typeWords } from '../../core/schema.ts'
import { comparison, membership, nullBoolean, type Operand } from './comparisons.ts'
import { luhnSql, mod97Sql } from './check-digits.ts'
import { jsonSchemaSql } from './json-schema-sql.ts'
import { condition, type Sql } from './sql.ts'
import { isWrittenAsSql } from './text-types.ts'

type Translation = (args: readonly Operand[]) => Sql

/** What each function of an expression is in DuckDB's SQL. */
export const dialect: Readonly<Record<FunctionName, Translation>> = {
  and: args => boolean(joined(args, 'AND'), args.some(arg => arg.never === true) || undefined),
  or: args => joinedOr(args),
  not: args => boolean(`(NOT ${condition(first(args))})`, opposite(first(args).never)),
  isNull: args => boolean(`(${first(args).text} IS NULL)`),
  isNonFinite: args =>
    first(args).type === 'number'
      ? boolean(`coalesce(NOT isfinite(${first(args).text}), false)`)
      : boolean('false', true),
  equal: args => comparison('=', first(args), second(args)),
  lessThan: args => comparison('<', first(args), second(args)),
  atMost: args => comparison('<=', first(args), second(args)),
  moreThan: args => comparison('>', first(args), second(args)),
  atLeast: args => comparison('>=', first(args), second(args)),
  isIn: ([of, ...others]) => membership(first([of]), others),
  matches: args => boolean(`regexp_matches(${text(first(args))}, ${pattern(second(args))})`),
  length: args => ({ text: `length(${text(first(args))})`, type: 'integer' }),
  countMatches: args => countMatches(text(first(args)), pattern(second(args))),
  hour: args => ({ text: `hour(${moment(first(args))})`, type: 'integer' }),
  weekday: args => ({ text: `isodow(${moment(first(args))})`, type: 'integer' }),
  add: args => arithmetic('+', args),
  subtract: args => arithmetic('-', args),
  multiply: args => arithmetic('*', args),
  divide: args => {
    const [dividend, divisor] = [numeric(first(args)), numeric(second(args))]
    return number(`(CAST(${dividend.text} AS DOUBLE) / nullif(CAST(${divisor.text} AS DOUBLE), 0))`)
  },
  abs: args => {
    const operand = numeric(first(args))
    return { text: `abs(${wide(operand)})`, type: operand.type }
  },
  isWrittenAs: args => isWrittenAs(first(args), second(args)),
  when: args => when(first(args), second(args)),
  capture: args => capture(first(args), second(args), argument(args, 2)),
  isCalendarDay: args => isCalendarDay(first(args), second(args), argument(args, 2)),
  isJson: args => boolean(`json_valid(${text(first(args))})`),
  meetsJsonSchema: args => meetsJsonSchema(first(args), second(args)),
  passesLuhn: args => boolean(luhnSql(text(first(args)))),
  passesMod97: args => boolean(mod97Sql(text(first(args)))),
  secondsBetween: args =>
    number(`((epoch_us(${moment(second(args))}) - epoch_us(${moment(first(args))})) / 1e6)`),
  previous: aside,
  nextLower: aside,
  movingMean: aside,
  overallMean: aside,
  overallStdev: aside,
  overallQuantile: aside,
  overallMad: aside,
  centredRank: aside,
  sql: args => boolean(`(\n${String(first(args).value)}\n)`),
}

function when(of: Operand, then: Operand): Sql {
  return { text: `CASE WHEN ${condition(of)} THEN ${then.text} END`, type: then.type }
}

function capture(of: Operand, pattern: Operand, { value: group }: Operand): Sql {
  const found = `regexp_extract(${text(of)}, ${pattern.text}, ${Number(group)})`
  return {
    text: `CASE WHEN regexp_matches(${text(of)}, ${pattern.text}) THEN ${found} END`,
    type: 'string',
  }
}

const months = "['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']"

function isCalendarDay(year: Operand, month: Operand, day: Operand): Sql {
  const fullYear = `CASE WHEN length(${year.text}) <= 2 THEN '20' || lpad(${year.text}, 2, '0') ELSE lpad(${year.text}, 4, '0') END`
  const number = `coalesce(CAST(list_position(${months}, lower(left(${month.text}, 3))) AS VARCHAR), ${month.text})`
  // Padding cuts what is too long.
  const isShort = `length(${number}) <= 2 AND length(trim(${day.text})) <= 2`
  const date = `${fullYear} || '-' || lpad(${number}, 2, '0') || '-' || lpad(trim(${day.text}), 2, '0')`
  return boolean(
    `CASE WHEN ${year.text} IS NOT NULL THEN ${isShort} AND TRY_CAST(${date} AS DATE) IS NOT NULL END`,
  )
}

function meetsJsonSchema(of: Operand, { value: schema }: Operand): Sql {
  const json = `TRY_CAST(${text(of)} AS JSON)`
  const holds = jsonSchemaSql(JSON.parse(String(schema)), json)
  return boolean(
    `CASE WHEN json_valid(${text(of)}) THEN ${holds} WHEN ${text(of)} IS NOT NULL THEN false END`,
  )
}

/** What looks at other rows is a column of a table of its own by the time that an expression is translated. */
function aside(): never {
  throw new UserError('What looks at other rows cannot stand inside of another such expression.')
}

/**
 * By how much longer a text grows when each match gets one character more. `regexp_extract_all` counts an empty
 * match twice unless the search began at its place.
 */
function countMatches(of: string, wanted: string): Sql {
  return { text: `(length(regexp_replace(${of}, ${wanted}, '\\0|', 'g')) - length(${of}))`, type: 'integer' }
}

/** By the grammar of the text; in a column that is typed already, by its type. Null for null. */
function isWrittenAs(of: Operand, { value: wanted }: Operand): Sql {
  const type = columnTypes.find(candidate => candidate === wanted)
  if (type === undefined) throw new RangeError(`${String(wanted)} is not a column type.`)
  if (of.type === 'unknown') return nullBoolean
  const ofPresent = (holds: string) => `CASE WHEN ${of.text} IS NOT NULL THEN ${holds} END`
  if (of.type === 'string' && type !== 'string') return boolean(ofPresent(isWrittenAsSql(of.text, type)))
  const holds = isSubtype(of.type, type)
  return boolean(ofPresent(String(holds)), !holds)
}

// Computed in 128 bits, so that the extremes of 64-bit integers do not overflow.
function arithmetic(operator: '+' | '-' | '*', args: readonly Operand[]): Sql {
  const operands = args.map(numeric)
  const type = operands.every(operand => operand.type === 'integer') ? 'integer' : 'number'
  const texts = operands.map(operand =>
    type === 'integer' ? wide(operand) : `CAST(${operand.text} AS DOUBLE)`,
  )
  return { text: `(${texts.join(` ${operator} `)})`, type }
}

function wide({ text, type }: Sql): string {
  return type === 'integer' ? `CAST(${text} AS HUGEINT)` : text
}

function numeric(operand: Operand): Sql {
  if (operand.type === 'unknown') return number('CAST(NULL AS DOUBLE)')
  if (!numericTypes.includes(operand.type))
    throw new UserError(`Arithmetic needs numbers, and this is ${typeWords[operand.type]}.`)
  return operand
}

function pattern({ text, type }: Operand): string {
  if (type === 'string' || type === 'unknown') return text
  throw new UserError(`A pattern is text, and this is ${typeWords[type]}.`)
}

function moment({ text, type }: Operand): string {
  if (type === 'date' || type === 'timestamp') return text
  if (type === 'unknown') return 'CAST(NULL AS TIMESTAMP)'
  throw new UserError(`Only dates and timestamps have hours and weekdays, and this is ${typeWords[type]}.`)
}

function joined(args: readonly Operand[], word: 'AND' | 'OR'): string {
  return `(${args.map(condition).join(` ${word} `)})`
}

/** Without the parts that no row fulfils. */
function joinedOr(args: readonly Operand[]): Sql {
  const possible = args.filter(arg => arg.never !== true)
  if (possible.length === args.length) return boolean(joined(args, 'OR'))
  return possible.length === 0 ? boolean('false', true) : boolean(joined(possible, 'OR'))
}

function opposite(never: boolean | undefined): boolean | undefined {
  return never === undefined ? undefined : !never
}

function text(operand: Sql): string {
  return operand.type === 'string' ? operand.text : `CAST(${operand.text} AS VARCHAR)`
}

function boolean(of: string, never?: boolean): Sql {
  return { text: of, type: 'boolean' satisfies ColumnType, ...(never === undefined ? {} : { never }) }
}

function number(of: string): Sql {
  return { text: of, type: 'number' }
}

function first(args: readonly (Operand | undefined)[]): Operand {
  return argument(args, 0)
}

function second(args: readonly (Operand | undefined)[]): Operand {
  return argument(args, 1)
}

function argument(args: readonly (Operand | undefined)[], index: number): Operand {
  const operand = args[index]
  if (operand === undefined) throw new RangeError(`A function lacks its argument number ${index + 1}.`)
  return operand
}
