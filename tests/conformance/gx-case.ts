import { readFileSync } from 'node:fs'
import type { DatasetSource } from '../../src/core/engine.ts'
import { parseDate } from '../../src/core/dates.ts'
import type { ColumnType } from '../../src/core/schema.ts'
import type { Value } from '../../src/core/value.ts'

type Columns = Readonly<Record<string, readonly unknown[]>>

/** One of Great Expectations' own test cases. */
export interface GxCase {
  readonly id: string
  readonly expectation_type: string
  readonly data: Columns | readonly NamedTable[]
  /** By backend. */
  readonly schemas: Readonly<Record<string, Readonly<Record<string, string>>>> | null
  readonly kwargs: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, unknown>>
  readonly expected_rows: readonly number[] | null
  readonly tolerance: number | null
}

interface NamedTable {
  readonly dataset_name?: string
  readonly name?: string
  readonly data: Columns
}

/** The cases of a file, one JSON object a line. */
export function readCases(path: string): readonly GxCase[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as GxCase)
}

/** The table that a case is about, and the one that it names where there are several. */
export function tablesOf(one: GxCase): {
  readonly sample: DatasetSource
  readonly reference?: DatasetSource
} {
  const { data, kwargs } = one
  if (!isList(data)) return { sample: sourceOf(data, typesOf(one)) }
  const [first, ...others] = data
  const other = others.find(table =>
    [table.dataset_name, table.name].includes(String(kwargs.other_table_name)),
  )
  return {
    sample: sourceOf(first?.data ?? {}, {}),
    ...(other && { reference: sourceOf(other.data, {}) }),
  }
}

function typesOf({ schemas }: GxCase): Readonly<Record<string, string>> {
  return schemas?.pandas ?? {}
}

function sourceOf(data: Columns, types: Readonly<Record<string, string>>): DatasetSource {
  const moments = new Set(Object.keys(types).filter(name => /date|time/i.test(types[name] ?? '')))
  const columns = Object.entries(data).map(([name, values]) => {
    const cells = values.map(cell)
    return [name, moments.has(name) ? cells.map(momentOf) : cells] as const
  })
  const known = Object.entries(types).flatMap(([name, type]) => {
    const logical = logicalType(type, columns.find(([column]) => column === name)?.[1] ?? [])
    return logical === undefined ? [] : [[name, logical] as const]
  })
  return {
    kind: 'memory',
    label: 'data',
    columns: Object.fromEntries(columns),
    types: Object.fromEntries(known),
  }
}

/** The logical type that a type of pandas stands for, where the values alone would tell another. */
function logicalType(type: string, values: readonly Value[]): ColumnType | undefined {
  const present = values.filter(value => value !== null)
  if (/date|time/i.test(type)) return 'timestamp'
  if (/float/.test(type) && present.every(value => typeof value === 'number')) return 'number'
  return undefined
}

/** As pandas reads it: NaN is a missing value. */
function cell(value: unknown): Value {
  if (typeof value !== 'object' || value === null) return value as Value
  if (!('$float' in value)) return JSON.stringify(value)
  const number = Number(String(value.$float).replace(/inf(inity)?/i, 'Infinity'))
  return Number.isNaN(number) ? null : number
}

/** Parameters with the numbers that JSON has no words for. */
export function withNumbers(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withNumbers)
  if (typeof part !== 'object' || part === null) return part
  if ('$float' in part) return Number(String(part.$float).replace(/inf(inity)?/i, 'Infinity'))
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withNumbers(value)]))
}

function momentOf(value: Value): Value {
  if (typeof value !== 'string') return value
  return parseDate(value) ?? new Date(`${value} UTC`)
}

function isList(value: unknown): value is readonly NamedTable[] {
  return Array.isArray(value)
}
