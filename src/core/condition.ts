import type { Expr, FunctionName } from './expr.ts'
import { isoText, type Value } from './value.ts'

/** Names that mean something else in a condition. */
export const conditionWords = ['and', 'or', 'not', 'in', 'is', 'null', 'true', 'false', 'between', 'matches']

const infix: Partial<Readonly<Record<FunctionName, { readonly sign: string; readonly level: number }>>> = {
  or: { sign: 'or', level: 1 },
  and: { sign: 'and', level: 2 },
  equal: { sign: '=', level: 4 },
  lessThan: { sign: '<', level: 4 },
  atMost: { sign: '<=', level: 4 },
  moreThan: { sign: '>', level: 4 },
  atLeast: { sign: '>=', level: 4 },
  matches: { sign: 'matches', level: 4 },
  add: { sign: '+', level: 5 },
  subtract: { sign: '-', level: 5 },
  multiply: { sign: '*', level: 6 },
  divide: { sign: '/', level: 6 },
}
const levels = { not: 3, comparison: 4, atom: 7 } as const

/** A condition as it is written in a suite: `price > 10 and genre in ["a", "b"]`. */
export function conditionText(expr: Expr): string {
  return written(expr, 0)
}

function written(expr: Expr, outer: number): string {
  const { text, level } = parts(expr)
  return level < outer ? `(${text})` : text
}

function parts(expr: Expr): { readonly text: string; readonly level: number } {
  if ('column' in expr) return { text: nameText(expr.column), level: levels.atom }
  if ('literal' in expr) return { text: literalText(expr.literal), level: levels.atom }
  const { call, args } = expr
  const [first = { literal: null }, ...others] = args
  const operator = infix[call]
  if (operator) {
    const { sign, level } = operator
    const [left, right] = level === levels.comparison ? [level + 1, level + 1] : [level, level + 1]
    const operands = args.map((arg, index) => written(arg, index === 0 ? left : right))
    return { text: operands.join(` ${sign} `), level }
  }
  if (call === 'not') return negation(first)
  if (call === 'isNull')
    return { text: `${written(first, levels.comparison + 1)} is null`, level: levels.comparison }
  if (call === 'isIn') {
    const list = others.map(other => written(other, 0)).join(', ')
    return { text: `${written(first, levels.comparison + 1)} in [${list}]`, level: levels.comparison }
  }
  return { text: `${call}(${args.map(arg => written(arg, 0)).join(', ')})`, level: levels.atom }
}

/** `x is not null`, `x not in [1]`, `x != 1`; `not (…)` for all others. */
function negation(of: Expr): { readonly text: string; readonly level: number } {
  const positive = parts(of)
  if ('call' in of) {
    const [first = { literal: null }] = of.args
    const subject = written(first, levels.comparison + 1)
    const rest = positive.text.slice(subject.length)
    if (of.call === 'isNull') return { text: `${subject} is not null`, level: levels.comparison }
    if (of.call === 'isIn' || of.call === 'matches')
      return { text: `${subject} not${rest}`, level: levels.comparison }
    if (of.call === 'equal') return { text: `${subject} !=${rest.slice(2)}`, level: levels.comparison }
  }
  return {
    text: `not ${positive.level > levels.not ? positive.text : `(${positive.text})`}`,
    level: levels.not,
  }
}

function nameText(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name) && !conditionWords.includes(name)) return name
  return `\`${name.replaceAll('`', '``')}\``
}

function literalText(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Date) return JSON.stringify(isoText(value))
  return String(value)
}
