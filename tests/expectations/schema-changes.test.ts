import { expect, test } from 'vitest'
import { fixText, schemaChanges } from '../../expectations/parts/schema-changes.ts'
import type { Column, ColumnType } from '../../src/core/schema.ts'

const columns = (types: Readonly<Record<string, ColumnType>>): readonly Column[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }))

const reference = columns({ id: 'integer', price: 'number', genre: 'string', sold: 'date' })

test('what is there as it was has not changed', () => {
  expect(schemaChanges(reference, reference)).toEqual([])
})

test('the fix undoes each change', () => {
  const now = columns({ price: 'number', genres: 'string', id: 'string', note: 'string' })
  expect(fixText(schemaChanges(now, reference))).toBe(
    'To have the columns of the reference: rename genres to genre, add sold, a date, drop note, turn id into a whole number and move id to the front.',
  )
})

test('a column of another type is no renamed one', () => {
  const now = columns({ id: 'integer', prices: 'string', genre: 'string', sold: 'date' })
  expect(schemaChanges(now, reference).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'missing price',
    'added prices',
  ])
})

test('of columns that changed places, as few as possible count as moved', () => {
  const now = columns({ sold: 'date', id: 'integer', price: 'number', genre: 'string' })
  expect(schemaChanges(now, reference).map(({ text }) => text)).toEqual(['sold moved from place 4 to 1'])
})

test('columns that only make room for a new one have not moved', () => {
  const now = columns({ note: 'string', id: 'integer', price: 'number', genre: 'string', sold: 'date' })
  expect(schemaChanges(now, reference).map(({ text }) => text)).toEqual(['note added'])
})
