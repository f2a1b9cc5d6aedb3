import { UserError } from '../../core/errors.ts'
import type { FunctionName } from '../../core/expr.ts'
import { columnTypes, isSubtype, numericTypes, typeWords } from '../../core/schema.ts'
import { luhnSql, mod97Sql } from './check-digits.ts'
import { comparison, membership, nullBoolean, type Operand } from './comparisons.ts'
import { javaPattern } from './patterns.ts'
import { condition, quoted, type Sql } from './sql.ts'
import { isWrittenAsSql } from './text-types.ts'

type Translation = (args: readonly Operand[]) => Sql

/** What each function of an expression is in Spark's SQL, in ANSI mode and UTC. */
export const dialect: Readonly<Record<FunctionName, Translation>> = {
  and: args => boolean(`(${args.map(condition).join(' AND ')})`),
  or: args => boolean(`(${args.map(condition).join(' OR ')})`),
  not: args => boolean(`(NOT ${condition(first(args))})`),
  isNull: args => boolean(`(${first(args).text} IS NULL)`),
  isNonFinite: args => isNonFinite(first(args)),
  equal: args => comparison('=', first(args), second(args)),
  lessThan: args => comparison('<', first(args), second(args)),
  atMost: args => comparison('<=', first(args), second(args)),
  moreThan: args => comparison('>', first(args), second(args)),
  atLeast: args => comparison('>=', first(args), second(args)),
  isIn: ([of, ...others]) => membership(first([of]), others),
  matches: args => boolean(`regexp_like(${text(first(args))}, ${quoted(pattern(second(args)))})`),
  length: args => ({ text: `length(${text(first(args))})`, type: 'integer' }),
  countMatches: args => countMatches(text(first(args)), pattern(second(args))),
  hour: args => ({ text: `hour(${moment(first(args))})`, type: 'integer' }),
  weekday: args => ({ text: `(weekday(${moment(first(args))}) + 1)`, type: 'integer' }),
  add: args => arithmetic('+', args),
  subtract: args => arithmetic('-', args),
  multiply: args => arithmetic('*', args),
  divide: args => {
    const [dividend, divisor] = [numeric(first(args)), numeric(second(args))]
    return number(`(CAST(${dividend.text} AS DOUBLE) / nullif(CAST(${divisor.text} AS DOUBLE), 0D))`)
  },
  abs: args => {
    const operand = numeric(first(args))
    return { text: `abs(${wide(operand)})`, type: operand.type }
  },
  isWrittenAs: args => isWrittenAs(first(args), second(args)),
  when: args => when(first(args), second(args)),
  capture: args => capture(first(args), second(args), argument(args, 2)),
  isCalendarDay: args => isCalendarDay(first(args), second(args), argument(args, 2)),
  isJson: args => isJson(text(first(args))),
  meetsJsonSchema: () => {
    throw new UserError('Spark cannot check text against a JSON Schema.', {
      hint: 'Check a sample of the rows with the engine duckdb.',
    })
  },
  passesLuhn: args => boolean(luhnSql(text(first(args)))),
  passesMod97: args => boolean(mod97Sql(text(first(args)))),
  secondsBetween: args =>
    number(`((unix_micros(${moment(second(args))}) - unix_micros(${moment(first(args))})) / 1e6D)`),
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

function isNonFinite({ text, type }: Operand): Sql {
  if (type !== 'number') return boolean('false')
  return boolean(`coalesce(isnan(${text}) OR abs(${text}) = CAST('Infinity' AS DOUBLE), false)`)
}

function when(of: Operand, then: Operand): Sql {
  return { text: `CASE WHEN ${condition(of)} THEN ${then.text} END`, type: then.type }
}

/**
 * To Java, an empty match that touches the one before it is another one, to RE2 it is none. `\G` is where the one
 * before ends; the atomic group keeps Java from looking for a longer match there.
 */
function countMatches(of: string, wanted: string): Sql {
  return { text: `regexp_count(${of}, ${quoted(`(?>${wanted})(?:(?!\\G)|\\A)`)})`, type: 'integer' }
}

function capture(of: Operand, wanted: Operand, { value: group }: Operand): Sql {
  const own = quoted(pattern(wanted))
  const found = `regexp_extract(${text(of)}, ${own}, ${Number(group)})`
  return { text: `CASE WHEN regexp_like(${text(of)}, ${own}) THEN ${found} END`, type: 'string' }
}

const months = "array('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')"

function isCalendarDay(year: Operand, month: Operand, day: Operand): Sql {
  const fullYear = `CASE WHEN length(${year.text}) <= 2 THEN concat('20', lpad(${year.text}, 2, '0')) ELSE lpad(${year.text}, 4, '0') END`
  const place = `nullif(array_position(${months}, lower(left(${month.text}, 3))), 0)`
  const number = `coalesce(CAST(${place} AS STRING), ${month.text})`
  // Padding cuts what is too long.
  const isShort = `length(${number}) <= 2 AND length(trim(${day.text})) <= 2`
  const date = `concat(${fullYear}, '-', lpad(${number}, 2, '0'), '-', lpad(trim(${day.text}), 2, '0'))`
  const isDay = isWrittenAsSql(date, 'date')
  return boolean(`CASE WHEN ${year.text} IS NOT NULL THEN ${isShort} AND coalesce(${isDay}, false) END`)
}

/**
 * Spark reads a document from the beginning of a text and ignores what follows. Nothing but blanks can follow where the
 * text is whole both as the item of an array and as the member of an object.
 */
function isJson(of: string): Sql {
  const whole = [`concat('[', ${of}, ']')`, `concat('{"a":', ${of}, '}')`]
  const holds = whole.map(json => `try_parse_json(${json}) IS NOT NULL`).join(' AND ')
  return boolean(`CASE WHEN ${of} IS NOT NULL THEN ${holds} END`)
}

/** What looks at other rows is a column of a table of its own by the time that an expression is translated. */
function aside(): never {
  throw new UserError('Spark cannot look at other rows within an expression.')
}

/** By the grammar of the text; in a column that is typed already, by its type. Null for null. */
function isWrittenAs(of: Operand, { value: wanted }: Operand): Sql {
  const type = columnTypes.find(candidate => candidate === wanted)
  if (type === undefined) throw new RangeError(`${String(wanted)} is not a column type.`)
  if (of.type === 'unknown') return nullBoolean
  const isText = of.type === 'string' && type !== 'string'
  const holds = isText ? isWrittenAsSql(of.text, type) : String(isSubtype(of.type, type))
  return boolean(`CASE WHEN ${of.text} IS NOT NULL THEN ${holds} END`)
}

// Computed in decimals, so that the extremes of 64-bit integers do not overflow.
function arithmetic(operator: '+' | '-' | '*', args: readonly Operand[]): Sql {
  const operands = args.map(numeric)
  const type = operands.every(operand => operand.type === 'integer') ? 'integer' : 'number'
  const texts = operands.map(operand =>
    type === 'integer' ? wide(operand) : `CAST(${operand.text} AS DOUBLE)`,
  )
  return { text: `(${texts.join(` ${operator} `)})`, type }
}

function wide({ text, type }: Sql): string {
  return type === 'integer' ? `CAST(${text} AS DECIMAL(38, 0))` : text
}

function numeric(operand: Operand): Sql {
  if (operand.type === 'unknown') return number('CAST(NULL AS DOUBLE)')
  if (!numericTypes.includes(operand.type))
    throw new UserError(`Arithmetic needs numbers, and this is ${typeWords[operand.type]}.`)
  return operand
}

function pattern({ type, value }: Operand): string {
  if (type !== 'string') throw new UserError(`A pattern is text, and this is ${typeWords[type]}.`)
  if (typeof value !== 'string') throw new UserError('A pattern is written out, and this is computed.')
  return javaPattern(value)
}

function moment({ text, type }: Operand): string {
  if (type === 'timestamp') return text
  if (type === 'date' || type === 'unknown') return `CAST(${text} AS TIMESTAMP)`
  throw new UserError(`Only dates and timestamps have hours and weekdays, and this is ${typeWords[type]}.`)
}

function text(operand: Sql): string {
  return operand.type === 'string' ? operand.text : `CAST(${operand.text} AS STRING)`
}

function boolean(of: string): Sql {
  return { text: of, type: 'boolean' }
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
