import fc from 'fast-check'
import { compareValues, isoText, type Value } from '../../src/core/value.ts'

export const valueTypes = ['number', 'integer', 'string', 'boolean', 'date', 'timestamp'] as const

type ValueType = (typeof valueTypes)[number]

/** Values of a type, some of them null, that are easily confused. */
export const hostile: Readonly<Record<ValueType, fc.Arbitrary<Value>>> = {
  number: fc.constantFrom(0, -0, 0.1, 1, -1, 1e300, 5e-324, 2 ** 53, Number.NaN, Infinity, -Infinity, null),
  integer: fc.constantFrom(0, 1, -1, 2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n, null),
  string: fc.constantFrom(
    '',
    'a',
    'A',
    'é',
    '\uffee',
    '🎵',
    "'",
    '"',
    'x\0y',
    'x',
    '\n',
    'null',
    'NaN',
    'a long text',
    'a long text, longer than twelve',
    null,
  ),
  boolean: fc.constantFrom(false, true, null),
  date: fc.constantFrom(
    ...['1969-12-31', '1970-01-01', '0001-01-01', '2024-02-29'].map(text => new Date(text)),
    null,
  ),
  timestamp: fc.constantFrom(...[-1, 0, 1, 1e12].map(milliseconds => new Date(milliseconds)), null),
}

/** A text that two values share when they are equal. */
export function keyOf(value: Value): string {
  if (value instanceof Date) return isoText(value)
  return typeof value === 'string' ? JSON.stringify(value) : String(Object.is(value, -0) ? 0 : value)
}

/** The distinct values, ascending, without null, NaN and ±infinity. */
export function distinctOf(values: readonly Value[]): readonly Value[] {
  const usable = values.filter(of => of !== null && !(typeof of === 'number' && !Number.isFinite(of)))
  const distinct = new Map(usable.map(of => [keyOf(of), of === 0 ? 0 : of]))
  return [...distinct.values()].sort(orderOf)
}

/** Texts by their code points. */
function orderOf(a: Value, b: Value): number {
  if (typeof a !== 'string' || typeof b !== 'string') return compareValues(a, b) ?? 0
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
