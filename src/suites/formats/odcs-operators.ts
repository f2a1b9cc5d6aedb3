import type { Tree } from '../tree.ts'
import { plainValue } from '../tree.ts'
import { field } from './document.ts'
import type { NoCheck } from './keywords.ts'

/** What a number has to be, as two bounds. */
export interface Range {
  readonly min?: number
  readonly max?: number
  readonly strictMin?: boolean
  readonly strictMax?: boolean
}

type Operator = (value: unknown) => { readonly sql: string; readonly range?: Range } | undefined

const compared =
  (sign: string, range: (value: number) => Range): Operator =>
  value =>
    isNumber(value) ? { sql: `value ${sign} ${value}`, range: range(value) } : undefined

const atLeast = compared('>=', min => ({ min }))
const atMost = compared('<=', max => ({ max }))

/** The operators of the standard, with two spellings of which its own documents make use. */
const operators: Readonly<Record<string, Operator>> = {
  mustBe: value => {
    if (typeof value === 'boolean') return { sql: `value = ${value}` }
    if (typeof value === 'string') return { sql: `value = '${value.replaceAll("'", "''")}'` }
    return compared('=', equal => ({ min: equal, max: equal }))(value)
  },
  // No count is below zero.
  mustNotBe: value =>
    isNumber(value) ? { sql: `value <> ${value}`, range: value === 0 ? { min: 1 } : undefined } : undefined,
  mustBeGreaterThan: compared('>', min => ({ min, strictMin: true })),
  mustBeGreaterOrEqualTo: atLeast,
  mustBeGreaterThanOrEqualTo: atLeast,
  mustBeLessThan: compared('<', max => ({ max, strictMax: true })),
  mustBeLessOrEqualTo: atMost,
  mustBeLessThanOrEqualTo: atMost,
  mustBeBetween: value => between(value, ''),
  mustNotBeBetween: value => between(value, 'NOT '),
}

const operatorNames = Object.keys(operators)

/** What a rule demands of its number: in SQL on `value`, and as a range where it is one. */
export function demandOf(rule: Tree): { readonly sql: string; readonly range?: Range } | NoCheck {
  const names = operatorNames.filter(name => field(rule, name) !== undefined)
  const [name] = names
  const tree = name === undefined ? undefined : field(rule, name)
  if (name === undefined || tree === undefined || names.length > 1)
    return { reason: `it needs one of the operators ${operatorNames.slice(0, 3).join(', ')}, …` }
  return operators[name]?.(plainValue(tree)) ?? { reason: `${name} has no number.` }
}

/** A range of whole numbers from 0; `undefined` where no count lies in it. */
export function countRange({
  min,
  max,
  strictMin,
  strictMax,
}: Range): Pick<Range, 'min' | 'max'> | undefined {
  const from = min === undefined ? 0 : strictMin ? Math.floor(min) + 1 : Math.ceil(min)
  const to = max === undefined ? undefined : strictMax ? Math.ceil(max) - 1 : Math.floor(max)
  if (to !== undefined && (to < 0 || from > to)) return undefined
  return { ...(from > 0 && { min: from }), ...(to !== undefined && { max: to }) }
}

function between(value: unknown, negation: string) {
  const [min, max] = Array.isArray(value) ? value : []
  if (!isNumber(min) || !isNumber(max)) return undefined
  const sql = `value ${negation}BETWEEN ${min} AND ${max}`
  return negation === '' ? { sql, range: { min, max } } : { sql }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
