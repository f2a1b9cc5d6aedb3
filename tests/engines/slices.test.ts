import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Slice, SlicesRequest } from '../../src/core/engine.ts'
import { call, isNonFinite, isNull, lessThan, matches, value } from '../../src/core/expr.ts'
import type { Value } from '../../src/core/value.ts'
import { hostile, keyOf } from './hostile.ts'
import { workbench } from './support.ts'

const { memory, file, refusal } = workbench()

const columns = {
  'a "quoted"': 'string',
  k0: 'number',
  c0: 'boolean',
  'four\nth': 'timestamp',
  r: 'integer',
} as const
const names = Object.keys(columns) as (keyof typeof columns)[]
const row = fc.record({
  'a "quoted"': hostile.string,
  k0: hostile.number,
  c0: hostile.boolean,
  'four\nth': hostile.timestamp,
  r: hostile.integer,
})
const request = fc.array(fc.array(fc.constantFrom(...names), { maxLength: 3 }), { maxLength: 5 })
const conditions = [
  isNull(value('a "quoted"')),
  isNonFinite(value('k0')),
  lessThan(value('k0'), 1),
  value('c0'),
]

type Row = Readonly<Record<keyof typeof columns, Value>>

function naive(rows: readonly Row[], by: SlicesRequest['by']): readonly Slice[] {
  return by.flatMap((list, index) => {
    const groups = new Map<string, readonly Row[]>()
    for (const row of rows) {
      const key = JSON.stringify(list.map(name => keyOf(row[name as keyof Row])))
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
    return [...groups.values()].map(group => ({
      by: index,
      values: list.map(name => group[0]?.[name as keyof Row] ?? null),
      rows: group.length,
      counts: countsOf(group),
    }))
  })
}

function countsOf(rows: readonly Row[]): readonly number[] {
  const holds = [
    (row: Row) => row['a "quoted"'] === null,
    (row: Row) => row.k0 !== null && !Number.isFinite(row.k0),
    (row: Row) => row.k0 !== null && Number(row.k0) < 1,
    (row: Row) => row.c0 === true,
  ]
  return holds.map(of => rows.filter(of).length)
}

const texts = (slices: readonly Slice[]) =>
  slices.map(({ by, values, rows, counts }) => JSON.stringify([by, values.map(keyOf), rows, counts]))

test('slices equal those of a naive loop', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 25 }), request, async (rows, by) => {
      const cells = Object.fromEntries(names.map(name => [name, rows.map(own => own[name])]))
      const relation = await memory(cells, columns)
      const found = await relation.slices({ by, conditions })
      expect(texts(found).sort()).toEqual(texts(naive(rows, by)).sort())
      expect(found.map(slice => slice.by)).toEqual(found.map(slice => slice.by).sort((a, b) => a - b))
    }),
    { numRuns: 100, seed: 20_240_506 },
  )
})

test('slices come by list, then by value of the column named first, and null is the last value', async () => {
  const relation = await memory({ a: ['x', null, 'b', 'x'], n: [2, 2, null, 10] })
  const by = [['n'], ['a', 'n'], ['n', 'a'], ['n']]
  expect(texts(await relation.slices({ by, conditions: [] })).join('\n')).toMatchInlineSnapshot(`
    "[0,["2"],2,[]]
    [0,["10"],1,[]]
    [0,["null"],1,[]]
    [1,["\\"x\\"","2"],1,[]]
    [1,["null","2"],1,[]]
    [1,["\\"x\\"","10"],1,[]]
    [1,["\\"b\\"","null"],1,[]]
    [2,["2","\\"x\\""],1,[]]
    [2,["2","null"],1,[]]
    [2,["10","\\"x\\""],1,[]]
    [2,["null","\\"b\\""],1,[]]
    [3,["2"],2,[]]
    [3,["10"],1,[]]
    [3,["null"],1,[]]"
  `)
})

test('a list without columns is one slice, unless there are no rows', async () => {
  const relation = await memory({ a: [1, null] })
  const whole = { by: [[]], conditions: [isNull(value('a'))] }
  expect(await relation.slices(whole)).toEqual([{ by: 0, values: [], rows: 2, counts: [1] }])
  expect(await relation.slices({ by: [[]], conditions: [] })).toEqual([
    { by: 0, values: [], rows: 2, counts: [] },
  ])
  expect(await (await memory({ a: [] })).slices({ ...whole, by: [[], ['a']] })).toEqual([])
})

test('values that are shown alike are one slice', async () => {
  const relation = await file('t\n1969-12-31 23:59:59.999001\n1969-12-31 23:59:59.999999\n')
  const [slice, ...others] = await relation.slices({ by: [['t']], conditions: [] })
  expect([slice?.values, slice?.rows, others]).toEqual([[new Date(-1)], 2, []])
})

test('many lists and conditions are one scan', async () => {
  const wide = Array.from({ length: 70 }, (_, index) => `c${index}`)
  const relation = await memory(Object.fromEntries(wide.map((name, index) => [name, [index, null, index]])))
  const found = await relation.slices({
    by: [...wide.map(name => [name]), ['c0', 'c69']],
    conditions: wide.map(name => lessThan(value(name), 35)),
  })
  expect(found).toHaveLength(2 * 71)
  expect(found.at(-2)).toMatchObject({ by: 70, values: [0, 69], rows: 2 })
  expect(found.at(-2)?.counts).toEqual(wide.map((_, index) => (index < 35 ? 2 : 0)))
  expect(relation.queries.map(({ scan }) => scan)).toEqual([true])
})

test('no lists are no slices and no scan', async () => {
  const relation = await memory({ a: [1] })
  expect(await relation.slices({ by: [], conditions: [isNull(value('a'))] })).toEqual([])
  expect(relation.queries).toEqual([])
})

test('what cannot be sliced is refused in a sentence', async () => {
  const relation = await memory({ a: [1], s: ['x'] })
  const attempts: readonly SlicesRequest[] = [
    { by: [['a', 'b']], conditions: [] },
    { by: [['a']], conditions: [value('s')] },
    { by: [['a']], conditions: [lessThan(value('s'), 1)] },
    { by: [['a']], conditions: [isNull(value('a')), call('not', matches(value('s'), '*'))] },
  ]
  const refusals: string[] = []
  for (const attempt of attempts) refusals.push(await refusal(relation.slices(attempt)))
  expect(refusals.join('\n\n')).toMatchInlineSnapshot(`
    "There is no column b in data. (exit 2)
    Did you mean a?

    A condition is true or false, and this is text. (exit 2)
    undefined

    A column that holds text and 1 (a whole number) have no order. (exit 2)
    Compare values of the same type.

    The pattern * is not a regular expression: no argument for repetition operator: *. (exit 2)
    Patterns are in RE2 syntax, which has neither lookaround nor backreferences."
  `)
})
