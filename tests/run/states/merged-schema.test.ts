import { expect, test } from 'vitest'
import { lengthOf, value } from '../../../src/core/expr.ts'
import { RecordingRelation } from '../../../src/run/states/recording.ts'
import type { Columns, Types } from '../support.ts'
import { engineForTables, mergedFrom } from './support.ts'

const table = engineForTables()
const recorded = async (columns: Columns, types?: Types) => new RecordingRelation(await table(columns, types))

test('a column without values takes the type of the others, whole numbers become numbers, dates timestamps', async () => {
  const first = await recorded({ a: [null], b: [1], c: [new Date(0)] }, { b: 'integer', c: 'date' })
  const second = await recorded({ a: ['x'], b: [1.5], c: [new Date(1)] }, { c: 'timestamp' })
  for (const parts of [
    [first, second],
    [second, first],
  ])
    expect(mergedFrom(parts).schema.columns.map(({ type }) => type)).toEqual([
      'string',
      'number',
      'timestamp',
    ])
})

test('the order of columns is that of the first part', async () => {
  const first = await recorded({ a: [1, 1], b: ['x', 'x'] })
  const second = await recorded({ b: ['x'], a: [1] })
  for (const part of [first, second]) await part.duplicates({ columns: [] })
  const merged = mergedFrom([first, second])
  expect(merged.schema.columns.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(await merged.duplicates({ columns: [] })).toEqual({ rows: 3, groups: 1, checked: 3 })
})

test('other columns and other types are errors that name both files', async () => {
  const first = await recorded({ a: [1], b: [1] })
  const second = await recorded({ a: [1], c: [1] })
  const third = await recorded({ a: ['x'], b: [1] })
  expect(() => mergedFrom([first, second])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The data behind part0.states and part1.states have different columns: only the first has b, and only the second has c.]`,
  )
  expect(() => mergedFrom([first, third])).toThrowErrorMatchingInlineSnapshot(
    `[UserError: The data behind part0.states and part1.states have different columns: the values of a are each a whole number in the first and text in the second.]`,
  )
})

test('the text of a column is asked for only where its type is the same everywhere', async () => {
  const parts = [await recorded({ a: [15], b: [15] }), await recorded({ a: [1.5], b: [15] })]
  const asked = ['a', 'b'].map(name => ({ name: 'max' as const, of: lengthOf(value(name)) }))
  for (const part of parts) await part.aggregate(asked)
  const [mixed, same] = await mergedFrom(parts).aggregate(asked)
  expect(mixed?.status === 'rejected' && mixed.reason.message).toMatchInlineSnapshot(
    `"This cannot be judged from states: it looks at the text of a, of which the type is not the same in all partitions."`,
  )
  expect(same).toEqual({ status: 'fulfilled', value: 2 })
})
