import type { Expr, FunctionName } from '../../core/expr.ts'
import { formatList } from '../../core/format.ts'
import { columnOf } from '../../core/schema.ts'
import type { Saved } from './saved.ts'

/** Functions of the text or of the type of a value, which is another one where whole numbers are read as numbers. */
const ofText: readonly FunctionName[] = [
  'matches',
  'length',
  'countMatches',
  'isWrittenAs',
  'capture',
  'isCalendarDay',
  'isJson',
  'meetsJsonSchema',
  'passesLuhn',
  'passesMod97',
]

/** Why an expression over columns of several types does not say the same of all parts, or nothing. */
export function textObstacle(expr: Expr | undefined, parts: readonly Saved[]): string | undefined {
  const names = [...columnsOfText(expr)].filter(name => typesOf(name, parts).size > 1)
  if (names.length === 0) return undefined
  return `it looks at the text of ${formatList(names)}, of which the type is not the same in all partitions`
}

function typesOf(name: string, parts: readonly Saved[]): ReadonlySet<string> {
  const types = parts.map(({ schema }) => columnOf(schema, name)?.type ?? 'unknown')
  return new Set(types.filter(type => type !== 'unknown'))
}

function columnsOfText(expr: Expr | undefined, isText = false): ReadonlySet<string> {
  if (expr === undefined || 'literal' in expr) return new Set()
  if ('column' in expr) return new Set(isText ? [expr.column] : [])
  const below = isText || ofText.includes(expr.call)
  return new Set(expr.args.flatMap(arg => [...columnsOfText(arg, below)]))
}
