import {
  and,
  call,
  type Expr,
  type FunctionName,
  isIn,
  isNull,
  literal,
  not,
  or,
  value,
} from '../core/expr.ts'
import type { Value } from '../core/value.ts'
import { ConditionError, type Token, tokensOf } from '../core/condition-tokens.ts'

/** Operators that compare. */
export const comparisons: Readonly<Record<string, FunctionName>> = {
  '=': 'equal',
  '==': 'equal',
  '<': 'lessThan',
  '<=': 'atMost',
  '>': 'moreThan',
  '>=': 'atLeast',
}

/** Reads conditions as pandas, Spark SQL and Great Expectations write them: a superset of all three. */
export class ConditionReader {
  readonly #tokens: readonly Token[]
  /** Whether comparisons with a missing value are false rather than null. */
  readonly #isTwoValued: boolean
  #at = 0

  constructor(text: string, isTwoValued: boolean) {
    this.#tokens = tokensOf(text)
    this.#isTwoValued = isTwoValued
  }

  whole(): Expr {
    const condition = this.#or()
    if (this.#next.kind !== 'end') throw this.#refusal()
    return condition
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', at: 0 }
  }

  /** Words are taken in any case, as in SQL. */
  #take(...wanted: readonly string[]): string | undefined {
    const { kind, text } = this.#next
    const word = text.toLowerCase()
    if ((kind !== 'word' && kind !== 'sign') || !wanted.includes(word)) return undefined
    this.#at++
    return word
  }

  #expect(wanted: string): void {
    if (this.#take(wanted) === undefined) throw this.#refusal()
  }

