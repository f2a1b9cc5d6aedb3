import { isDeepStrictEqual } from 'node:util'
import { conditionText } from '../core/condition.ts'
import type { Expectation } from '../core/expectation.ts'
import type { Expr } from '../core/expr.ts'
import { type Check, defaultId, type Suite } from '../core/suite.ts'
import type { CheckDefinition, SuiteDefinition } from './define.ts'
import { numberedIds } from './ids.ts'
import { withoutParameter } from './parameters.ts'

type Data = Readonly<Record<string, unknown>>

/**
 * A suite as it would be written. Reading it gives the same checks, by id; where they stood and how they were derived
 * is not part of it. Parameters have their values, and what a default says is left out.
 */
export function definitionOf({ name, checks }: Suite): SuiteDefinition {
  const table = checks.filter(isOfTable)
  const columns = groupedByColumn(checks)
  const combinations = checks.filter(({ expectation }) => expectation.subject === 'columns')
  const ids = ownIds([...table, ...[...columns.values()].flat(), ...combinations])
  const written = (list: readonly Check[]) => list.map(check => checkDefinition(check, ids.has(check)))
  const byColumn = [...columns].map(([column, list]) => [column, written(list)] as const)
  return {
    ...(name === '' ? {} : { name }),
    ...(checks.some(({ gxCompat }) => gxCompat) && { gxCompat: true }),
    ...(table.length > 0 && { table: written(table) }),
    ...(columns.size > 0 && { columns: Object.fromEntries(byColumn) }),
    ...(combinations.length > 0 && { combinations: written(combinations) }),
  }
}

function isOfTable({ expectation: { subject }, columns }: Check): boolean {
  return subject === 'table' || (subject === 'column' && columns.length === 0)
}

function groupedByColumn(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const groups = new Map<string, Check[]>()
  for (const check of checks) {
    const [column] = check.columns
    if (check.expectation.subject !== 'column' || column === undefined) continue
    const group = groups.get(column)
    if (group) group.push(check)
    else groups.set(column, [check])
  }
  return groups
}

/** The checks whose id has to be written, because a reader would call them otherwise. */
function ownIds(checks: readonly Check[]): ReadonlySet<Check> {
  const own = new Set<Check>()
  for (;;) {
    const wanted = checks.map(check => {
      const isOwn = own.has(check)
      return { id: isOwn ? check.id : defaultId(check.expectation, check.columns), isOwn }
    })
    const ids = numberedIds(wanted)
    const misnamed = checks.filter((check, index) => check.id !== ids[index])
    if (misnamed.length === 0) return own
    for (const check of misnamed) own.add(check)
  }
}

function checkDefinition(check: Check, hasOwnId: boolean): CheckDefinition {
  const { expectation, columns, severity, where, tags, note, allowVacuous, id } = check
  const params = leastParams(expectation, check.params)
  const common = {
    ...(severity !== 'error' && { severity }),
    ...(hasOwnId && { id }),
    ...(where && { where: whereDefinition(where) }),
    ...(tags && { tags }),
    ...(note !== undefined && { note }),
    ...(allowVacuous !== undefined && { allowVacuous }),
  }
  const target = expectation.subject === 'columns' ? { columns } : {}
  const args = { ...target, ...params, ...common }
  return { [expectation.name]: withoutParameters(shortest(args, expectation)) }
}

/** The parameters without those that are what they would be anyway. */
function leastParams(expectation: Expectation, params: unknown): Data {
  const { params: schema } = expectation
  let least = expectation.written?.(params) ?? { ...(params as Data) }
  for (const key of Object.keys(least)) {
    const { [key]: _, ...others } = least
    const read = schema.safeParse(others)
    if (read.success && isDeepStrictEqual(read.data, params)) least = others
  }
  return least
}

/** The value alone where the only parameter is the one that a bare value sets. */
function shortest(args: Data, { shorthand }: Expectation): unknown {
  const [only, ...others] = Object.keys(args)
  if (only === undefined || only !== shorthand || others.length > 0) return args
  const value = args[only]
  return isData(value) || value === null ? args : value
}

function whereDefinition(where: Expr): unknown {
  const [sql] = 'call' in where && where.call === 'sql' ? where.args : []
  return sql && 'literal' in sql ? { sql: sql.literal } : conditionText(where)
}

/** The value with every text in it written so that it names no parameter. */
function withoutParameters(value: unknown): unknown {
  if (typeof value === 'string') return withoutParameter(value)
  if (Array.isArray(value)) return value.map(withoutParameters)
  if (!isData(value)) return value
  const entries = Object.entries(value).filter(([, property]) => property !== undefined)
  return Object.fromEntries(entries.map(([key, property]) => [key, withoutParameters(property)]))
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
