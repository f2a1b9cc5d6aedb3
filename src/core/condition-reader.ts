import { z } from 'zod'
import { conditionWords } from './condition.ts'
import { ConditionError, Tokens } from './condition-tokens.ts'
import { call, type Expr, type FunctionName, isIn, isNull, not, value } from './expr.ts'
import { didYouMean } from './suggest.ts'
import type { Value } from './value.ts'

/** Which rows a check is about: a condition in mlcheck's own words, or `{ sql }` in those of the engine. */
export const rowCondition = z
  .union([z.string(), z.strictObject({ sql: z.string() })], {
    error: () => 'expected a condition such as price > 10, or { sql: … }',
  })
  .transform((written, context): Expr => {
    if (typeof written !== 'string') return call('sql', { literal: written.sql })
    return parsed(written, parseCondition, context)
  })
  .meta({ title: 'condition' })

/** What a new column is to hold, such as `price * 2`. */
export const rowExpression = z
  .string()
  .transform((written, context): Expr => parsed(written, parseExpression, context))
  .meta({ title: 'expression' })

function parsed(written: string, parse: (text: string) => Expr, context: z.RefinementCtx): Expr {
  try {
    return parse(written)
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    context.addIssue(error.message)
    return z.NEVER
  }
}

/**
 * Reads a condition on the columns of a row: comparisons (`=`, `!=`, `<`, `<=`, `>`, `>=`), `in […]`, `between … and …`,
 * `matches "…"`, `is null`, arithmetic, `and`, `or`, `not`. A null makes what it is compared in null, as in SQL.
 *
 * @throws ConditionError that tells at which character it ends being one
 */
export function parseCondition(text: string): Expr {
  const condition = parseExpression(text)
  if (!isCondition(condition)) throw new ConditionError(`expected a comparison, such as ${text} > 0`)
  return condition
}

/**
 * Reads what a row gives: a column, arithmetic, a function, or a condition.
 *
 * @throws ConditionError that tells at which character it ends being one
 */
function parseExpression(text: string): Expr {
  const tokens = new Tokens(text)
  const expression = disjunction(tokens)
  if (tokens.next.kind !== 'end') throw tokens.refusal('expected and, or or the end')
  return expression
}

const functions: readonly FunctionName[] = ['length', 'abs', 'hour', 'weekday', 'isNonFinite']
const calculations: readonly FunctionName[] = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'length',
  'abs',
  'hour',
  'weekday',
]
const comparisons: Readonly<Record<string, FunctionName>> = {
  '=': 'equal',
  '==': 'equal',
  '<': 'lessThan',
  '<=': 'atMost',
  '>': 'moreThan',
  '>=': 'atLeast',
}
const sums: Readonly<Record<string, FunctionName>> = { '+': 'add', '-': 'subtract' }
const products: Readonly<Record<string, FunctionName>> = { '*': 'multiply', '/': 'divide' }

function disjunction(tokens: Tokens): Expr {
  const parts = [conjunction(tokens)]
  while (tokens.take('or')) parts.push(conjunction(tokens))
  return joined('or', parts)
}

function conjunction(tokens: Tokens): Expr {
  const parts = [negation(tokens)]
  while (tokens.take('and')) parts.push(negation(tokens))
  return joined('and', parts)
}

function joined(name: 'and' | 'or', parts: readonly Expr[]): Expr {
  const [only = { literal: true }] = parts
  return parts.length === 1 ? only : call(name, ...parts)
}

function negation(tokens: Tokens): Expr {
  return tokens.take('not') ? not(negation(tokens)) : comparison(tokens)
}

function comparison(tokens: Tokens): Expr {
  const left = operation(tokens, sums)
  const sign = tokens.take('!=', '<>', ...Object.keys(comparisons))
  if (sign !== undefined) {
    const right = operation(tokens, sums)
    const name = comparisons[sign]
    return name ? call(name, left, right) : not(call('equal', left, right))
  }
  if (tokens.take('is')) {
    const negated = tokens.take('not')
    tokens.expect('null')
    return negated ? not(isNull(left)) : isNull(left)
  }
  const negated = tokens.take('not')
  const tested = test(left, tokens)
  if (tested === undefined && negated) throw tokens.refusal('expected in, between or matches')
  return tested === undefined ? left : negated ? not(tested) : tested
}

function test(left: Expr, tokens: Tokens): Expr | undefined {
  if (tokens.take('in')) return isIn(left, list(tokens))
  if (tokens.take('matches')) return call('matches', left, { literal: text(tokens) })
  if (!tokens.take('between')) return undefined
  const min = operation(tokens, sums)
  tokens.expect('and')
  return call('and', call('atLeast', left, min), call('atMost', left, operation(tokens, sums)))
}

function operation(tokens: Tokens, signs: typeof sums): Expr {
  const operand = () => (signs === sums ? operation(tokens, products) : atom(tokens))
  let left = operand()
  for (;;) {
    const sign = tokens.take(...Object.keys(signs))
    const name = sign === undefined ? undefined : signs[sign]
    if (name === undefined) return left
    left = call(name, left, operand())
  }
}

function atom(tokens: Tokens): Expr {
  if (tokens.take('(')) {
    const inner = disjunction(tokens)
    tokens.expect(')')
    return inner
  }
  if (tokens.take('-')) {
    const of = atom(tokens)
    if ('literal' in of && (typeof of.literal === 'number' || typeof of.literal === 'bigint'))
      return { literal: -of.literal }
    return call('subtract', { literal: 0 }, of)
  }
  const { kind, text } = tokens.next
  if (kind === 'name' || (kind === 'word' && !conditionWords.includes(text))) return named(tokens)
  return { literal: scalar(tokens) }
}

/** A column, or a function of something. */
function named(tokens: Tokens): Expr {
  const { kind, text, at } = tokens.advance()
  if (kind === 'name' || tokens.take('(') === undefined) return value(text)
  const name = functions.find(each => each === text)
  if (name === undefined)
    throw new ConditionError(
      `${text} at character ${at + 1} is no function. ${didYouMean(text, functions, 'Functions are')}`,
    )
  const of = operation(tokens, sums)
  tokens.expect(')')
  return call(name, of)
}

function scalar(tokens: Tokens): Value {
  const { kind, value: of, text } = tokens.next
  if ((kind === 'text' || kind === 'number') && of !== undefined) {
    tokens.advance()
    return of
  }
  if (tokens.take('true', 'false')) return text === 'true'
  if (tokens.next.text === 'null' && kind === 'word')
    throw tokens.refusal('expected a value (what is missing is found by is null)')
  throw tokens.refusal('expected a column or a value')
}

function list(tokens: Tokens): readonly Value[] {
  const close = tokens.take('[', '(') === '(' ? ')' : ']'
  const values: Value[] = []
  while (tokens.take(close) === undefined) {
    if (values.length > 0) tokens.expect(',')
    const negative = tokens.take('-')
    const next = scalar(tokens)
    values.push(negative && (typeof next === 'number' || typeof next === 'bigint') ? -next : next)
  }
  return values
}

function text(tokens: Tokens): string {
  const of = scalar(tokens)
  if (typeof of !== 'string') throw tokens.refusal('expected a pattern in quotes')
  return of
}

/** Whether it is true or false, as far as can be told without the data: a column may be. */
function isCondition(expr: Expr): boolean {
  if ('literal' in expr) return typeof expr.literal === 'boolean'
  return 'column' in expr || !calculations.includes(expr.call)
}
