import { isoText } from '../core/value.ts'

/** A number, a moment, or a span of milliseconds. */
type Quantity = number | Date | Span
interface Span {
  readonly milliseconds: number
}

/**
 * The value of an expression of a suite's parameters; `$name` for the name of one that is not known.
 *
 * @throws Error when it cannot be computed
 */
export function evaluated(expression: string, params: Readonly<Record<string, unknown>>): unknown {
  const name = expression.trim()
  if (Object.hasOwn(params, name)) return params[name]
  if (/^[A-Za-z_][\w-]*$/.test(name) && !Object.hasOwn(constants, name)) return `$${name}`
  const result = new Evaluation(expression, params).whole()
  if (typeof result === 'number') return result
  if (result instanceof Date) return isoText(result)
  throw new Error('it is a span of time.')
}

const constants: Readonly<Record<string, number>> = { PI: Math.PI, E: Math.E }

const functions: Readonly<Record<string, (of: number) => number>> = {
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  exp: Math.exp,
  trunc: Math.trunc,
  // Python rounds halves to even numbers.
  round: of => (Math.abs(of % 1) === 0.5 ? 2 * Math.round(of / 2) : Math.round(of)),
  sgn: Math.sign,
}

const units: Readonly<Record<string, number>> = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  milliseconds: 1,
  microseconds: 0.001,
}
const unitOrder = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks']

/** Reads an expression from left to right and computes it. */
class Evaluation {
  readonly #tokens: readonly string[]
  readonly #params: Readonly<Record<string, unknown>>
  #at = 0

  constructor(expression: string, params: Readonly<Record<string, unknown>>) {
    this.#tokens = expression.match(/\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+|[A-Za-z_][\w.]*|\*\*|\S/g) ?? []
    this.#params = params
  }

  whole(): Quantity {
    const result = this.#sum()
    if (this.#at < this.#tokens.length) throw new Error(`${this.#tokens[this.#at]} is not expected there.`)
    return result
  }

  #take(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at]
    if (token === undefined || !wanted.includes(token)) return undefined
    this.#at++
    return token
  }

  #sum(): Quantity {
    let left = this.#product()
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-'))
      left = added(left, this.#product(), sign === '+' ? 1 : -1)
    return left
  }

  #product(): Quantity {
    let left = this.#power()
    for (let sign = this.#take('*', '/'); sign !== undefined; sign = this.#take('*', '/')) {
      const right = numberOf(this.#power())
      const factor = sign === '*' ? right : 1 / right
      left = isSpan(left)
        ? { milliseconds: left.milliseconds * factor }
        : sign === '*'
          ? numberOf(left) * right
          : numberOf(left) / right
    }
    return left
  }

  #power(): Quantity {
    if (this.#take('-')) {
      const of = this.#power()
      return isSpan(of) ? { milliseconds: -of.milliseconds } : -numberOf(of)
    }
    const base = this.#atom()
    return this.#take('^', '**') ? numberOf(base) ** numberOf(this.#power()) : base
  }

  #atom(): Quantity {
    if (this.#take('(')) {
      const inner = this.#sum()
      this.#close()
      return inner
    }
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw new Error('it ends too early.')
    if (/^[\d.]/.test(token)) return Number(token)
    if (this.#take('(')) return this.#call(token)
    if (Object.hasOwn(constants, token)) return constants[token] ?? 0
    const value = Object.hasOwn(this.#params, token) ? this.#params[token] : undefined
    if (typeof value === 'number' || value instanceof Date) return value
    throw new Error(`there is no number ${token}.`)
  }

  #call(name: string): Quantity {
    const { positional, named } = this.#args()
    if (name === 'now') return new Date()
    if (name === 'timedelta') return spanOf(positional.map(numberOf), named)
    if (name === 'datetime') {
      const [year = 1, month = 1, ...rest] = positional.map(numberOf)
      return new Date(Date.UTC(year, month - 1, ...rest.slice(0, 4)))
    }
    const of = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (!of) throw new Error(`there is no function ${name}.`)
    return of(numberOf(positional[0] ?? 0))
  }

  #args() {
    const positional: Quantity[] = []
    const named: Record<string, number> = {}
    while (this.#take(')') === undefined) {
      const name = this.#tokens[this.#at]
      if (name !== undefined && this.#tokens[this.#at + 1] === '=') {
        this.#at += 2
        named[name] = numberOf(this.#sum())
      } else positional.push(this.#sum())
      if (this.#take(',') === undefined && this.#tokens[this.#at] !== ')') this.#close()
    }
    return { positional, named }
  }

  #close(): void {
    if (this.#take(')') === undefined) throw new Error('a parenthesis is not closed.')
  }
}

function added(left: Quantity, right: Quantity, sign: 1 | -1): Quantity {
  if (left instanceof Date && isSpan(right)) return new Date(left.getTime() + sign * right.milliseconds)
  if (isSpan(left) && right instanceof Date && sign === 1)
    return new Date(right.getTime() + left.milliseconds)
  if (left instanceof Date && right instanceof Date && sign === -1)
    return { milliseconds: left.getTime() - right.getTime() }
  if (isSpan(left) && isSpan(right)) return { milliseconds: left.milliseconds + sign * right.milliseconds }
  return numberOf(left) + sign * numberOf(right)
}

function spanOf(positional: readonly number[], named: Readonly<Record<string, number>>): Span {
  const inOrder = positional.map((count, index) => count * (units[unitOrder[index] ?? ''] ?? Number.NaN))
  const byName = Object.entries(named).map(([unit, count]) => count * (units[unit] ?? Number.NaN))
  const milliseconds = [...inOrder, ...byName].reduce((sum, part) => sum + part, 0)
  if (Number.isNaN(milliseconds)) throw new Error('timedelta has an unknown unit.')
  return { milliseconds }
}

function isSpan(of: Quantity): of is Span {
  return typeof of === 'object' && 'milliseconds' in of
}

function numberOf(of: Quantity): number {
  if (typeof of === 'number') return of
  throw new Error('a time stands where a number belongs.')
}