  #refusal(): ConditionError {
    const { kind, text, at } = this.#next
    return new ConditionError(`${kind === 'end' ? 'the end' : text} at character ${at + 1} is not understood`)
  }

  #or(): Expr {
    const parts = [this.#and()]
    while (this.#take('or', '|')) parts.push(this.#and())
    return or(...parts)
  }

  #and(): Expr {
    const parts = [this.#not()]
    while (this.#take('and', '&')) parts.push(this.#not())
    return and(...parts)
  }

  #not(): Expr {
    return this.#take('not', '~', '!') ? this.#opposite(this.#not()) : this.#comparison()
  }

  #comparison(): Expr {
    const first = this.#sum()
    const parts: Expr[] = []
    let left = first
    for (;;) {
      const sign = this.#take('!=', '<>', ...Object.keys(comparisons))
      if (sign === undefined) break
      const right = this.#sum()
      const name = comparisons[sign]
      parts.push(name ? call(name, left, right) : this.#opposite(call('equal', left, right)))
      left = right
    }
    if (parts.length > 0) return and(...parts)
    if (this.#take('is')) {
      const negated = this.#take('not')
      if (this.#take('null', 'none') === undefined) throw this.#refusal()
      return negated ? not(isNull(first)) : isNull(first)
    }
    const negated = this.#take('not')
    const tested = this.#test(first)
    if (tested === undefined) {
      if (negated) throw this.#refusal()
      return first
    }
    return negated ? this.#opposite(tested) : tested
  }

  #test(of: Expr): Expr | undefined {
    if (this.#take('in')) return isIn(of, this.#list())
    if (this.#take('between')) {
      const min = this.#sum()
      this.#expect('and')
      return and(call('atLeast', of, min), call('atMost', of, this.#sum()))
    }
    return undefined
  }

  #sum(): Expr {
    return this.#operation({ '+': 'add', '-': 'subtract' }, () =>
      this.#operation({ '*': 'multiply', '/': 'divide' }, () => this.#postfix()),
    )
  }

  #operation(signs: Readonly<Record<string, FunctionName>>, operand: () => Expr): Expr {
    let left = operand()
    for (;;) {
      const name = signs[this.#take(...Object.keys(signs)) ?? '']
      if (name === undefined) return left
      left = call(name, left, operand())
    }
  }

  /** `x.isnull()`, `x.isin([1])`, `x.str.contains("a")`, `x.notNull()`. */
  #postfix(): Expr {
    let of = this.#atom()
    while (this.#take('.')) {
      const word = this.#word()
      if (word === 'str') continue
      this.#expect('(')
      of = this.#method(word, of)
      this.#expect(')')
    }
    return of
  }

  #method(name: string, of: Expr): Expr {
    if (['isnull', 'isna'].includes(name)) return isNull(of)
    if (['notnull', 'notna'].includes(name)) return not(isNull(of))
    if (name === 'isin') return isIn(of, this.#list())
    if (name === 'len') return call('length', of)
    const affix = { startswith: ['^', ''], endswith: ['', '$'] }[name]
    if (name !== 'contains' && affix === undefined)
      throw new ConditionError(`the method ${name} is not supported`)
    const text = String(this.#scalar())
    const [before = '', after = ''] = affix ?? []
    const pattern = affix ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text
    return call('matches', of, literal(`${before}${pattern}${after}`))
  }

  #atom(): Expr {
    if (this.#take('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    if (this.#take('-')) {
      const of = this.#postfix()
      const isNumber = 'literal' in of && (typeof of.literal === 'number' || typeof of.literal === 'bigint')
      return isNumber ? literal(-(of.literal as number | bigint)) : call('subtract', literal(0), of)
    }
    const { kind, text } = this.#next
    if (kind === 'name') {
      this.#at++
      return value(text)
    }
    if (kind === 'word' && !['true', 'false', 'none', 'null', 'nan'].includes(text.toLowerCase()))
      return this.#named()
    return literal(this.#scalar())
  }

  /** A column, `col("x")` or `date("2019-01-31")`. */
  #named(): Expr {
    const { text } = this.#next
    this.#at++
    if (!['col', 'date', 'datetime', 'timestamp'].includes(text.toLowerCase()) || !this.#take('(')) {
      if (['isnull', 'isnotnull'].includes(text.toLowerCase()) && this.#take('(')) {
        const of = this.#sum()
        this.#expect(')')
        return text.toLowerCase() === 'isnull' ? isNull(of) : not(isNull(of))
      }
      return value(text)
    }
    const argument = this.#scalar()
    this.#expect(')')
    return text.toLowerCase() === 'col' ? value(String(argument)) : literal(argument)
  }

  #word(): string {
    const { kind, text } = this.#next
    if (kind !== 'word') throw this.#refusal()
    this.#at++
    return text.toLowerCase()
  }

  #list(): readonly Value[] {
    const close = this.#take('[', '(', '{')
    const values: Value[] = []
    const end = close === '(' ? ')' : close === '{' ? '}' : ']'
    while (this.#take(end) === undefined) {
      if (values.length > 0) this.#expect(',')
      values.push(this.#scalar())
    }
    return values
  }

  #scalar(): Value {
    const sign = this.#take('-')
    const { kind, value: of, text } = this.#next
    if ((kind === 'text' || kind === 'number') && of !== undefined) {
      this.#at++
      return sign && (typeof of === 'number' || typeof of === 'bigint') ? -of : of
    }
    if (this.#take('true', 'false')) return text.toLowerCase() === 'true'
    throw this.#refusal()
  }

  #opposite(of: Expr): Expr {
    return this.#isTwoValued ? twoValuedOpposite(of) : not(of)
  }
}

/** The opposite where what compares with a missing value is false. */
function twoValuedOpposite(of: Expr): Expr {
  if (!('call' in of)) return not(of)
  const { call: name, args } = of
  if (name === 'and') return or(...args.map(twoValuedOpposite))
  if (name === 'or') return and(...args.map(twoValuedOpposite))
  if (name === 'not' || name === 'isNull') return not(of)
  const missing = args.filter(arg => !('literal' in arg)).map(isNull)
  return or(...missing, not(of))
}
