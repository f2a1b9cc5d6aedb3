import { conditionText } from '../../core/condition.ts'
import { and, type Expr, isIn, isNull, matches, not, or, value } from '../../core/expr.ts'
import type { Value } from '../../core/value.ts'
import { textOf } from './document.ts'
import type { Wanted } from './draft.ts'
import { countRange, type Range } from './odcs-operators.ts'

/** A rule of the library. */
export interface MetricRule {
  readonly range: Range
  readonly unit: 'rows' | 'percent'
  /** Absent for a rule about the whole table. */
  readonly column?: string
  readonly columns: ReadonlyMap<string, string>
  readonly values: Readonly<Record<string, unknown>>
}

type Translated = ({ readonly checks: readonly Wanted[] } | { readonly reason: string }) & {
  readonly remark?: string
}
type ColumnRule = MetricRule & { readonly column: string }

/** The metrics of ODCS 3.1 with their translations. */
export const metrics: Readonly<Record<string, (rule: MetricRule) => Translated>> = {
  rowCount: ({ range, unit }) => {
    if (unit === 'percent') return { reason: 'a number of rows has no percentage.' }
    return countCheck(range, [])
  },
  nullValues: aboutColumn(rule => {
    const { column, range } = rule
    if (allowsNone(rule)) return { checks: [{ name: 'toHaveNoNulls', columns: [column] }] }
    if (rule.unit === 'rows') return countCheck(range, [], isNull(value(column)))
    return {
      checks: [{ name: 'toHavePresentShareBetween', columns: [column], args: { ...presentShare(range) } }],
    }
  }),
  missingValues: aboutColumn(rule => {
    const { column, range, unit, values } = rule
    const { missingValues = [null] } = values
    if (!isValues(missingValues)) return { reason: 'missingValues is no list of values.' }
    const codes = missingValues.filter(code => code !== null)
    const hasNull = codes.length < missingValues.length
    if (allowsNone(rule)) {
      const nulls = { name: 'toHaveNoNulls', columns: [column] }
      const rest = { name: 'toHaveValuesNotInSet', columns: [column], args: { values: codes } }
      return { checks: [...(hasNull ? [nulls] : []), ...(codes.length > 0 ? [rest] : [])] }
    }
    const found = codes.length > 0 ? isIn(value(column), codes) : undefined
    if (unit === 'rows') return countCheck(range, [], or(hasNull ? isNull(value(column)) : undefined, found))
    if (codes.length > 0) return { reason: 'only nulls can be counted as a share of all rows.' }
    return {
      checks: [{ name: 'toHavePresentShareBetween', columns: [column], args: { ...presentShare(range) } }],
    }
  }),
  invalidValues: aboutColumn(rule => {
    const { column, range, unit } = rule
    const { validValues, pattern } = rule.values
    if (validValues === undefined && pattern === undefined)
      return { reason: 'it has no validValues and no pattern.' }
    if (validValues !== undefined && !isValues(validValues))
      return { reason: 'validValues is no list of values.' }
    if (pattern !== undefined && typeof pattern !== 'string') return { reason: 'pattern is no text.' }
    const present = validValues?.filter(each => each !== null)
    if (unit === 'rows' && !allowsNone(rule))
      return countCheck(range, [], isInvalid(column, present, pattern))
    const { min = 0, max = 100, strictMax } = range
    if (min > 0) return { reason: 'that some values are invalid cannot be demanded as a share.' }
    const mostly = allowsNone(rule) ? {} : { mostly: Math.max(0, (100 - max) / 100) }
    const checks = [
      ...(present
        ? [{ name: 'toHaveValuesInSet', columns: [column], args: { values: present, ...mostly } }]
        : []),
      ...(pattern !== undefined
        ? [{ name: 'toHaveValuesMatching', columns: [column], args: { pattern, ...mostly } }]
        : []),
    ]
    return { checks, ...(strictMax && { remark: `exactly ${max} % is allowed too.` }) }
  }),
  duplicateValues: rule => {
    const { column, columns, values } = rule
    if (!allowsNone(rule)) return { reason: 'duplicates can only be ruled out altogether.' }
    if (column !== undefined) return { checks: [{ name: 'toHaveUniqueValues', columns: [column] }] }
    const { properties } = values
    if (!Array.isArray(properties) || properties.length === 0) return { reason: 'it has no properties.' }
    const key = properties.map(property => columns.get(textOf(property)) ?? textOf(property))
    const name = key.length === 1 ? 'toHaveUniqueValues' : 'toHaveUniqueCombinations'
    return { checks: [{ name, columns: key }] }
  },
}

function aboutColumn(translate: (rule: ColumnRule) => Translated): (rule: MetricRule) => Translated {
  return rule => {
    const { column } = rule
    return column === undefined ? { reason: 'it names no property.' } : translate({ ...rule, column })
  }
}

/** Whether nothing may be counted. */
function allowsNone({ range, unit }: MetricRule): boolean {
  if (unit === 'percent') return range.max === 0 && !range.strictMax
  return countRange(range)?.max === 0
}

function countCheck(range: Range, columns: readonly string[], where?: Expr): Translated {
  const counts = countRange(range)
  if (!counts) return { reason: 'no number of rows lies in its range.' }
  const { min, max } = counts
  if (min === undefined && max === undefined) return { checks: [] }
  const args = min === max || max === 0 ? { equal: max } : counts
  return {
    checks: [
      { name: 'toHaveRowCount', columns, args: { ...args, ...(where && { where: conditionText(where) }) } },
    ],
  }
}

/** A range of percentages of missing values as a range of shares of present ones. */
function presentShare({ min, max, strictMin, strictMax }: Range): Range {
  return {
    ...(max !== undefined && { min: (100 - max) / 100, ...(strictMax && { strictMin: true }) }),
    ...(min !== undefined && { max: (100 - min) / 100, ...(strictMin && { strictMax: true }) }),
  }
}

function isInvalid(column: string, valid: readonly Value[] | undefined, pattern: string | undefined): Expr {
  const of = value(column)
  const offends = or(
    valid && not(isIn(of, valid)),
    pattern === undefined ? undefined : not(matches(of, pattern)),
  )
  return and(not(isNull(of)), offends)
}

function isValues(list: unknown): list is readonly Value[] {
  return Array.isArray(list) && list.every(each => each === null || typeof each !== 'object')
}
